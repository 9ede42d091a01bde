"""Release units, ask for another look, and sign the final check of a registration."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments.actions.correcting import reopen
from trainer.assessments.actions.signing import announce, put_name
from trainer.assessments.actions.standing import hold, void
from trainer.assessments.events import UnitReopened
from trainer.assessments.models import SignedAs
from trainer.assessments.queries.content import hash_of_content, signed_contents
from trainer.catalogue import rules
from trainer.catalogue.structures import published_structure
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import no, require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.quality import policies
from trainer.quality.events import (
    AskedAgain,
    CompletionUndone,
    FinalCheckSigned,
    Released,
    UnitsCompleted,
)
from trainer.quality.models import FinalCheck, IqaAction, Release, ReleaseLine
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.transitions.events import MovedToVersion

COMPLETED = frozenset(
    {
        RegistrationStatus.UNITS_COMPLETE,
        RegistrationStatus.FINAL_IQA,
        RegistrationStatus.CLAIM_READY,
    }
)
"""Where a registration counts every unit of it, and has not been claimed."""

STATEMENT = _l(
    "I have quality assured this batch. I looked into the units marked so: their evidence, their"
    " judgements and the feedback are sound. I release every unit listed."
)
FINAL_STATEMENT = _l(
    "The released units meet the rules of combination, the records behind them are in order, and"
    " this registration is complete."
)


def release(
    units: Sequence[UnitAssessment],
    *,
    actor: User,
    proof: Proof,
    looked_at: Collection[int],
    seen: str,
) -> Release:
    """Let units count, each with whether it was looked into; registrations may complete."""
    registrations = {unit.registration_id: unit.registration for unit in units}
    hold(*registrations.values())
    for unit in units:
        require(policies.may_release(actor, unit))
    _check_looked_at(units, looked_at)
    hashes = hashes_of(units)
    if not units or mark_of(hashes) != seen:
        raise Conflict(_("A unit has changed since this page was drawn. Open it again."))
    signed = Release(
        iqa=actor,
        statement=str(STATEMENT),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
        released_at=clock.now(),
    )
    db.session.add(signed)
    for unit in units:
        _let_count(unit, signed, proof, hashes[unit.id], sampled=unit.id in looked_at)
    for registration in registrations.values():
        _complete_if_done(registration)
    return signed


def hashes_of(units: Sequence[UnitAssessment]) -> dict[int, str]:
    """Hash what a signature under each of these units covers."""
    contents = signed_contents([unit.id for unit in units])
    return {unit_id: hash_of_content(content) for unit_id, content in contents.items()}


def mark_of(hashes: Mapping[int, str]) -> str:
    """Make one mark of what a batch covers, which changes whenever any unit in it does."""
    said = ",".join(f"{unit_id}:{covered}" for unit_id, covered in sorted(hashes.items()))
    return hashlib.sha256(said.encode()).hexdigest()


def _check_looked_at(units: Sequence[UnitAssessment], looked_at: Collection[int]) -> None:
    managed = policies.assessed_by_their_manager(units)
    for unit in units:
        verdict = policies.may_leave_unsampled(unit, managed)
        if unit.id not in looked_at and not verdict:
            raise Unacceptable(verdict.reason, "looked_at")


def _let_count(
    unit: UnitAssessment, signed: Release, proof: Proof, covered: str, *, sampled: bool
) -> None:
    actor = signed.iqa
    db.session.add(
        ReleaseLine(release=signed, unit_assessment=unit, cycle=unit.cycle, sampled=sampled)
    )
    signature = put_name(
        unit, SignedAs.IQA, actor=actor, proof=proof, covered=covered, meaning=signed.statement
    )
    unit.move_to(UnitStatus.ACHIEVED)
    unit.achieved_on = clock.today()
    announce(signature)
    publish(
        Released(
            actor=actor,
            subject=unit,
            release=signed,
            cycle=unit.cycle,
            sampled=sampled,
            content_hash=covered,
            statement=signed.statement,
            printed_name=Sealed(signed.printed_name),
            reauthenticated_at=proof.at,
        )
    )


def complete_after_move(event: MovedToVersion) -> None:
    """Complete a registration whose achieved units are all that its later version asks for."""
    _complete_if_done(event.subject)


def undo_completion(event: UnitReopened) -> None:
    """Let a complete registration go on when a unit of it is open again, unless it was claimed."""
    registration = event.subject.registration
    if registration.status in {RegistrationStatus.CLAIMED, RegistrationStatus.CERTIFICATED}:
        require(
            no(
                _(
                    "This award has been claimed. Ask the awarding organisation first, and record"
                    " what it answers."
                )
            )
        )
    if registration.status is RegistrationStatus.CLAIM_REJECTED:
        registration.move_to(RegistrationStatus.CLAIM_READY)
    if registration.status in COMPLETED:
        registration.move_to(RegistrationStatus.ACTIVE)
        publish(CompletionUndone(actor=event.actor, subject=registration, unit=event.subject))
        _complete_if_done(registration)


def _complete_if_done(registration: Registration) -> None:
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


def ask_again(
    unit: UnitAssessment, *, actor: User, criteria: Collection[int], note: str
) -> IqaAction:
    """Send a unit back, naming the criteria to be judged again and why; it is signed anew."""
    hold(unit.registration)
    require(policies.may_release(actor, unit))
    reopen(unit, criteria, actor=actor, reason=note)
    asked = IqaAction(
        unit_assessment=unit,
        cycle=unit.cycle,
        iqa=actor,
        note=note,
        criterion_ids=sorted(criteria),
        raised_at=clock.now(),
    )
    db.session.add(asked)
    publish(
        AskedAgain(
            actor=actor,
            subject=asked,
            unit_assessment=unit,
            cycle=unit.cycle,
            criterion_ids=asked.criterion_ids,
            note=Sealed(note),
        )
    )
    unit.move_to(UnitStatus.IQA_ACTION_REQUIRED)
    void(unit, actor=actor)
    return asked


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
    registration.move_to(RegistrationStatus.FINAL_IQA)
    registration.move_to(RegistrationStatus.CLAIM_READY)
    return check
