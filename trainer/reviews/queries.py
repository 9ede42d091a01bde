"""What rests on a unit, and the reviews of awards as pages list them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Judgement
from trainer.catalogue.models import UnitVersion
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.claims.models import Claim, ClaimStatus
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.quality.models import ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import at_sites
from trainer.reviews import policies
from trainer.reviews.models import Review, ReviewStatus

CLAIMED = frozenset({ClaimStatus.MADE, ClaimStatus.CERTIFICATED})
"""Where a claim counts on its units: it waits, or was answered with a certificate."""


@dataclass(frozen=True)
class Resting:
    """The certificates in force that name a unit, and the claims it was counted in."""

    certificates: tuple[Certificate, ...]
    claims: tuple[Claim, ...]

    def __bool__(self) -> bool:
        return bool(self.certificates or self.claims)


def resting_on(unit: UnitAssessment) -> Resting:
    """Find what rests on a unit, so that it would be reviewed if the unit were opened again."""
    code = db.session.scalar(
        sa.select(UnitVersion.code).where(UnitVersion.id == unit.unit_version_id)
    )
    certificates = db.session.scalars(
        sa.select(Certificate)
        .where(
            Certificate.registration_id == unit.registration_id,
            Certificate.status == CertificateStatus.ISSUED,
            sa.or_(Certificate.unit_id.is_(None), Certificate.unit_id == unit.id),
        )
        .order_by(Certificate.id)
    ).all()
    claims = db.session.scalars(
        sa.select(Claim)
        .where(Claim.registration_id == unit.registration_id, Claim.status.in_(CLAIMED))
        .options(joinedload(Claim.batch), joinedload(Claim.received))
        .order_by(Claim.id)
    ).all()
    return Resting(
        tuple(one for one in certificates if names(one, code)), tuple(claims) if unit.counts else ()
    )


def names(certificate: Certificate, code: str | None) -> bool:
    """Say whether a certificate counts the unit with this code."""
    return any(unit["code"] == code for unit in certificate.payload["units"])


def was_released(unit: UnitAssessment, cycle: int) -> bool:
    """Say whether a unit was released in one of its cycles."""
    line = sa.select(ReleaseLine.id).where(
        ReleaseLine.unit_assessment_id == unit.id, ReleaseLine.cycle == cycle
    )
    return db.session.scalar(line) is not None


def possible_owners(unit: UnitAssessment) -> list[User]:
    """List who could see to a review of an award that rests on this unit, the least busy first."""
    busy = (
        sa.select(sa.func.count())
        .where(Review.owner_id == User.id, Review.status == ReviewStatus.OPEN)
        .correlate(User)
        .scalar_subquery()
    )
    holders = holders_of({Role.TRAINING_ADMIN}, [unit.registration.site_id])
    found = db.session.scalars(
        sa.select(User)
        .where(User.id.in_(holders.with_only_columns(User.id)))
        .order_by(busy, User.id)
    ).all()
    return [one for one in found if policies.is_fit(one, unit)]


def still_open(*which: sa.ColumnElement[bool]) -> Sequence[Review]:
    """Load the open reviews of a certificate, of a claim, or of whoever sees to them."""
    return db.session.scalars(
        sa.select(Review).where(*which, Review.status == ReviewStatus.OPEN).order_by(Review.id)
    ).all()


def overdue(today: date) -> Sequence[Review]:
    """Load the open reviews whose day is over, with whom they concern, the earliest due first."""
    registration = joinedload(Review.unit_assessment).joinedload(UnitAssessment.registration)
    return db.session.scalars(
        sa.select(Review)
        .where(Review.status == ReviewStatus.OPEN, Review.due_on < today)
        .order_by(Review.due_on, Review.id)
        .options(
            registration.joinedload(Registration.iqa),
            registration.joinedload(Registration.version),
            joinedload(Review.learner),
            joinedload(Review.owner),
        )
    ).all()


def listed(actor: User, *, settled: bool) -> sa.Select[Review]:
    """Select the reviews somebody reads, the earliest due first; settled ones if asked for."""
    select = policies.visible_to(actor)
    if not settled:
        select = select.where(Review.status == ReviewStatus.OPEN)
    is_settled = sa.case((Review.status == ReviewStatus.OPEN, 0), else_=1)
    return with_all(select).order_by(is_settled, Review.due_on, Review.id)


def with_all(select: sa.Select[Review]) -> sa.Select[Review]:
    """Load a review with everything its page shows."""
    unit = contains_eager(Review.unit_assessment)
    registration = unit.contains_eager(UnitAssessment.registration)
    return select.options(
        unit.joinedload(UnitAssessment.unit_version),
        registration.joinedload(Registration.learner),
        registration.joinedload(Registration.version),
        joinedload(Review.certificate),
        joinedload(Review.claim).joinedload(Claim.batch),
        joinedload(Review.claim).joinedload(Claim.received),
        joinedload(Review.opened_by),
        joinedload(Review.owner),
        joinedload(Review.settled_by),
        raiseload("*"),
    )


def of_certificate(certificate: Certificate) -> Sequence[Review]:
    """Load the reviews of a certificate, the latest first."""
    return _shown(Review.certificate_id == certificate.id)


def of_claims(claims: Collection[Claim]) -> Sequence[Review]:
    """Load the reviews of these claims, the latest first."""
    return _shown(Review.claim_id.in_([one.id for one in claims])) if claims else ()


def _shown(about: sa.ColumnElement[bool]) -> Sequence[Review]:
    return db.session.scalars(
        sa.select(Review)
        .where(about)
        .order_by(Review.id.desc())
        .options(
            joinedload(Review.unit_assessment).joinedload(UnitAssessment.unit_version),
            raiseload("*"),
        )
    ).all()


def under_review(certificates: Collection[Certificate]) -> set[int]:
    """Name those of some certificates of which it is still to be said what becomes of them."""
    return set(
        db.session.scalars(
            sa.select(Review.certificate_id).where(
                Review.certificate_id.in_([one.id for one in certificates]),
                Review.status == ReviewStatus.OPEN,
            )
        )
    )


def registrations_under_review() -> sa.Select[int]:
    """Select the registrations of which an award is under review."""
    return (
        sa.select(UnitAssessment.registration_id)
        .join(Review, Review.unit_assessment_id == UnitAssessment.id)
        .where(Review.status == ReviewStatus.OPEN)
    )


def why_opened(review: Review) -> str:
    """Find what was said when the unit was opened again; empty where nothing was judged again."""
    reason = sa.select(Judgement.reason).where(
        Judgement.unit_assessment_id == review.unit_assessment_id,
        Judgement.outcome == CriterionState.REOPENED,
        Judgement.decided_at <= review.opened_at,
    )
    return db.session.scalar(reason.order_by(Judgement.id.desc()).limit(1)) or ""


def count_open(person_id: Any, sites: Collection[int | None]) -> Any:
    """Count the open reviews at these sites: nobody sees to one of their own."""
    return (
        sa.select(sa.func.count(Review.id))
        .join(UnitAssessment, UnitAssessment.id == Review.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Review.status == ReviewStatus.OPEN, Review.learner_id != person_id, at_sites(sites))
        .scalar_subquery()
    )


def readable(actor: User, reviews: Collection[Review]) -> set[int]:
    """Name those of some reviews whose page this person may open."""
    if not reviews:
        return set()
    seen = policies.visible_to(actor).where(Review.id.in_([one.id for one in reviews]))
    return set(db.session.scalars(seen.with_only_columns(Review.id)))
