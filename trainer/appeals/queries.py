"""Appeals as pages list them, and what may be appealed against."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.appeals import policies
from trainer.appeals.fitness import around
from trainer.appeals.models import Appeal, AppealedJudgement, AppealOutcome, AppealStatus, Stage
from trainer.appeals.rules import Deadlines
from trainer.assessments.models import CriterionState, Judgement, Signature
from trainer.assessments.queries.overturning import is_live
from trainer.assessors.entitling import is_entitled
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import at_sites


def with_people(select: sa.Select[Appeal]) -> sa.Select[Appeal]:
    """Load appeals with everyone who has a part in them, ready to list."""
    return select.options(
        joinedload(Appeal.learner),
        joinedload(Appeal.hearer),
        joinedload(Appeal.unit_assessment).options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).options(
                joinedload(Registration.version),
                joinedload(Registration.assessor),
                joinedload(Registration.iqa),
                joinedload(Registration.awarding),
            ),
        ),
    )


def shown(actor: User) -> sa.Select[Appeal]:
    """Select appeals with all that their page shows."""
    return with_people(policies.visible_to(actor)).options(
        selectinload(Appeal.against)
        .joinedload(AppealedJudgement.judgement)
        .options(joinedload(Judgement.criterion), joinedload(Judgement.judge)),
        selectinload(Appeal.grounds),
        selectinload(Appeal.outcomes).joinedload(AppealOutcome.decider),
    )


def listed(actor: User) -> sa.Select[Appeal]:
    """Select the appeals somebody sees, those that wait first, the longest first."""
    return with_people(policies.visible_to(actor)).order_by(
        Appeal.status != AppealStatus.OPEN, Appeal.stage_since, Appeal.id
    )


def appealable(unit: UnitAssessment, deadlines: Deadlines, on: date) -> Sequence[Judgement]:
    """List the judgements in force on a unit that can be appealed against on that day."""
    appealed = sa.exists().where(AppealedJudgement.judgement_id == Judgement.id)
    found = db.session.scalars(
        sa.select(Judgement)
        .where(
            Judgement.unit_assessment_id == unit.id,
            Judgement.outcome == CriterionState.NOT_YET_MET,
            is_live(),
            ~appealed,
        )
        .options(joinedload(Judgement.criterion), joinedload(Judgement.judge))
        .order_by(Judgement.id)
    )
    return [one for one in found if on <= deadlines.appeal_until(clock.day_of(one.decided_at))]


def of_unit(unit_id: int, actor: User) -> Sequence[Appeal]:
    """List the appeals against judgements on one unit that somebody sees."""
    found = policies.visible_to(actor).where(Appeal.unit_assessment_id == unit_id)
    return db.session.scalars(found.order_by(Appeal.id)).all()


def overturned_by(appeal: Appeal) -> list[Judgement]:
    """Name the judgements appealed against that are still in force."""
    return list(
        db.session.scalars(
            sa.select(Judgement)
            .join(AppealedJudgement, AppealedJudgement.judgement_id == Judgement.id)
            .where(
                AppealedJudgement.appeal_id == appeal.id,
                Judgement.outcome == CriterionState.NOT_YET_MET,
                is_live(),
            )
            .options(joinedload(Judgement.criterion), joinedload(Judgement.unit_assessment))
            .order_by(Judgement.id)
        )
    )


def possible_hearers(appeal: Appeal) -> list[User]:
    """List everyone who may answer the appeal at its stage, by name."""
    roles = (
        (Role.IQA,) if appeal.stage is Stage.IQA else (Role.ASSESSOR, Role.IQA, Role.TRAINING_ADMIN)
    )
    held = sa.select(Appointment.holder_id).where(
        Appointment.role.in_(roles), Appointment.holds_on(clock.today())
    )
    people = db.session.scalars(
        sa.select(User).where(User.active, User.id.in_(held)).order_by(User.name, User.id)
    ).all()
    known = around(appeal, people)
    return [person for person in people if policies.is_fit(person, appeal, known)]


def answers() -> sa.ColumnElement[Any]:
    """Say in SQL whose turn it is: whoever was chosen, or the one the stage names."""
    return sa.case(
        (Appeal.hearer_id.is_not(None), Appeal.hearer_id),
        (Appeal.stage == Stage.ASSESSOR, Registration.assessor_id),
        (Appeal.stage == Stage.IQA, Registration.iqa_id),
    )


def needs_administrator(now: Any, today: Any) -> sa.ColumnElement[bool]:
    """Match the open appeals that nobody else can answer as things stand.

    The awarding organisation's answer is to be recorded, nobody is chosen, or whoever the stage
    names has left, is off the register, took part or has answered before.
    """
    person, site = answers(), Registration.site_id
    qualification = (
        sa.select(QualificationVersion.qualification_id)
        .where(QualificationVersion.id == Registration.version_id)
        .correlate(Registration)
        .scalar_subquery()
    )
    took_part = sa.or_(
        sa.exists().where(
            Judgement.unit_assessment_id == Appeal.unit_assessment_id,
            Judgement.judge_id == person,
            Judgement.outcome != CriterionState.REOPENED,
        ),
        sa.exists().where(
            Signature.unit_assessment_id == Appeal.unit_assessment_id,
            Signature.signer_id == person,
        ),
        sa.exists().where(AppealOutcome.appeal_id == Appeal.id, AppealOutcome.decider_id == person),
    )
    return sa.or_(
        Appeal.stage == Stage.AWARDING,
        person.is_(None),
        ~sa.exists().where(User.id == person, User.active),
        sa.and_(
            Appeal.stage == Stage.ASSESSOR,
            ~is_entitled(Duty.ASSESS, person, qualification, site, now, today),
        ),
        sa.and_(
            Appeal.stage == Stage.IQA,
            ~is_entitled(Duty.VERIFY, person, qualification, site, now, today),
        ),
        sa.and_(Appeal.stage != Stage.ASSESSOR, took_part),
    )


def count_to_answer(person_id: Any, now: Any, today: Any, sites: Collection[int | None]) -> Any:
    """Count, as part of another statement, the appeals somebody answers or sees to.

    A training administrator sees to those at their sites that nobody else can answer.
    """
    sees_to = sa.and_(
        at_sites(sites), Appeal.learner_id != person_id, needs_administrator(now, today)
    )
    return (
        sa.select(sa.func.count(Appeal.id))
        .join(UnitAssessment, UnitAssessment.id == Appeal.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Appeal.status == AppealStatus.OPEN, sa.or_(answers() == person_id, sees_to))
        .scalar_subquery()
    )
