"""INV50: what a unit or a certificate gave counts for as long as that counts."""

import sqlalchemy as sa

from trainer.certificates.models import Certificate, CertificateStatus, Purpose
from trainer.checks.finding import Check, rows
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.training.models import Holding, HoldingSource
from trainer.training.queries.facts import counts

_Replacement = sa.orm.aliased(Certificate)
_text = sa.String()
_UNIT = (
    sa.select(UnitAssessment.id)
    .join(UnitAssessment.registration)
    .where(
        Holding.key
        == sa.literal("unit:")
        + sa.cast(UnitAssessment.id, _text)
        + ":"
        + sa.cast(UnitAssessment.cycle, _text),
        UnitAssessment.status.in_([UnitStatus.ACHIEVED, UnitStatus.WITHDRAWN]),
        Registration.learner_id == Holding.person_id,
    )
)
_CERTIFICATE = (
    sa.select(Certificate.id)
    .outerjoin(_Replacement, _Replacement.replaces_id == Certificate.id)
    .where(
        Holding.key == sa.literal("certificate:") + sa.cast(Certificate.id, _text),
        Certificate.learner_id == Holding.person_id,
        sa.or_(
            Certificate.status == CertificateStatus.ISSUED,
            _Replacement.purpose == Purpose.RENEWED,
        ),
    )
)
_GIVEN_BY = {HoldingSource.UNIT: _UNIT, HoldingSource.CERTIFICATE: _CERTIFICATE}

CHECKS = [
    Check(
        "INV50",
        "A skill that came with a unit or a certificate counts only while that does.",
        rows(
            sa.select(Holding.id).where(
                counts(),
                sa.or_(
                    *(
                        sa.and_(Holding.source == source, ~giver.correlate(Holding).exists())
                        for source, giver in _GIVEN_BY.items()
                    )
                ),
            ),
            "Holding %s counts although what gave it does not.",
        ),
    )
]
