"""Awards that rest on a unit, and what opens and closes that unit under them."""

import sqlalchemy as sa

from tests.factories_assessments import (
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
    proof_of,
)
from tests.factories_certificates import make_administrator, make_certificate
from tests.factories_claims import in_days, make_claim, make_received
from trainer.accounts.models import User
from trainer.assessments.actions.overturning import overturn
from trainer.assessments.models import CriterionState, Judgement
from trainer.assessments.queries.overturning import is_live
from trainer.catalogue.models import QualificationNumber
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.registrations.models import Registration, UnitAssessment
from trainer.reviews.models import Review

FOUND = "The log does not show who was asked."


def make_released(learner: User, assessor: User, iqa: User, *, units: int = 1) -> Registration:
    """A registration that is complete, whose award can be claimed."""
    registration = make_registration(
        learner, assessor, iqa, version=make_qualification(units=units)
    )
    registration.awarding = QualificationNumber(
        version=registration.version, organisation="City Awards", number="601/0000/1"
    )
    for place in range(units):
        let_count(make_waiting_for_iqa(registration, place))
    sign_final_check(registration)
    return registration


def let_count(unit: UnitAssessment) -> None:
    """The quality assurer releases a unit that waits, having looked into it."""
    iqa = unit.registration.iqa
    seen = quality.mark_of(quality.hashes_of([unit]))
    quality.release([unit], actor=iqa, proof=proof_of(iqa), looked_at=[unit.id], seen=seen)
    db.session.commit()


def sign_final_check(registration: Registration) -> None:
    """The quality assurer signs that the registration is complete."""
    iqa = registration.iqa
    quality.complete(registration, actor=iqa, proof=proof_of(iqa))
    db.session.commit()


def award(registration: Registration, how: str, by: User) -> None:
    """Let an award rest on a registration: a certificate of ours, a claim, or theirs received."""
    if how == "certificate":
        make_certificate(registration.learner, by=by, registration=registration)
    elif how == "claim":
        make_claim(registration, by=by, on=in_days(0))
    else:
        make_received(registration, by=by, on=in_days(0))


def overturn_all(unit: UnitAssessment) -> None:
    """The quality assurer has every criterion of a unit judged again."""
    judged = sa.select(Judgement).where(
        Judgement.unit_assessment_id == unit.id,
        Judgement.outcome == CriterionState.MET,
        is_live(),
    )
    overturn(db.session.scalars(judged).all(), actor=unit.registration.iqa, reason=FOUND)
    db.session.commit()


def achieve_again(unit: UnitAssessment) -> None:
    """A unit that was opened again is shown, judged, signed, released and finally checked anew."""
    registration = unit.registration
    let_count(make_waiting_for_iqa(registration, registration.units.index(unit)))
    sign_final_check(registration)


def make_review(
    learner: User, assessor: User, iqa: User, how: str = "certificate", by: User | None = None
) -> Review:
    """An award under review, since its only unit was opened again."""
    registration = make_released(learner, assessor, iqa)
    award(registration, how, by or make_administrator())
    overturn_all(registration.units[0])
    return db.session.scalars(sa.select(Review).order_by(Review.id.desc())).all()[0]
