"""Claims as pages list them: what is ready, what was claimed, and what was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationNumber, QualificationVersion, UnitVersion
from trainer.claims import policies
from trainer.claims.models import (
    Claim,
    ClaimBatch,
    ClaimStatus,
    DirectClaimStatus,
    ReceivedCertificate,
)
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.quality.models import FinalCheck
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

AGES = (14, 28, 56)
"""For how many days claims may have waited, to look for."""


@dataclass(frozen=True)
class Search:
    """Which claims are looked for: by state, qualification, and how many days old they are."""

    status: ClaimStatus | None = None
    qualification_id: int | None = None
    days: int = 0
    sort: str = ""


SORTS: Mapping[str, sa.ColumnElement[Any]] = {
    "learner": sa.func.lower(User.name),
    "title": sa.func.lower(QualificationVersion.title),
    "claimed": Claim.claimed_on.expression,
    "state": Claim.status.expression,
}
"""What a list of claims can be sorted by; without any, the longest waiting comes first."""


def ready(actor: User, search: Search) -> Columns:
    """Select what can be claimed now, by qualification and awarding organisation, as columns."""
    checked = (
        sa.select(sa.func.max(FinalCheck.signed_at))
        .where(FinalCheck.registration_id == Registration.id)
        .scalar_subquery()
    )
    row: Bundle[Any] = Bundle(
        "ready",
        Registration.id,
        Registration.learner_id,
        User.name.label("learner"),
        Registration.awarding_reference,
        QualificationVersion.title,
        QualificationVersion.qualification_id,
        QualificationNumber.organisation,
        QualificationNumber.certification_ends,
        checked.label("since"),
    )
    found = (
        policies.registrations_visible_to(actor)
        .join(Registration.learner)
        .join(Registration.version)
        .join(Registration.awarding)
        .where(Registration.status == RegistrationStatus.CLAIM_READY)
    )
    if search.qualification_id is not None:
        found = found.where(QualificationVersion.qualification_id == search.qualification_id)
    if search.days:
        found = found.where(checked <= clock.now() - timedelta(days=search.days))
    return found.with_only_columns(row).order_by(
        QualificationVersion.title,
        QualificationVersion.qualification_id,
        QualificationNumber.organisation,
        checked,
        Registration.id,
    )


def listed(actor: User, search: Search) -> Columns:
    """Select the claims found, sorted, as columns to list."""
    row: Bundle[Any] = Bundle(
        "claimed",
        Claim.id,
        Claim.batch_id,
        Claim.status,
        Claim.claimed_on,
        Claim.registration_id,
        User.name.label("learner"),
        QualificationVersion.title,
        QualificationNumber.organisation,
        ReceivedCertificate.number,
    )
    found = (
        policies.claims_visible_to(actor)
        .join(Claim.registration)
        .join(Registration.learner)
        .join(Registration.version)
        .join(Claim.awarding)
        .outerjoin(Claim.received)
    )
    if search.status is not None:
        found = found.where(Claim.status == search.status)
    if search.qualification_id is not None:
        found = found.where(QualificationVersion.qualification_id == search.qualification_id)
    if search.days:
        found = found.where(Claim.claimed_on <= clock.today() - timedelta(days=search.days))
    found = found.with_only_columns(row)
    key = SORTS.get(search.sort.removeprefix("-"))
    if key is None:
        return found.order_by(Claim.claimed_on, Claim.id)
    return found.order_by(key.desc() if search.sort.startswith("-") else key, Claim.id)


def direct_today(pairs: Collection[tuple[int, str]], on: date) -> set[tuple[int, str]]:
    """Name which of these qualifications and organisations may be claimed directly on a day."""
    rows = db.session.execute(
        sa.select(DirectClaimStatus.qualification_id, DirectClaimStatus.organisation).where(
            DirectClaimStatus.qualification_id.in_({one for one, _organisation in pairs}),
            DirectClaimStatus.holds_on(on),
        )
    )
    return {(qualification_id, organisation) for qualification_id, organisation in rows}


def to_claim(actor: User, wanted: Collection[int]) -> Sequence[Registration]:
    """Load the registrations of a batch to be, those of them that this person reads."""
    return db.session.scalars(
        policies.registrations_visible_to(actor)
        .where(Registration.id.in_(wanted))
        .order_by(Registration.id)
        .options(
            joinedload(Registration.learner),
            joinedload(Registration.version),
            joinedload(Registration.awarding),
        )
    ).all()


def claim(actor: User, claim_id: int) -> sa.Select[Claim]:
    """Select one claim with the learner and what was claimed."""
    return (
        policies.claims_visible_to(actor)
        .where(Claim.id == claim_id)
        .options(
            joinedload(Claim.batch),
            joinedload(Claim.awarding),
            joinedload(Claim.registration).options(
                joinedload(Registration.learner), joinedload(Registration.version)
            ),
        )
    )


def batch(actor: User, batch_id: int) -> sa.Select[ClaimBatch]:
    """Select a batch that holds a claim this person reads."""
    seen = policies.claims_visible_to(actor).with_only_columns(Claim.batch_id)
    return (
        sa.select(ClaimBatch)
        .where(ClaimBatch.id == batch_id, ClaimBatch.id.in_(seen))
        .options(joinedload(ClaimBatch.made_by), raiseload("*"))
    )


def in_batch(actor: User, batch_id: int) -> Sequence[Claim]:
    """List the claims of a batch that this person reads, with what became of each."""
    return db.session.scalars(
        policies.claims_visible_to(actor)
        .where(Claim.batch_id == batch_id)
        .order_by(Claim.id)
        .options(
            joinedload(Claim.awarding),
            joinedload(Claim.answered_by),
            selectinload(Claim.received).joinedload(ReceivedCertificate.scan),
            joinedload(Claim.registration).options(
                joinedload(Registration.learner), joinedload(Registration.version)
            ),
        )
    ).all()


def units_of(registrations: Collection[int]) -> dict[int, list[AnyRow]]:
    """List the achieved units of these registrations: their codes and titles."""
    rows = db.session.execute(
        sa.select(UnitAssessment.registration_id, UnitVersion.code, UnitVersion.title)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(
            UnitAssessment.registration_id.in_(registrations),
            UnitAssessment.counts,
            UnitAssessment.status == UnitStatus.ACHIEVED,
        )
        .order_by(UnitAssessment.registration_id, UnitAssessment.position)
    )
    found: dict[int, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row.registration_id, []).append(row)
    return found


def of_registration(registration_id: int) -> Sequence[Claim]:
    """List the claims of one registration, the latest first, with the certificate received."""
    return db.session.scalars(
        sa.select(Claim)
        .where(Claim.registration_id == registration_id)
        .order_by(Claim.id.desc())
        .options(
            joinedload(Claim.batch),
            selectinload(Claim.received).joinedload(ReceivedCertificate.scan),
        )
    ).all()


def received_by(person: User) -> Sequence[ReceivedCertificate]:
    """List the certificates that awarding organisations sent for somebody, newest first."""
    return db.session.scalars(
        sa.select(ReceivedCertificate)
        .where(ReceivedCertificate.learner_id == person.id)
        .order_by(ReceivedCertificate.awarded_on.desc(), ReceivedCertificate.id.desc())
        .options(
            joinedload(ReceivedCertificate.scan),
            joinedload(ReceivedCertificate.registration).joinedload(Registration.version),
            raiseload("*"),
        )
    ).all()


def received(actor: User, received_id: int) -> sa.Select[ReceivedCertificate]:
    """Select a certificate received, with its scan, for those who may read it."""
    return (
        policies.received_visible_to(actor)
        .where(ReceivedCertificate.id == received_id)
        .options(joinedload(ReceivedCertificate.scan))
    )
