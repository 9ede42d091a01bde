"""Completing a registration once its units are released, undoing that, and the final check."""

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments.actions.standing import hold
from trainer.assessments.events import UnitReopened
from trainer.catalogue import rules
from trainer.catalogue.structures import published_structure
from trainer.core import clock
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.quality import policies
from trainer.quality.events import CompletionUndone, FinalCheckSigned, UnitsCompleted
from trainer.quality.models import FinalCheck
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus
from trainer.transitions.events import MovedToVersion

COMPLETED = frozenset(
    {
        RegistrationStatus.UNITS_COMPLETE,
        RegistrationStatus.FINAL_IQA,
        RegistrationStatus.CLAIM_READY,
        RegistrationStatus.CLAIMED,
        RegistrationStatus.CERTIFICATED,
    }
)
"""Where a registration counts every unit of it."""

FINAL_STATEMENT = _l(
    "The released units meet the rules of combination, the records behind them are in order, and"
    " this registration is complete."
)


def complete_after_move(event: MovedToVersion) -> None:
    """Complete a registration whose achieved units are all that its later version asks for."""
    complete_if_done(event.subject)


def undo_completion(event: UnitReopened) -> None:
    """Let a complete registration go on when a unit of it is open again.

    Whatever was issued or claimed for it stays as it is, and is reviewed.
    """
    registration = event.subject.registration
    if registration.status is RegistrationStatus.CLAIM_REJECTED:
        registration.move_to(RegistrationStatus.CLAIM_READY)
    if registration.status in COMPLETED:
        registration.move_to(RegistrationStatus.ACTIVE)
        publish(CompletionUndone(actor=event.actor, subject=registration, unit=event.subject))
        complete_if_done(registration)


def complete_if_done(registration: Registration) -> None:
    """Complete a registration whose released units meet the rules of combination."""
    if registration.status is not RegistrationStatus.ACTIVE:
        return
    achieved = {
        unit.unit_version.code
        for unit in registration.units
        if unit.counts and unit.status is UnitStatus.ACHIEVED
    }
    structure = published_structure(registration.version)
    if rules.evaluate(structure, achieved).holds:
        registration.move_to(RegistrationStatus.UNITS_COMPLETE)
        publish(UnitsCompleted(actor=None, subject=registration))


def complete(registration: Registration, *, actor: User, proof: Proof) -> FinalCheck:
    """Sign the final check of a registration, after which a certificate may be issued."""
    hold(registration)
    require(policies.may_complete(actor, registration))
    require(is_proven(actor, proof))
    check = FinalCheck(
        registration=registration,
        iqa=actor,
        statement=str(FINAL_STATEMENT),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
        signed_at=clock.now(),
        unit_assessment_ids=[
            unit.id for unit in registration.units if unit.status is UnitStatus.ACHIEVED
        ],
    )
    db.session.add(check)
    registration.move_to(RegistrationStatus.FINAL_IQA)
    registration.move_to(RegistrationStatus.CLAIM_READY)
    publish(
        FinalCheckSigned(
            actor=actor,
            subject=check,
            registration=registration,
            statement=check.statement,
            printed_name=Sealed(check.printed_name),
            reauthenticated_at=proof.at,
        )
    )
    return check
