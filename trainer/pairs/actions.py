"""Asking a colleague for coaching, answering, meeting, and bringing it to its end."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.pairs import policies
from trainer.pairs.events import (
    CoachAgreed,
    CoachAsked,
    CoachDeclined,
    CoachingEnded,
    CoachingMet,
)
from trainer.pairs.models import LIVE, CoachingMeeting, CoachingPair, PairStatus


def ask(
    person: User, *, actor: User, coach: User, aim: str, until: date | None = None
) -> CoachingPair:
    """Ask a colleague to coach somebody in something; nothing begins before they say yes."""
    require(policies.may_ask_for(actor, person))
    if coach.id == person.id:
        raise Unacceptable(_("Nobody coaches themselves. Choose a colleague."), "coach")
    if not coach.active:
        raise Unacceptable(_("%(name)s has left.", name=coach.name), "coach")
    if until is not None and until < clock.today():
        raise Unacceptable(_("That day is past."), "until")
    if _is_with(person, coach):
        raise Unacceptable(_("%(name)s is asked already.", name=coach.name), "coach")
    pair = CoachingPair(
        person=person,
        coach=coach,
        asked_by_id=actor.id,
        aim=aim.strip(),
        until=until,
        status=PairStatus.ASKED,
    )
    db.session.add(pair)
    db.session.flush()  # The coach is led to its page by its number.
    publish(CoachAsked(actor=actor, subject=pair))
    return pair


def agree(pair: CoachingPair, *, actor: User) -> None:
    """Say yes to coaching the colleague."""
    require(policies.may_answer(actor, pair))
    pair.move_to(PairStatus.GOING)
    pair.answered_at = clock.now()
    publish(CoachAgreed(actor=actor, subject=pair))


def decline(pair: CoachingPair, *, actor: User, words: str) -> None:
    """Say no; a word why is welcome and need not be."""
    require(policies.may_answer(actor, pair))
    pair.move_to(PairStatus.DECLINED)
    pair.answered_at, pair.words = clock.now(), words.strip()
    publish(CoachDeclined(actor=actor, subject=pair))


def note_meeting(
    pair: CoachingPair, *, actor: User, met_on: date, minutes: int, words: str
) -> CoachingMeeting:
    """Keep when the two met, how long, and what they take from it."""
    require(policies.may_note(actor, pair))
    if met_on > clock.today():
        raise Unacceptable(_("That day is still to come."), "met_on")
    made = CoachingMeeting(
        pair=pair, met_on=met_on, minutes=minutes, words=words.strip(), written_by=actor
    )
    db.session.add(made)
    publish(CoachingMet(actor=actor, subject=pair, minutes=minutes))
    return made


def end(pair: CoachingPair, *, actor: User, words: str) -> None:
    """Say what came of it; the coaching is over."""
    require(policies.may_end(actor, pair))
    _end(pair, actor, PairStatus.ENDED, words)


def stop(pair: CoachingPair, *, actor: User, words: str) -> None:
    """Call it off before it came to its end, and say why."""
    require(policies.may_stop(actor, pair))
    _end(pair, actor, PairStatus.STOPPED, words)


def _end(pair: CoachingPair, actor: User, status: PairStatus, words: str) -> None:
    if not words.strip():
        raise Unacceptable(_("A sentence or two will do, but there must be one."), "words")
    pair.move_to(status)
    pair.ended_at, pair.words = clock.now(), words.strip()
    publish(CoachingEnded(actor=actor, subject=pair))


def _is_with(person: User, coach: User) -> bool:
    found = db.session.scalar(
        sa.select(CoachingPair.id).where(
            CoachingPair.person_id == person.id,
            CoachingPair.coach_id == coach.id,
            CoachingPair.status.in_(sorted(LIVE)),
        )
    )
    return found is not None
