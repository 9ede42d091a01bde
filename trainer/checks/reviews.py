"""INV13, INV16: an award whose unit was opened again is reviewed, and ends as the review says."""

import json
from collections.abc import Iterator

import sqlalchemy as sa

from trainer.assessments.models import CriterionState, Judgement
from trainer.audit.models import LedgerEntry
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.checks.finding import Check, rows
from trainer.claims.models import Claim, ClaimBatch, ClaimStatus
from trainer.extensions import db
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import UnitAssessment
from trainer.reviews.models import AwardOutcome, Review, ReviewStatus
from trainer.reviews.queries import CLAIMED, names

_C, _O = CertificateStatus, AwardOutcome

IN_DOUBT = (
    sa.select(Review.id)
    .outerjoin(Review.certificate)
    .outerjoin(Review.claim)
    .where(
        Review.status == ReviewStatus.OPEN,
        sa.or_(Certificate.status != _C.ISSUED, Claim.status.not_in(CLAIMED)),
    )
)
ENDED_OTHERWISE = (
    sa.select(Review.id)
    .outerjoin(Review.certificate)
    .outerjoin(Review.claim)
    .where(
        sa.or_(
            sa.and_(Review.outcome == _O.REVOKED, Certificate.status != _C.REVOKED),
            sa.and_(Review.outcome == _O.REPLACED, Certificate.status != _C.REPLACED),
            sa.and_(Review.outcome == _O.TAKEN_BACK, Claim.status != ClaimStatus.TAKEN_BACK),
            sa.and_(Review.outcome == _O.REJECTED, Claim.status != ClaimStatus.REJECTED),
            sa.and_(Review.outcome.in_((_O.REVOKED, _O.REPLACED)), Review.certificate_id.is_(None)),
            sa.and_(
                Review.outcome.in_((_O.TAKEN_BACK, _O.REJECTED, _O.TOLD)), Review.claim_id.is_(None)
            ),
        )
    )
)
STANDS_ON_NOTHING = sa.select(Review.id).where(
    Review.outcome == _O.STANDS,
    ~sa.exists().where(
        ReleaseLine.unit_assessment_id == Review.unit_assessment_id,
        ReleaseLine.cycle > Review.cycle,
        Release.id == ReleaseLine.release_id,
        Release.released_at <= Review.settled_at,
    ),
)
BY_A_JUDGE = sa.select(Review.id).where(
    Review.outcome.in_((_O.STANDS, _O.TOLD)),
    sa.exists().where(
        Judgement.unit_assessment_id == Review.unit_assessment_id,
        Judgement.judge_id == Review.settled_by_id,
        Judgement.outcome != CriterionState.REOPENED,
        Judgement.decided_at <= Review.settled_at,
    ),
)


def _unreviewed() -> Iterator[str]:
    reviewed = {
        tuple(row)
        for row in db.session.execute(
            sa.select(
                Review.unit_assessment_id, Review.cycle, Review.certificate_id, Review.claim_id
            )
        )
    }
    released = {
        tuple(row)
        for row in db.session.execute(sa.select(ReleaseLine.unit_assessment_id, ReleaseLine.cycle))
    }
    opened = db.session.execute(
        sa.select(LedgerEntry.at, LedgerEntry.body, UnitAssessment)
        .join(UnitAssessment, UnitAssessment.id == LedgerEntry.subject_id)
        .where(LedgerEntry.kind == "UnitReopened")
    )
    for at, body, unit in opened.all():
        cycle = json.loads(body)["cycle"]
        if (unit.id, cycle) not in released:
            continue
        for certificate in db.session.scalars(_in_force(unit, at)):
            named = names(certificate, unit.unit_version.code)
            if named and (unit.id, cycle, certificate.id, None) not in reviewed:
                yield f"Certificate {certificate.id} rests on unit assessment {unit.id}, opened again."
        for claim_id in db.session.scalars(_claimed(unit, at)):
            if unit.counts and (unit.id, cycle, None, claim_id) not in reviewed:
                yield f"Claim {claim_id} rests on unit assessment {unit.id}, opened again."


def _in_force(unit: UnitAssessment, at: object) -> sa.Select[Certificate]:
    ended = sa.exists().where(
        CertificateEvent.certificate_id == Certificate.id,
        CertificateEvent.status.in_((_C.REVOKED, _C.REPLACED)),
        CertificateEvent.at <= at,
    )
    return sa.select(Certificate).where(
        Certificate.registration_id == unit.registration_id,
        sa.or_(Certificate.unit_id.is_(None), Certificate.unit_id == unit.id),
        Certificate.issued_at < at,
        ~ended,
    )


def _claimed(unit: UnitAssessment, at: object) -> sa.Select[int]:
    return (
        sa.select(Claim.id)
        .join(ClaimBatch, ClaimBatch.id == Claim.batch_id)
        .where(
            Claim.registration_id == unit.registration_id,
            ClaimBatch.made_at < at,
            sa.or_(Claim.status.in_(CLAIMED), Claim.answered_at > at),
        )
    )


CHECKS = [
    Check("INV16", "Whatever rests on a unit that was opened again is reviewed.", _unreviewed),
    Check(
        "INV16",
        "An award under review is in force, or claimed.",
        rows(IN_DOUBT, "Review %s is of an award that has ended."),
    ),
    Check(
        "INV16",
        "An award ended as its review says.",
        rows(ENDED_OTHERWISE, "Review %s says otherwise than its award."),
    ),
    Check(
        "INV13",
        "An award stands after its review on a unit released again.",
        rows(STANDS_ON_NOTHING, "Review %s lets an award stand on a unit not released since."),
    ),
    Check(
        "INV16",
        "Nobody who judged a unit says what becomes of an award that rests on it.",
        rows(BY_A_JUDGE, "Review %s was settled by somebody who judged its unit."),
    ),
]
