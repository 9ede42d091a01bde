"""Opening a round, its links and reminders, closing it by the calendar, and passing it on."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.links import place_of
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.events import (
    RaterLinkRenewed,
    RaterLinkRevoked,
    ResultRead,
    RoundCancelled,
    RoundClosed,
    RoundOpened,
    RoundReleased,
)
from trainer.feedback.links import token_of
from trainer.feedback.models import (
    FeedbackAnswer,
    FeedbackDraft,
    FeedbackOpening,
    FeedbackRater,
    FeedbackReading,
    FeedbackRound,
    RaterStatus,
    RoundStatus,
)
from trainer.feedback.queries import results
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.notifications.telling import tell

REMINDED_BEFORE = timedelta(days=3)


def open_round(told: FeedbackRound, *, actor: User, config: Config) -> None:
    """Ask those on the list: colleagues under the bell, others by a link."""
    require(policies.may_open(actor, told))
    told.move_to(RoundStatus.OPEN)
    for rater in told.to_be_asked:
        rater.move_to(RaterStatus.ASKED)
        if rater.person is None:
            _give_link(rater, config)
    publish(RoundOpened(actor=actor, subject=told))


def renew_link(rater: FeedbackRater, *, actor: User, config: Config) -> None:
    """Send somebody from outside another link; the one before no longer works.

    It is sent to those who have answered, too, so that nobody learns from it who has.
    """
    require(policies.may_change_link(actor, rater))
    _give_link(rater, config)
    publish(RaterLinkRenewed(actor=actor, subject=rater))


def revoke_link(rater: FeedbackRater, *, actor: User) -> None:
    """Take the link of somebody from outside back; what they have answered stays."""
    require(policies.may_change_link(actor, rater))
    rater.salt, rater.token_hash = "", None
    publish(RaterLinkRevoked(actor=actor, subject=rater))


def note_opening(rater: FeedbackRater, *, config: Config, address: str) -> None:
    """Write down on which day a link was opened, and roughly from where; there is no actor."""
    db.session.add(FeedbackOpening(rater_id=rater.id, place=place_of(config.secret_key, address)))


def cancel(told: FeedbackRound, *, actor: User, because: str) -> None:
    """Call a round off and throw away what was written in it."""
    require(policies.may_cancel(actor, told))
    if not because:
        raise Unacceptable(_("Say why, so that people understand it."), "because")
    was_open = told.status is RoundStatus.OPEN
    told.move_to(RoundStatus.CANCELLED)
    told.cancelled_because = because
    _drop_drafts(told)
    db.session.execute(
        sa.delete(FeedbackAnswer).where(
            FeedbackAnswer.id.in_(results.answers_in(told).with_only_columns(FeedbackAnswer.id))
        ),
        execution_options={"synchronize_session": False},
    )
    publish(RoundCancelled(actor=actor, subject=told))
    if was_open:
        words = _("Feedback about %(name)s was called off.", name=told.subject.name)
        for rater in told.raters:
            if rater.person is not None and rater.status is RaterStatus.ASKED:
                tell(rater.person, words, "/feedback/", actor=actor)


def close_due() -> int:
    """Close the rounds whose last day has passed; return how many. The calendar acts, nobody else.

    Nobody closes one by hand: whoever could choose the moment could choose who is in it.
    """
    due = db.session.scalars(
        sa.select(FeedbackRound)
        .where(FeedbackRound.status == RoundStatus.OPEN, FeedbackRound.closes_on < clock.today())
        .options(selectinload(FeedbackRound.raters))
        .order_by(FeedbackRound.id)
        .with_for_update()
    ).all()
    for told in due:
        told.move_to(RoundStatus.CLOSED)
        _drop_drafts(told)
        if told.anonymous:
            _write_anew(told)
        publish(RoundClosed(actor=None, subject=told))
    return len(due)


def remind_raters() -> int:
    """Remind, once, those who are asked and have not answered three days before; return how many."""
    waiting: Sequence[FeedbackRater] = db.session.scalars(
        sa.select(FeedbackRater)
        .join(FeedbackRater.round)
        .where(
            FeedbackRater.status == RaterStatus.ASKED,
            FeedbackRater.reminded.is_(False),
            FeedbackRound.status == RoundStatus.OPEN,
            FeedbackRound.closes_on >= clock.today(),
            FeedbackRound.closes_on <= clock.today() + REMINDED_BEFORE,
        )
        .options(
            selectinload(FeedbackRater.round).joinedload(FeedbackRound.subject),
            selectinload(FeedbackRater.person),
        )
        .order_by(FeedbackRater.id)
    ).all()
    for rater in waiting:
        rater.reminded = True
        told = rater.round
        if rater.person is not None:
            words = _(
                "Until %(day)s you can still say how you see %(name)s at work.",
                day=written(told.closes_on),
                name=told.subject.name,
            )
            tell(rater.person, words, f"/feedback/{told.id}/answer")
        elif rater.token_hash is not None:
            outbox.ask(Task.ASK_RATER, rater_id=rater.id, salt=rater.salt)
    return len(waiting)


def release_round(told: FeedbackRound, *, actor: User) -> None:
    """Let the person it is about read what was said."""
    require(policies.may_release(actor, told))
    told.move_to(RoundStatus.RELEASED)
    told.released_at = clock.now()
    publish(RoundReleased(actor=actor, subject=told))


def note_reading(told: FeedbackRound, *, actor: User) -> None:
    """Write down that HR reads a result, before they do; the person it is about sees it."""
    require(policies.may_read(actor, told))
    db.session.add(FeedbackReading(round_id=told.id, reader=actor))
    publish(ResultRead(actor=actor, subject=told))


def _give_link(rater: FeedbackRater, config: Config) -> None:
    rater.salt = secrets.token_hex(16)
    rater.token_hash = hash_secret(token_of(config.secret_key, rater.salt))
    outbox.ask(Task.ASK_RATER, rater_id=rater.id, salt=rater.salt)


def _drop_drafts(told: FeedbackRound) -> None:
    db.session.execute(
        sa.delete(FeedbackDraft).where(FeedbackDraft.rater_id.in_([one.id for one in told.raters])),
        execution_options={"synchronize_session": False},
    )


def _write_anew(told: FeedbackRound) -> None:
    """Write all answers and all raters of a round again, in an order that means nothing.

    Where a database keeps rows, and by which transaction they came, would otherwise tell the
    order of the answers, and join each to the rater who was marked in the same transaction.
    """
    kept = db.session.scalars(results.answers_in(told)).all()
    numbers = {secrets.randbits(62) for _one in kept}
    mixed = secrets.SystemRandom().sample(kept, len(kept))
    rows = [
        {
            "id": number,
            "question_id": one.question_id,
            "side": one.side,
            "level": one.level,
            "words": one.words,
            "rater_id": one.rater_id,
        }
        for number, one in zip(sorted(numbers), mixed, strict=True)
    ]
    for one in kept:
        db.session.delete(one)
    db.session.flush()
    if rows:
        db.session.execute(sa.insert(FeedbackAnswer), rows)
    db.session.execute(
        sa.update(FeedbackRater).where(FeedbackRater.round_id == told.id).values(reminded=True),
        execution_options={"synchronize_session": False},
    )
