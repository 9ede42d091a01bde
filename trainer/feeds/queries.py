"""Finding work products: what is offered to somebody, what came of it, and what a file is compared with."""

from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import raiseload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.feeds import policies
from trainer.feeds.models import FeedFile, OfferStatus, ProductKind, WorkProduct
from trainer.feeds.planning import Known, Person, Plan, plan
from trainer.feeds.reading import Sheet
from trainer.logs.models import EvidenceKind, Item

FILE_KEPT = timedelta(days=1)
CHUNK = 500


def look_ahead(actor: User, sheet: Sheet) -> Plan:
    """Plan what a file would bring in as things stand now."""
    return plan(sheet, _people(actor), _known(sheet), clock.today())


def _people(actor: User) -> dict[str, Person]:
    found = policies.brings_in_for(actor).with_only_columns(User.staff_number, User.id, User.name)
    return {number: Person(id_, name) for number, id_, name in db.session.execute(found)}


def _known(sheet: Sheet) -> dict[tuple[ProductKind, str], Known]:
    references = sorted({row.reference for row in sheet.rows})
    known: dict[tuple[ProductKind, str], Known] = {}
    for start in range(0, len(references), CHUNK):
        rows = db.session.execute(
            sa.select(
                WorkProduct.kind,
                WorkProduct.reference,
                User.staff_number,
                WorkProduct.happened_on,
                WorkProduct.score,
                WorkProduct.words,
            )
            .join(User, User.id == WorkProduct.person_id)
            .where(WorkProduct.reference.in_(references[start : start + CHUNK]))
        )
        known |= {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows}
    return known


def waiting_file(actor: User, file_id: int) -> sa.Select[FeedFile]:
    """Select a file this person sent within the last day and has not confirmed yet."""
    return sa.select(FeedFile).where(
        FeedFile.id == file_id,
        FeedFile.sent_by_id == actor.id,
        FeedFile.taken_in_at.is_(None),
        FeedFile.sent_at > clock.now() - FILE_KEPT,
    )


def counts_for(actor: User) -> Columns:
    """Select how many work products each of one's people was offered, used and set aside.

    Numbers only: what is in them is for the person alone.
    """
    theirs = policies.brings_in_for(actor).with_only_columns(User.id)
    numbers = [
        sa.func.count(WorkProduct.id).filter(WorkProduct.status == status).label(status.value)
        for status in OfferStatus
    ]
    return (
        sa.select(User.id, User.name, User.staff_number, *numbers)
        .join(WorkProduct, WorkProduct.person_id == User.id)
        .where(User.id.in_(theirs))
        .group_by(User.id, User.name, User.staff_number)
        .order_by(User.name, User.id)
    )


def offered_to(actor: User, statuses: Iterable[OfferStatus]) -> sa.Select[WorkProduct]:
    """Select what is offered to somebody, or was and is set aside, the latest first."""
    return (
        policies.visible_to(actor)
        .where(WorkProduct.status.in_(set(statuses)))
        .order_by(WorkProduct.happened_on.desc(), WorkProduct.id.desc())
        .options(raiseload("*"))
    )


def count_offered_to(person: User) -> int:
    """Count what is offered to somebody and waits for them."""
    found = offered_to(person, {OfferStatus.OFFERED}).order_by(None)
    return db.session.scalar(found.with_only_columns(sa.func.count(WorkProduct.id))) or 0


def origin_of(item: Item) -> WorkProduct | None:
    """Find the work product a piece of evidence was made of, if it was made of one."""
    if item.kind is not EvidenceKind.WORK_PRODUCT:
        return None
    return db.session.scalar(sa.select(WorkProduct).where(WorkProduct.item_id == item.id))
