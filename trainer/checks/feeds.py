"""INV41: what a feed brought in becomes evidence by the person it is about, and is marked so."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.feeds.models import OfferStatus, WorkProduct
from trainer.logs.models import EvidenceKind, Item


def _used_by_others() -> Iterator[str]:
    fits = sa.exists().where(
        Item.id == WorkProduct.item_id,
        Item.owner_id == WorkProduct.person_id,
        Item.author_id.is_(None),
        Item.kind == EvidenceKind.WORK_PRODUCT,
    )
    wrong = sa.select(WorkProduct.id).where(WorkProduct.status == OfferStatus.USED, ~fits)
    for product_id in db.session.scalars(wrong.order_by(WorkProduct.id)):
        yield f"Work product {product_id} is used, but not as a work product of whom it is about."


CHECKS = [
    Check("INV41", "What a feed brought in is used by whom it is about.", _used_by_others),
]
