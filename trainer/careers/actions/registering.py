"""Noting who is ready for the assessor register, and setting that aside; others enter them."""

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.careers import policies
from trainer.careers.events import CandidateNoticed, CandidateSetAside
from trainer.careers.models import CandidateStatus, RegisterCandidate
from trainer.careers.queries.candidates import newly_ready
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db


def notice_candidates() -> int:
    """Note everybody who is ready now and was not before; return how many."""
    found = newly_ready(clock.today())
    for person, role in found:
        candidate = RegisterCandidate(
            person=person,
            role_key=role.key,
            role_title=role.title,
            duty=Duty(role.leads_to_register),
        )
        db.session.add(candidate)
        db.session.flush()  # The trail names it by its id.
        publish(
            CandidateNoticed(
                actor=None,
                subject=candidate,
                person=person,
                role=role.title,
                duty=candidate.duty,
            )
        )
    return len(found)


def set_aside(candidate: RegisterCandidate, *, actor: User, because: str) -> None:
    """Leave somebody off the register who is ready for it, and say why."""
    require(policies.may_set_aside(actor, candidate))
    candidate.move_to(CandidateStatus.SET_ASIDE)
    candidate.ended_at, candidate.ended_by = clock.now(), actor
    candidate.because = because
    publish(
        CandidateSetAside(
            actor=actor,
            subject=candidate,
            person=candidate.person,
            role=candidate.role_title,
            because=because,
        )
    )
