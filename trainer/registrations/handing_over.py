"""What is said of a learner to their next assessor: who writes it, who reads it, what is still to be."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.models import HandOver, Registration
from trainer.registrations.policies import OVER, at_sites_of, may_change


def visible_to(actor: User) -> sa.Select[HandOver]:
    """Select the hand-overs somebody may write for: their own, and at the sites they administer."""
    return (
        sa.select(HandOver)
        .join(HandOver.registration)
        .where(
            sa.or_(
                HandOver.former_id == actor.id,
                sa.and_(
                    at_sites_of(actor, Role.TRAINING_ADMIN), Registration.learner_id != actor.id
                ),
            )
        )
    )


def may_write(actor: User, handed: HandOver) -> Verdict:
    """Say whether this person may write what the next assessor should know."""
    if handed.written_at is not None:
        return no(_("It is written already, and stays as it is."))
    if handed.registration.status in OVER:
        return no(_("This registration is over."))
    if handed.registration.assessor_id != handed.next_id:
        return no(_("The learner has gone on to somebody else since."))
    if actor.id == handed.former_id:
        return YES
    return may_change(actor, handed.registration)


def is_to_be_written_by(person_id: Any) -> sa.ColumnElement[bool]:
    """Match the hand-overs that wait for a word from this person, joined with their registration."""
    return sa.and_(
        HandOver.former_id == person_id,
        HandOver.written_at.is_(None),
        HandOver.next_id == Registration.assessor_id,
        Registration.status.not_in(OVER),
    )


def count_to_write(person_id: Any) -> sa.ScalarSelect[int]:
    """Count them."""
    return (
        sa.select(sa.func.count(HandOver.id))
        .join(Registration, Registration.id == HandOver.registration_id)
        .where(is_to_be_written_by(person_id))
        .scalar_subquery()
    )


def to_write_by(person: User) -> sa.Select[HandOver]:
    """Select them, the latest first, ready to list."""
    return (
        sa.select(HandOver)
        .join(HandOver.registration)
        .where(is_to_be_written_by(person.id))
        .order_by(HandOver.id.desc())
        .options(*_shown())
    )


def shown(actor: User) -> sa.Select[HandOver]:
    """Select hand-overs with all that the page asking for a word shows."""
    return visible_to(actor).options(*_shown())


def _shown() -> tuple[sa.orm.interfaces.ORMOption, ...]:
    registration = joinedload(HandOver.registration)
    return (
        registration.joinedload(Registration.learner),
        registration.joinedload(Registration.version),
        joinedload(HandOver.next),
        joinedload(HandOver.former),
        raiseload("*"),
    )


def words_about(registration: Registration) -> Sequence[HandOver]:
    """List what was written at each hand-over of a registration, the latest first."""
    return db.session.scalars(
        sa.select(HandOver)
        .where(HandOver.registration_id == registration.id, HandOver.written_at.is_not(None))
        .order_by(HandOver.id.desc())
        .options(
            joinedload(HandOver.written_by),
            joinedload(HandOver.former),
            joinedload(HandOver.next),
            raiseload("*"),
        )
    ).all()
