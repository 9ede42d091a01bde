"""Units that learners hold already, with what shows it."""

from tests.factories_assessments import make_registration, make_waiting_for_iqa, proof_of
from trainer.accounts.models import User
from trainer.bodies.models import ElsewhereCertificate
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.registrations import actions
from trainer.registrations.models import CreditTransfer, UnitAssessment


def make_elsewhere(holder: User, title: str = "Level 2 Certificate") -> ElsewhereCertificate:
    """A certificate somebody earned elsewhere."""
    certificate = ElsewhereCertificate(
        holder=holder,
        title=title,
        issuer="City Awards",
        number="C-77",
        proof="Seen in the original",
        starts_on=clock.today(),
    )
    db.session.add(certificate)
    db.session.commit()
    return certificate


def make_credit(unit: UnitAssessment, *, actor: User, **given: str) -> CreditTransfer:
    """A unit credited on a certificate with its own code, unless told otherwise."""
    if "proof" not in given:
        given["proof"] = f"elsewhere:{make_elsewhere(unit.registration.learner).id}"
    transfer = actions.credit(
        unit, actor=actor, **{"held_code": unit.unit_version.code, "note": "Rang them.", **given}
    )
    db.session.commit()
    return transfer


def agree(unit: UnitAssessment, iqa: User) -> None:
    """The quality assurer looks at the unit and releases it."""
    quality.release(
        [unit],
        actor=iqa,
        proof=proof_of(iqa),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    db.session.commit()


def make_achieved(
    learner: User, assessor: User, iqa: User, version: QualificationVersion
) -> UnitAssessment:
    """The first unit of a version, achieved from the evidence."""
    unit = make_waiting_for_iqa(make_registration(learner, assessor, iqa, version=version))
    agree(unit, iqa)
    return unit
