"""INV3 and INV13 for units that are held already: who checked the proof, and what it is."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import Signature, SignedAs
from trainer.audit.models import LedgerEntry
from trainer.bodies.models import ElsewhereCertificate
from trainer.checks.finding import Check, rows
from trainer.registrations.models import (
    CreditTransfer,
    Registration,
    UnitAssessment,
    UnitStatus,
)

_IN_FORCE = sa.select(CreditTransfer.id).where(CreditTransfer.ended_at.is_(None))
_HELD = aliased(UnitAssessment)
_HELD_UNDER = aliased(Registration)

AGREED_BY_CHECKER = (
    _IN_FORCE.join(UnitAssessment, UnitAssessment.id == CreditTransfer.unit_assessment_id)
    .join(Signature, Signature.unit_assessment_id == UnitAssessment.id)
    .where(
        Signature.cycle == UnitAssessment.cycle,
        Signature.signed_as == SignedAs.IQA,
        Signature.signer_id == CreditTransfer.checked_by_id,
    )
)
PROVEN_BY_ANOTHERS = (
    sa.select(CreditTransfer.id)
    .outerjoin(ElsewhereCertificate, ElsewhereCertificate.id == CreditTransfer.elsewhere_id)
    .outerjoin(_HELD, _HELD.id == CreditTransfer.from_unit_id)
    .outerjoin(_HELD_UNDER, _HELD_UNDER.id == _HELD.registration_id)
    .where(
        sa.func.coalesce(ElsewhereCertificate.holder_id, _HELD_UNDER.learner_id)
        != CreditTransfer.learner_id
    )
)
HELD_NO_MORE = _IN_FORCE.join(_HELD, _HELD.id == CreditTransfer.from_unit_id).where(
    _HELD.status != UnitStatus.ACHIEVED
)
UNCHAINED = sa.select(CreditTransfer.id).where(
    ~sa.exists().where(
        LedgerEntry.kind == "CreditTransferred",
        LedgerEntry.subject_type == UnitAssessment.__name__,
        LedgerEntry.subject_id == CreditTransfer.unit_assessment_id,
    )
)

CHECKS = [
    Check(
        "INV3",
        "Who checked the proof of a unit held already did not agree to it as IQA.",
        rows(AGREED_BY_CHECKER, "Credit transfer %s was checked and agreed by one person."),
    ),
    Check(
        "INV13",
        "A unit counts by credit transfer only on the learner's own proof.",
        rows(PROVEN_BY_ANOTHERS, "Credit transfer %s rests on somebody else's proof."),
    ),
    Check(
        "INV13",
        "A unit achieved here that counts elsewhere is still achieved.",
        rows(HELD_NO_MORE, "Credit transfer %s rests on a unit that is open again."),
    ),
    Check(
        "INV26",
        "Each credit transfer is in the ledger.",
        rows(UNCHAINED, "Credit transfer %s is not in the ledger."),
    ),
]
