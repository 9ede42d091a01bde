"""Come here for signatures: under units by learner, assessor, countersigner; then the release."""

from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessments.actions import signing
from trainer.assessments.models import Signature
from trainer.assessments.queries.content import hash_of_content, signed_content
from trainer.demo.builder.cast import Criteria, proof_of
from trainer.demo.journeys import AskedAgain
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.quality import policies
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.sampling.holding import held_back

Sign = Callable[..., Signature]


def sign_as_learner(registration_id: int, actor: User, held: Mapping[str, str]) -> None:
    """Let the learner sign every unit that is ready, but for those held there."""
    _sign(registration_id, UnitStatus.READY, signing.sign_as_learner, actor, held)


def sign_as_assessor(registration_id: int, actor: User, held: Mapping[str, str]) -> None:
    """Let the assessor sign every unit the learner has signed, but for those held there."""
    _sign(registration_id, UnitStatus.LEARNER_SIGNED, signing.sign_as_assessor, actor, held)


def countersign(registration_id: int, actor: User, held: Mapping[str, str]) -> None:
    """Put a second name under every unit that waits for one, but for those held there."""
    _sign(registration_id, UnitStatus.ASSESSED_COMPETENT, signing.countersign, actor, held)


def _sign(
    registration_id: int, status: UnitStatus, sign: Sign, actor: User, held: Mapping[str, str]
) -> None:
    for unit in _units(registration_id, status):
        if held.get(unit.unit_version.code) != status:
            proof: Proof = proof_of(actor)
            sign(unit, actor=actor, proof=proof, seen=hash_of_content(signed_content(unit)))


def _units(registration_id: int, status: UnitStatus) -> list[UnitAssessment]:
    return list(
        db.session.scalars(
            sa.select(UnitAssessment)
            .where(
                UnitAssessment.registration_id == registration_id, UnitAssessment.status == status
            )
            .order_by(UnitAssessment.position)
        )
    )


def release_rest(actor: User) -> None:
    """Let everything else count that waits for this quality assurer, in one batch."""
    units = _waiting_for(actor)
    _release(units, actor, looked_at=set(held_back([unit.id for unit in units])))


def _waiting_for(actor: User) -> Sequence[UnitAssessment]:
    return db.session.scalars(
        policies.units_visible_to(actor)
        .where(
            UnitAssessment.status == UnitStatus.AWAITING_IQA,
            Registration.status == RegistrationStatus.ACTIVE,
        )
        .order_by(UnitAssessment.id)
    ).all()


def _release(units: Sequence[UnitAssessment], actor: User, looked_at: set[int]) -> None:
    if units:
        quality.release(
            units,
            actor=actor,
            proof=proof_of(actor),
            looked_at=looked_at,
            seen=quality.mark_of(quality.hashes_of(units)),
        )


def ask_again(registration_id: int, asked: AskedAgain, actor: User, criteria: Criteria) -> None:
    """Send one unit back to be judged again in part."""
    unit = next(
        one
        for one in _units(registration_id, UnitStatus.AWAITING_IQA)
        if one.unit_version.code == asked.unit
    )
    quality.ask_again(
        unit,
        actor=actor,
        criteria=[criteria.id_of(asked.unit, number) for number in asked.criteria],
        note=load("feedback")["iqa_action"][-1],
    )


def check(registration_id: int, actor: User) -> None:
    """Sign the final check of a registration whose units are complete."""
    registration = db.session.get_one(Registration, registration_id)
    quality.complete(registration, actor=actor, proof=proof_of(actor))
