"""Where the pages of currency hang, and what other pages are told of it."""

from flask import Blueprint

from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.currency import policies
from trainer.currency.queries import standing
from trainer.currency.queries.standing import Kept
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless

bp = Blueprint("currency", __name__, url_prefix="/currency")


def read_unit(unit_id: int) -> Unit:
    """Return the unit, or a 404 to whoever may not read the rules."""
    hidden_unless(policies.may_read_rules(actor()))
    return db.get_or_404(Unit, unit_id)


def _kept_by(person_id: int) -> list[Kept]:
    return standing.kept_by([person_id], clock.today())


@bp.app_context_processor
def _for_every_page() -> dict[str, object]:
    return {
        "current_unit": lambda unit: standing.of_unit(unit, clock.today()),
        "current_evidence": lambda revision: standing.of_evidence(revision, clock.today()),
        "units_kept_by": _kept_by,
        "may_read_currency": lambda: policies.may_read_rules(actor()),
    }
