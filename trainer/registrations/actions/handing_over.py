"""Passing a learner on from one assessor to the next, and writing down what the next should know."""

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.events import HandOverWritten
from trainer.registrations.handing_over import may_write
from trainer.registrations.models import HandOver, Registration


def hand_over(registration: Registration, *, former: User, to: User) -> None:
    """Note that a learner passes from one assessor to the next, who may want a word about them.

    What the former one never wrote about a learner who comes back to them is not asked any more.
    """
    for one in registration.hand_overs:
        if one.written_at is None and one.former == to:
            registration.hand_overs.remove(one)
            break
    registration.hand_overs.append(HandOver(former=former, next=to))


def write_note(handed: HandOver, *, actor: User, note: str) -> None:
    """Write down what the next assessor should know; the learner can read it too."""
    db.session.refresh(handed, with_for_update={"of": HandOver})
    require(may_write(actor, handed))
    if not note.strip():
        raise Unacceptable(_("Write a sentence or two, or leave the page."), "note")
    handed.note, handed.written_by, handed.written_at = note, actor, clock.now()
    publish(HandOverWritten(actor=actor, subject=handed, registration=handed.registration))
