"""The one place that finds evidence for a page: what isn't somebody's to see isn't there."""

from trainer.extensions import db
from trainer.logs import policies, queries
from trainer.logs.models import Item, Revision
from trainer.web.access import actor


def own_latest(item_id: int) -> Revision:
    """Return one of the entries one writes, as last written, or a 404."""
    revision: Revision = db.one_or_404(queries.own_latest(actor(), item_id))
    return revision


def own(item_id: int) -> Item:
    """Return one of the items one owns or wrote, or a 404."""
    item: Item = db.one_or_404(policies.kept_by(actor()).where(Item.id == item_id))
    return item
