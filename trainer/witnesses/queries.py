"""Testimony as it is listed, and found by its link."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.catalogue.models import Criterion
from trainer.extensions import db
from trainer.logs.models import Item, Revision
from trainer.registrations.models import Registration
from trainer.witnesses import policies
from trainer.witnesses.models import TestimonyCriterion, WitnessRequest


def with_all(select: sa.Select[WitnessRequest]) -> sa.Select[WitnessRequest]:
    """Load testimony with its people, its criteria and its openings."""
    people = joinedload(WitnessRequest.registration).options(
        joinedload(Registration.learner),
        joinedload(Registration.assessor),
        joinedload(Registration.version),
    )
    return select.options(
        people,
        joinedload(WitnessRequest.asked_by),
        joinedload(WitnessRequest.item)
        .selectinload(Item.revisions)
        .selectinload(Revision.signatures),
        selectinload(WitnessRequest.openings),
        selectinload(WitnessRequest.criteria)
        .joinedload(TestimonyCriterion.criterion)
        .joinedload(Criterion.unit_version),
    )


def under(registration: Registration, actor: User) -> Sequence[WitnessRequest]:
    """List the testimony asked for under a registration, the latest first."""
    found = with_all(policies.visible_to(actor)).where(
        WitnessRequest.registration_id == registration.id
    )
    return db.session.scalars(found.order_by(WitnessRequest.id.desc())).all()


def by_link(token: str) -> sa.Select[WitnessRequest]:
    """Select what a witness's link leads to."""
    return with_all(
        sa.select(WitnessRequest).where(WitnessRequest.token_hash == hash_secret(token))
    )


def given_as(item: Item) -> WitnessRequest | None:
    """Find how a piece of evidence came to be, if a witness gave it."""
    return db.session.scalar(
        with_all(sa.select(WitnessRequest).where(WitnessRequest.item_id == item.id))
    )
