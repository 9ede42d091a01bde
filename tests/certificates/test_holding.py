"""While a certificate is in force, nothing it rests on is opened again."""

import pytest

from tests.factories_assessments import make_registration, make_waiting_for_iqa, proof_of
from tests.factories_certificates import make_administrator, make_certificate
from trainer.accounts.models import User
from trainer.assessments.actions.standing import void
from trainer.certificates import actions as certificates
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.quality import actions as quality
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@pytest.fixture
def certified(ada: User, ben: User, cleo: User) -> UnitAssessment:
    """A unit that was released, in a registration that is complete."""
    registration: Registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)
    seen = quality.mark_of(quality.hashes_of([unit]))
    quality.release([unit], actor=cleo, proof=proof_of(cleo), looked_at=[unit.id], seen=seen)
    quality.complete(registration, actor=cleo, proof=proof_of(cleo))
    db.session.commit()
    return unit


def test_a_unit_under_a_certificate_in_force_stays_closed(
    certified: UnitAssessment, cleo: User
) -> None:
    certificate = make_certificate(
        certified.registration.learner, registration=certified.registration
    )
    with pytest.raises(Refused, match=f"Certificate {certificate.number} rests on this"):
        void(certified, actor=cleo)
    db.session.rollback()
    assert (certified.cycle, certified.status) == (1, UnitStatus.ACHIEVED)


def test_once_it_is_revoked_the_unit_can_be_opened(certified: UnitAssessment, cleo: User) -> None:
    certificate = make_certificate(
        certified.registration.learner, registration=certified.registration
    )
    tess = make_administrator("Tess Other")
    certificates.revoke(certificate, actor=tess, proof=proof_of(tess), reason="Looked into again.")
    void(certified, actor=cleo)
    assert certified.cycle == 2
