"""Direct claim status as pages show it, and what its granting rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.claims.models import DirectClaimReview, DirectClaimStatus
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus


@dataclass(frozen=True)
class Listed:
    """A direct claim status with the title of what may be claimed, and that title's page."""

    status: DirectClaimStatus
    title: str
    version_id: int


def listed() -> sa.Select[DirectClaimStatus, str, int]:
    """Select every direct claim status with title and page, those in force and due soonest first."""
    return (
        sa.select(DirectClaimStatus, QualificationVersion.title, QualificationVersion.id)
        .join(
            QualificationVersion,
            sa.and_(
                QualificationVersion.qualification_id == DirectClaimStatus.qualification_id,
                QualificationVersion.published_at.is_not(None),
                is_latest(),
            ),
        )
        .order_by(
            DirectClaimStatus.removed_on.is_not(None),
            DirectClaimStatus.review_on,
            DirectClaimStatus.id,
        )
        .options(raiseload("*"))
    )


def all_of_them() -> list[Listed]:
    """List every direct claim status: there is one for each qualification that has it."""
    return [Listed(*row) for row in db.session.execute(listed())]


def one(status_id: int) -> sa.Select[DirectClaimStatus]:
    """Select one direct claim status with all that its page shows."""
    return (
        sa.select(DirectClaimStatus)
        .where(DirectClaimStatus.id == status_id)
        .options(
            joinedload(DirectClaimStatus.recorded_by),
            joinedload(DirectClaimStatus.removed_by),
            joinedload(DirectClaimStatus.qualification),
            selectinload(DirectClaimStatus.reviews).joinedload(DirectClaimReview.recorded_by),
            raiseload("*"),
        )
    )


def of_qualification(qualification_id: int) -> Sequence[DirectClaimStatus]:
    """List the direct claim status of a qualification that nobody removed, by organisation."""
    return db.session.scalars(
        sa.select(DirectClaimStatus)
        .where(
            DirectClaimStatus.qualification_id == qualification_id,
            DirectClaimStatus.removed_on.is_(None),
        )
        .order_by(DirectClaimStatus.organisation)
        .options(raiseload("*"))
    ).all()


def organisations_of(qualification_id: int) -> list[str]:
    """Name the organisations that award a qualification, in any version of it."""
    return list(
        db.session.scalars(
            sa.select(QualificationNumber.organisation)
            .join(QualificationVersion, QualificationVersion.id == QualificationNumber.version_id)
            .where(
                QualificationVersion.qualification_id == qualification_id,
                QualificationVersion.published_at.is_not(None),
            )
            .distinct()
            .order_by(QualificationNumber.organisation)
        )
    )


def in_force(qualification_id: int, organisation: str) -> DirectClaimStatus | None:
    """Find the direct claim status with an organisation that nobody has removed."""
    return db.session.scalar(
        sa.select(DirectClaimStatus).where(
            DirectClaimStatus.qualification_id == qualification_id,
            DirectClaimStatus.organisation == organisation,
            DirectClaimStatus.removed_on.is_(None),
        )
    )


def is_direct(qualification_id: int, organisation: str, on: date) -> bool:
    """Say whether a claim to an organisation could be made directly on a day."""
    held = sa.select(DirectClaimStatus.id).where(
        DirectClaimStatus.qualification_id == qualification_id,
        DirectClaimStatus.organisation == organisation,
        DirectClaimStatus.holds_on(on),
    )
    return db.session.scalar(held.limit(1)) is not None


def has_full_cycle(qualification_id: int, organisation: str) -> bool:
    """Say whether somebody was certificated by the organisation for the qualification."""
    found = (
        sa.select(Registration.id)
        .join(Registration.version)
        .join(Registration.awarding)
        .where(
            QualificationVersion.qualification_id == qualification_id,
            QualificationNumber.organisation == organisation,
            Registration.status == RegistrationStatus.CERTIFICATED,
        )
    )
    return db.session.scalar(found.limit(1)) is not None


def to_be_reviewed(until: date) -> Sequence[DirectClaimStatus]:
    """List what is to be reviewed until a day, or should have been before."""
    return db.session.scalars(
        sa.select(DirectClaimStatus)
        .where(
            DirectClaimStatus.removed_on.is_(None),
            DirectClaimStatus.review_on <= until,
        )
        .order_by(DirectClaimStatus.review_on, DirectClaimStatus.id)
    ).all()


def title_of(status: DirectClaimStatus) -> str:
    """Name what may be claimed, as its latest version does."""
    return page_of(status)[1]


def page_of(status: DirectClaimStatus) -> tuple[int, str]:
    """Find the latest version of what may be claimed: its number for addresses, and its title."""
    version_id, title = db.session.execute(
        sa.select(QualificationVersion.id, QualificationVersion.title).where(
            QualificationVersion.qualification_id == status.qualification_id,
            QualificationVersion.published_at.is_not(None),
            is_latest(),
        )
    ).one()
    return version_id, title
