"""Asking for returns and ending that, giving and removing one's own, and forgetting somebody's."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.afterwards import once_kept
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.equality import policies, sealing
from trainer.equality.events import MonitoringRanOut, MonitoringSet, MonitoringSwitchedOff
from trainer.equality.models import EqualityReturn, EqualityTerms
from trainer.equality.rules import LONGEST, Question, Terms, may_keep
from trainer.extensions import db


def set_terms(*, actor: User, purpose: str, last_day: date) -> None:
    """Ask for returns for this purpose and until this day.

    Returns given under other terms go, unless only the last day is earlier now. Raises Refused, or
    Unacceptable without a purpose or with a last day that is over or too far away.
    """
    require(policies.may_run(actor))
    if not purpose.strip():
        raise Unacceptable(_("Say what for."), "purpose")
    if not clock.today() < last_day <= clock.today() + LONGEST:
        raise Unacceptable(_("Choose a day after today and within two years."), "last_day")
    after = Terms(purpose.strip(), last_day)
    kept = may_keep(policies.in_force(), after)
    if not kept:
        _remove_all()
        once_kept(db.session(), sealing.make)
    said = EqualityTerms(words=after.purpose, last_day=last_day, set_by=actor)
    db.session.add(said)
    publish(
        MonitoringSet(
            actor=actor, subject=said, purpose=after.purpose, last_day=last_day, kept_returns=kept
        )
    )


def switch_off(*, actor: User, why: str) -> None:
    """Ask for no more returns, and remove all there are and the key with them.

    Raises Refused, or Unacceptable without a reason.
    """
    require(policies.may_run(actor))
    require(policies.may_answer())
    if not why.strip():
        raise Unacceptable(_("Say why."), "why")
    said = EqualityTerms(words=why.strip(), set_by=actor)
    db.session.add(said)
    publish(MonitoringSwitchedOff(actor=actor, subject=said, why=why.strip()))
    _remove_all()
    once_kept(db.session(), sealing.destroy)


def give(answers: Mapping[Question, str], *, actor: User) -> None:
    """Keep somebody's own return in the place of any earlier one; nothing says that they gave it."""
    require(policies.may_answer())
    forget(actor)
    if (key := sealing.present()) is not None:
        token = key.token(actor.id)
        said = {question.value: answer for question, answer in answers.items() if answer}
        db.session.add(EqualityReturn(token=token, sealed=key.seal(token, said)))


def take_back(*, actor: User) -> None:
    """Remove somebody's own return; nothing says that they had one."""
    require(policies.may_answer())
    forget(actor)


def forget(person: User) -> None:
    """Remove the return of somebody, if there is one."""
    if (key := sealing.present()) is not None:
        theirs = EqualityReturn.token == key.token(person.id)
        db.session.execute(sa.delete(EqualityReturn).where(theirs))


def let_go() -> None:
    """Remove every return and the key once the last day is over, or where the key is gone."""
    said = policies.newest()
    if said is None or policies.in_force() is not None:
        return
    had_key = sealing.present() is not None
    if _remove_all() or had_key:
        publish(MonitoringRanOut(actor=None, subject=said))
    once_kept(db.session(), sealing.destroy)


def _remove_all() -> int:
    db.session.flush()
    return len(db.session.execute(sa.delete(EqualityReturn).returning(EqualityReturn.token)).all())
