"""What follows once somebody is ready for the register: it is told, and over once they are on it."""

import sqlalchemy as sa

from trainer.assessors.events import RegisterEntryMade
from trainer.careers.events import CandidateEntered, CandidateNoticed
from trainer.careers.models import CandidateStatus, RegisterCandidate
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of


def tell_of_candidate(event: CandidateNoticed) -> None:
    """Tell those who keep the register that somebody may be entered on it; never the person themselves."""
    keepers = holders_of({Role.TRAINING_ADMIN})
    for keeper in db.session.scalars(keepers):
        if keeper != event.person:
            words = _(
                "%(name)s meets all that is asked of the role “%(role)s”. Look whether to enter"
                " them on the register.",
                name=event.person.name,
                role=event.role,
            )
            tell(keeper, words, "/career/register")


def note_entry(event: RegisterEntryMade) -> None:
    """Say that whoever was ready for this duty is on the register."""
    ready = sa.select(RegisterCandidate).where(
        RegisterCandidate.person_id == event.holder.id,
        RegisterCandidate.duty == event.duty,
        RegisterCandidate.status == CandidateStatus.WAITING,
    )
    for one in db.session.scalars(ready):
        one.move_to(CandidateStatus.ENTERED)
        one.ended_at, one.ended_by = clock.now(), event.actor
        publish(
            CandidateEntered(
                actor=event.actor, subject=one, person=event.holder, role=one.role_title
            )
        )
