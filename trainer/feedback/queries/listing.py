"""Rounds of feedback as pages list them, and whom one may ask."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.core import clock
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.models import (
    FeedbackQuestion,
    FeedbackRater,
    FeedbackReading,
    FeedbackRound,
    RaterStatus,
    RoundStatus,
)
from trainer.people.models import Placement
from trainer.people.policies import reports_to

ASKED = (RaterStatus.ASKED, RaterStatus.ANSWERED, RaterStatus.DECLINED)
"""The states of somebody who was asked, whatever became of it."""


def with_all(select: sa.Select[FeedbackRound]) -> sa.Select[FeedbackRound]:
    """Load a round with its people, its questions and its list."""
    return select.options(
        joinedload(FeedbackRound.subject),
        joinedload(FeedbackRound.arranged_by),
        selectinload(FeedbackRound.questions).joinedload(FeedbackQuestion.version),
        selectinload(FeedbackRound.raters).options(
            joinedload(FeedbackRater.person), joinedload(FeedbackRater.named_by)
        ),
        selectinload(FeedbackRound.readings).joinedload(FeedbackReading.reader),
    )


def waiting_for(person: User) -> Sequence[FeedbackRater]:
    """List where this person is asked and has not answered, the nearest last day first."""
    return db.session.scalars(
        policies.asked_of(person)
        .where(*_waits(clock.today()))
        .order_by(FeedbackRound.closes_on, FeedbackRound.id)
        .options(_whose(), raiseload("*"))
    ).all()


def count_to_give(person_id: Any, today: Any) -> Any:
    """Count, as part of another statement, where somebody is asked and has not answered."""
    return (
        sa.select(sa.func.count(FeedbackRater.id))
        .join(FeedbackRater.round)
        .where(FeedbackRater.person_id == person_id, *_waits(today))
        .scalar_subquery()
    )


def _waits(today: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        FeedbackRater.status == RaterStatus.ASKED,
        FeedbackRound.status == RoundStatus.OPEN,
        FeedbackRound.closes_on >= today,
    )


def about(person: User) -> Sequence[FeedbackRound]:
    """List the rounds about this person, the latest first."""
    return db.session.scalars(
        sa.select(FeedbackRound)
        .where(FeedbackRound.subject_id == person.id)
        .order_by(FeedbackRound.id.desc())
        .options(joinedload(FeedbackRound.subject), raiseload("*"))
    ).all()


def overseen(actor: User) -> sa.Select[FeedbackRound]:
    """Select the rounds this person looks after, what is going on first, ready to list."""
    over = sa.case((FeedbackRound.status.in_(policies.OVER), 1), else_=0)
    return (
        policies.overseen_by(actor)
        .order_by(over, FeedbackRound.closes_on.desc(), FeedbackRound.id.desc())
        .options(
            joinedload(FeedbackRound.subject),
            selectinload(FeedbackRound.raters),
            raiseload("*"),
        )
    )


def of_person(person_id: int, round_id: int) -> sa.Select[FeedbackRater]:
    """Select somebody's place on the list of a round, with the round and its questions."""
    return (
        sa.select(FeedbackRater)
        .where(FeedbackRater.person_id == person_id, FeedbackRater.round_id == round_id)
        .where(FeedbackRater.status.in_(ASKED))
        .options(_whole_round())
    )


def by_link(token: str) -> sa.Select[FeedbackRater]:
    """Select whom the link of somebody from outside belongs to."""
    return (
        sa.select(FeedbackRater)
        .where(FeedbackRater.token_hash == hash_secret(token), FeedbackRater.status.in_(ASKED))
        .options(_whole_round())
    )


def reports_of(person: User) -> Sequence[User]:
    """List who reports straight to somebody today, by name."""
    return db.session.scalars(
        sa.select(User)
        .where(User.id.in_(reports_to(person)), User.active)
        .order_by(User.name, User.id)
    ).all()


def manager_of(person: User) -> User | None:
    """Find whom somebody reports to today."""
    return db.session.scalar(
        sa.select(User)
        .join(Placement, Placement.manager_id == User.id)
        .where(Placement.user_id == person.id, Placement.holds_on(clock.today()), User.active)
    )


def _whole_round() -> ORMOption:
    return joinedload(FeedbackRater.round).options(
        joinedload(FeedbackRound.subject),
        selectinload(FeedbackRound.questions).joinedload(FeedbackQuestion.version),
    )


def _whose() -> ORMOption:
    return joinedload(FeedbackRater.round).joinedload(FeedbackRound.subject)


def on_list(told: FeedbackRound) -> sa.Select[FeedbackRater]:
    """Select those on the list of a round."""
    return (
        sa.select(FeedbackRater)
        .where(FeedbackRater.round_id == told.id)
        .options(_whose(), joinedload(FeedbackRater.person))
    )
