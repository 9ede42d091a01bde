"""Confirming what somebody did that a role asks for, and taking it back."""

from datetime import date

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.events import ConfirmationTakenBack, ExperienceConfirmed
from trainer.careers.models import CareerConfirmation
from trainer.careers.rules.asking import BY_HAND, Ask
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def confirm(person: User, ask: Ask, *, actor: User, day: date, says: str) -> CareerConfirmation:
    """Confirm, with one's name, that somebody did this on a day."""
    require(policies.may_confirm(actor, person))
    if ask.kind not in BY_HAND:
        raise ValueError(f"Nobody confirms {ask.kind} by hand.")
    if day > clock.today():
        raise Unacceptable(_("This day is still to come."), "day")
    confirmation = CareerConfirmation(
        person=person, kind=ask.kind, about=ask.about, day=day, says=says, by=actor
    )
    db.session.add(confirmation)
    publish(ExperienceConfirmed(actor=actor, subject=confirmation, person=person, about=ask.words))
    return confirmation


def take_back(confirmation: CareerConfirmation, *, actor: User, because: str) -> None:
    """Let it count no more; what was said stays on record."""
    require(policies.may_take_back(actor, confirmation))
    confirmation.taken_back_at, confirmation.taken_back_because = clock.now(), because
    publish(
        ConfirmationTakenBack(
            actor=actor, subject=confirmation, person=confirmation.person, because=because
        )
    )
