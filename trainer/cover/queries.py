"""Assessors with what waits for each, and the learners of one who is away."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import DraftJudgement, Submission
from trainer.assessments.policies import DECIDING
from trainer.assessments.queries.claims import OPEN
from trainer.assessors.entitling import counts_at
from trainer.assessors.models import Duty, RegisterEntry
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.cover import policies
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import OVER, at_sites_of


def _to_judge() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(Submission.id))
        .where(Submission.registration_id == Registration.id, Submission.status.in_(OPEN))
        .correlate(Registration)
        .scalar_subquery()
    )


def _drafted() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(DraftJudgement.id))
        .join(Submission, Submission.id == DraftJudgement.submission_id)
        .where(Submission.registration_id == Registration.id, Submission.status.in_(OPEN))
        .correlate(Registration)
        .scalar_subquery()
    )


def _oldest() -> sa.ScalarSelect[datetime]:
    return (
        sa.select(sa.func.min(Submission.submitted_at))
        .where(Submission.registration_id == Registration.id, Submission.status.in_(OPEN))
        .correlate(Registration)
        .scalar_subquery()
    )


def _to_sign() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(UnitAssessment.id))
        .where(
            UnitAssessment.registration_id == Registration.id,
            UnitAssessment.status.in_((UnitStatus.LEARNER_SIGNED, UnitStatus.IQA_ACTION_REQUIRED)),
        )
        .correlate(Registration)
        .scalar_subquery()
    )


def assessors(actor: User) -> Columns:
    """Select every assessor with learners, with how many and what waits, to list by name."""
    each = (
        sa.select(
            Registration.assessor_id,
            sa.case((Registration.status.in_(DECIDING), _to_judge()), else_=0).label("to_judge"),
            sa.case((Registration.status.in_(DECIDING), _to_sign()), else_=0).label("to_sign"),
            _oldest().label("oldest"),
        )
        .where(Registration.status.not_in(OVER), at_sites_of(actor, Role.TRAINING_ADMIN))
        .subquery()
    )
    return (
        sa.select(
            sa.orm.Bundle(
                "assessor",
                User.id,
                User.name,
                User.active,
                sa.func.count().label("learners"),
                sa.func.sum(each.c.to_judge).label("to_judge"),
                sa.func.sum(each.c.to_sign).label("to_sign"),
                sa.func.min(each.c.oldest).label("oldest"),
            )
        )
        .join(each, each.c.assessor_id == User.id)
        .group_by(User.id, User.name, User.active)
        .order_by(User.name, User.id)
    )


def learners_of(actor: User, absent: User) -> Sequence[AnyRow]:
    """List the learners of an assessor with what waits of each, the longest waiting first."""
    learner = sa.orm.aliased(User)
    ids = policies.registrations_of(actor, absent).with_only_columns(Registration.id)
    oldest = _oldest()
    return db.session.execute(
        sa.select(
            Registration.id,
            learner.name.label("learner"),
            QualificationVersion.title,
            _to_judge().label("to_judge"),
            _to_sign().label("to_sign"),
            _drafted().label("drafted"),
            oldest.label("oldest"),
        )
        .join(learner, learner.id == Registration.learner_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(Registration.id.in_(ids))
        .order_by(oldest.is_(None), oldest, learner.name, Registration.id)
    ).all()


def registrations(actor: User, absent: User, wanted: Collection[int]) -> Sequence[Registration]:
    """Load those registrations of an assessor that were chosen and may be given away."""
    return db.session.scalars(
        policies.registrations_of(actor, absent)
        .where(Registration.id.in_(wanted))
        .options(
            joinedload(Registration.version),
            joinedload(Registration.learner),
            joinedload(Registration.assessor),
            joinedload(Registration.iqa),
        )
        .order_by(Registration.id)
    ).all()


def substitutes(actor: User, absent: User) -> Sequence[User]:
    """List the assessors on the register for something this one assesses, by name."""
    now, today = clock.now(), clock.today()
    qualifications = (
        policies.registrations_of(actor, absent)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .with_only_columns(QualificationVersion.qualification_id)
    )
    entered = sa.select(RegisterEntry.holder_id).where(
        RegisterEntry.duty == Duty.ASSESS,
        RegisterEntry.qualification_id.in_(qualifications),
        counts_at(now),
    )
    appointed = sa.select(Appointment.holder_id).where(
        Appointment.role == Role.ASSESSOR, Appointment.holds_on(today)
    )
    return db.session.scalars(
        sa.select(User)
        .where(User.active, User.id != absent.id, User.id.in_(entered), User.id.in_(appointed))
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    ).all()


def in_force(actor: User) -> sa.Select[Cover]:
    """Select the arrangements for a period that are not over, the next to end first."""
    return (
        policies.visible_to(actor)
        .where(Cover.ended_at.is_(None), Cover.back_on.is_not(None))
        .options(
            joinedload(Cover.absent),
            joinedload(Cover.substitute),
            selectinload(Cover.lines),
        )
        .order_by(Cover.back_on, Cover.id)
    )


def over_by(today: date) -> sa.Select[Cover]:
    """Select the arrangements whose day of return has come."""
    return sa.select(Cover).where(Cover.ended_at.is_(None), Cover.back_on <= today)
