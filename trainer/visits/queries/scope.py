"""What a visitor reads: nothing here is selected but through the scope of their visit."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.assessments.models import JudgedItem, Judgement, Submission, SubmissionStatus
from trainer.assessments.queries.progress import with_people
from trainer.assessments.queries.units import unit_with_people
from trainer.assessors.models import AssessorAccreditation, RegisterEntry
from trainer.extensions import db
from trainer.logs.models import AttachedFile, Revision, StoredFile
from trainer.quality.models import FinalCheck, IqaAction, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.visits import policies
from trainer.visits.models import Visit, VisitDevice, VisitQualification
from trainer.visits.queries.centre import loaded
from trainer.witnesses.models import WitnessRequest
from trainer.witnesses.queries import with_all


def by_link(token: str) -> sa.Select[Visit]:
    """Select the visit that a link leads to, with all around it."""
    return loaded(sa.select(Visit).where(Visit.token_hash == hash_secret(token)))


def device_with(secret: str) -> VisitDevice | None:
    """Find the browser that holds this secret."""
    return db.session.scalar(
        sa.select(VisitDevice).where(VisitDevice.secret_hash == hash_secret(secret))
    )


def registrations(visit: Visit) -> sa.Select[Registration]:
    """Select the registrations in scope by learner, ready to list."""
    learner = aliased(User)
    return (
        with_people(policies.registrations_in_scope(visit))
        .join(Registration.learner.of_type(learner))
        .order_by(learner.name, Registration.id)
        .options(raiseload("*"))
    )


def portfolios(visit: Visit) -> sa.Select[Registration]:
    """Select the chosen registrations by learner, ready to list."""
    chosen = policies.portfolios_in_scope(visit).with_only_columns(Registration.id)
    return registrations(visit).where(Registration.id.in_(chosen))


def registration(visit: Visit, registration_id: int) -> sa.Select[Registration]:
    """Select a registration in scope, for its page."""
    select = with_people(policies.registrations_in_scope(visit))
    return select.where(Registration.id == registration_id)


def portfolio(visit: Visit, registration_id: int) -> sa.Select[Registration]:
    """Select a chosen registration, for the pages of its portfolio."""
    select = with_people(policies.portfolios_in_scope(visit))
    return select.where(Registration.id == registration_id)


def unit(registration: Registration, unit_id: int) -> sa.Select[UnitAssessment]:
    """Select a unit of a chosen registration, for its page."""
    return unit_with_people(
        sa.select(UnitAssessment).where(
            UnitAssessment.id == unit_id,
            UnitAssessment.registration_id == registration.id,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
    )


def submission(registration: Registration, submission_id: int) -> sa.Select[Submission]:
    """Select something that was sent under a chosen registration, with its words and files."""
    return (
        _sent(registration)
        .where(Submission.id == submission_id)
        .options(
            joinedload(Submission.revision).options(
                joinedload(Revision.item),
                selectinload(Revision.files).joinedload(AttachedFile.file),
                selectinload(Revision.signatures),
            )
        )
    )


def file(registration: Registration, code: str) -> sa.Select[StoredFile]:
    """Select a file of something that was sent under a chosen registration."""
    revisions = _sent(registration).with_only_columns(Submission.revision_id)
    return sa.select(StoredFile).where(
        StoredFile.code == code,
        StoredFile.id.in_(
            sa.select(AttachedFile.file_id).where(AttachedFile.revision_id.in_(revisions))
        ),
    )


def _sent(registration: Registration) -> sa.Select[Submission]:
    return sa.select(Submission).where(
        Submission.registration_id == registration.id,
        Submission.status != SubmissionStatus.WITHDRAWN,
    )


def judgements_on(submission: Submission) -> Sequence[Judgement]:
    """Load every decision on something that was sent, newest first."""
    return db.session.scalars(
        sa.select(Judgement)
        .where(Judgement.submission_id == submission.id)
        .order_by(Judgement.id.desc())
        .options(
            joinedload(Judgement.judge),
            joinedload(Judgement.criterion),
            selectinload(Judgement.items).joinedload(JudgedItem.revision).joinedload(Revision.item),
        )
    ).all()


def asked_again(unit: UnitAssessment) -> Sequence[IqaAction]:
    """Load what quality assurers asked to be looked at again in a unit, newest first."""
    return db.session.scalars(
        sa.select(IqaAction)
        .where(IqaAction.unit_assessment_id == unit.id)
        .order_by(IqaAction.id.desc())
        .options(joinedload(IqaAction.iqa))
    ).all()


def releases(unit: UnitAssessment) -> Sequence[ReleaseLine]:
    """Load the releases of a unit, newest first."""
    return db.session.scalars(
        sa.select(ReleaseLine)
        .where(ReleaseLine.unit_assessment_id == unit.id)
        .order_by(ReleaseLine.id.desc())
        .options(joinedload(ReleaseLine.release))
    ).all()


def final_checks(registration: Registration) -> Sequence[FinalCheck]:
    """Load the final checks of a registration, newest first."""
    return db.session.scalars(
        sa.select(FinalCheck)
        .where(FinalCheck.registration_id == registration.id)
        .order_by(FinalCheck.id.desc())
    ).all()


def witnesses(registration: Registration) -> Sequence[WitnessRequest]:
    """List who was asked for testimony under a chosen registration, the latest first."""
    found = sa.select(WitnessRequest).where(WitnessRequest.registration_id == registration.id)
    return db.session.scalars(with_all(found).order_by(WitnessRequest.id.desc())).all()


def register(visit: Visit) -> Sequence[RegisterEntry]:
    """List the assessors and quality assurers of the visit's qualifications, ready to list."""
    holder: Any = aliased(User)
    about = sa.select(VisitQualification.qualification_id).where(
        VisitQualification.visit_id == visit.id
    )
    return db.session.scalars(
        sa.select(RegisterEntry)
        .join(RegisterEntry.holder.of_type(holder))
        .where(RegisterEntry.qualification_id.in_(about))
        .order_by(holder.name, RegisterEntry.starts_on.desc(), RegisterEntry.id)
        .options(
            joinedload(RegisterEntry.holder),
            selectinload(RegisterEntry.accreditations).joinedload(AssessorAccreditation.body),
            raiseload("*"),
        )
    ).all()
