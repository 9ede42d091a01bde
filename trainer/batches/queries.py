"""Batches as they are listed and shown, how far each has got, and who could be in one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, raiseload

from trainer.accounts.models import User
from trainer.batches import policies
from trainer.batches.models import Batch, BatchFile, BatchLine, LineStatus
from trainer.certificates import policies as certificates
from trainer.certificates.award import awards_of
from trainer.certificates.models import Certificate, Rendering
from trainer.cohorts.models import Cohort, CohortMember
from trainer.core.database import Columns
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.registrations.models import Registration


@dataclass(frozen=True)
class Candidate:
    """Somebody whose certificate could be issued with others, or why it can't be."""

    registration: Registration
    verdict: Verdict


@dataclass(frozen=True)
class Progress:
    """How far a batch is, in certificates and in their PDFs."""

    waiting: int = 0
    issued: int = 0
    refused: int = 0
    cancelled: int = 0
    printed: int = 0
    unprinted: int = 0

    @property
    def intended(self) -> int:
        """How many certificates it was signed for."""
        return self.waiting + self.issued + self.refused + self.cancelled

    @property
    def is_printing(self) -> bool:
        """Whether PDFs are still being made."""
        return self.printed + self.unprinted < self.issued


def listed(actor: User) -> Columns:
    """Select the batches with how many certificates each was for and has, the latest first."""
    counted = (
        sa.select(
            BatchLine.batch_id,
            sa.func.count().label("intended"),
            sa.func.count(BatchLine.certificate_id).label("issued"),
        )
        .group_by(BatchLine.batch_id)
        .subquery()
    )
    return (
        policies.visible_to(actor)
        .join(Batch.signed_by)
        .join(counted, counted.c.batch_id == Batch.id)
        .with_only_columns(
            sa.orm.Bundle(
                "batch",
                Batch.id,
                Batch.name,
                Batch.status,
                Batch.signed_at,
                User.name.label("by"),
                counted.c.intended,
                counted.c.issued,
            )
        )
        .order_by(Batch.id.desc())
    )


def shown(actor: User) -> sa.Select[Batch]:
    """Select batches as their page shows them; the lines are listed apart."""
    return policies.visible_to(actor).options(joinedload(Batch.signed_by), raiseload("*"))


def lines_of(batch: Batch) -> sa.Select[BatchLine]:
    """Select the lines of a batch, first those that somebody has to see to."""
    registration = joinedload(BatchLine.registration)
    trouble = sa.case(
        (BatchLine.status == LineStatus.REFUSED, 0),
        (Certificate.rendering == Rendering.FAILED, 0),
        else_=1,
    )
    return (
        sa.select(BatchLine)
        .outerjoin(BatchLine.certificate)
        .where(BatchLine.batch_id == batch.id)
        .order_by(trouble, BatchLine.id)
        .options(
            registration.joinedload(Registration.learner),
            registration.joinedload(Registration.version),
            joinedload(BatchLine.certificate).options(defer(Certificate.payload, raiseload=True)),
            raiseload("*"),
        )
    )


def files_of(batch: Batch) -> sa.Select[BatchFile]:
    """Select the files asked for of a batch, the latest first."""
    return sa.select(BatchFile).where(BatchFile.batch_id == batch.id).order_by(BatchFile.id.desc())


def progress_of(batch_id: int) -> Progress:
    """Count how far a batch is, in one statement."""
    rows = db.session.execute(
        sa.select(BatchLine.status, Certificate.rendering, sa.func.count())
        .outerjoin(BatchLine.certificate)
        .where(BatchLine.batch_id == batch_id)
        .group_by(BatchLine.status, Certificate.rendering)
    ).all()

    def count(status: LineStatus, rendering: Rendering | None = None) -> int:
        return sum(
            number for found, made, number in rows if found is status and rendering in {None, made}
        )

    return Progress(
        **{status.value: count(status) for status in LineStatus},
        printed=count(LineStatus.ISSUED, Rendering.READY),
        unprinted=count(LineStatus.ISSUED, Rendering.FAILED),
    )


def waiting_lines(batch_id: int) -> Sequence[int]:
    """List the lines of a batch that are still to be issued, in their order."""
    return db.session.scalars(
        sa.select(BatchLine.id)
        .where(BatchLine.batch_id == batch_id, BatchLine.status == LineStatus.WAITING)
        .order_by(BatchLine.id)
    ).all()


def unprinted(batch_id: int) -> sa.Select[Certificate]:
    """Select the certificates of a batch whose PDF could not be made."""
    return (
        sa.select(Certificate)
        .join(BatchLine, BatchLine.certificate_id == Certificate.id)
        .where(BatchLine.batch_id == batch_id, Certificate.rendering == Rendering.FAILED)
        .order_by(Certificate.id)
    )


def papers_of(batch_id: int) -> Sequence[tuple[str, str]]:
    """List number and key in the store of each PDF of a batch, in the order of the lines."""
    rows = db.session.execute(
        sa.select(Certificate.number, Certificate.pdf_key)
        .join(BatchLine, BatchLine.certificate_id == Certificate.id)
        .where(BatchLine.batch_id == batch_id, Certificate.pdf_key.is_not(None))
        .order_by(BatchLine.id)
    )
    return [(number, key) for number, key in rows if key]


def in_cohort(cohort_id: int) -> sa.Select[int | None]:
    """Select the registrations that came of a cohort."""
    return sa.select(CohortMember.registration_id).where(
        CohortMember.cohort_id == cohort_id, CohortMember.registration_id.is_not(None)
    )


def cohorts() -> Sequence[Cohort]:
    """List the cohorts somebody could be chosen from, the latest first."""
    has_any = sa.exists().where(
        CohortMember.cohort_id == Cohort.id, CohortMember.registration_id.is_not(None)
    )
    return db.session.scalars(
        sa.select(Cohort).where(has_any).order_by(Cohort.id.desc()).options(raiseload("*"))
    ).all()


def candidates(
    actor: User, registrations: Collection[int] | sa.Select[int | None]
) -> Sequence[Candidate]:
    """Say of each registration this person sees whether its certificate may be issued.

    The same few statements, however many there are. Issuing asks everything again.
    """
    found = db.session.scalars(
        certificates.registrations_visible_to(actor)
        .where(Registration.id.in_(registrations))
        .order_by(Registration.id)
        .options(
            joinedload(Registration.learner),
            joinedload(Registration.version),
            joinedload(Registration.assessor),
            joinedload(Registration.iqa),
        )
    ).all()
    verdicts = certificates.may_issue_each(actor, found, awards_of(found))
    return [Candidate(one, verdicts[one.id]) for one in found]
