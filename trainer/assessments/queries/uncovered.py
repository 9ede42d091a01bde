"""Units that wait for a countersignature while nobody may give it: an administrator sees to them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.assessments.models import Judgement, Signature
from trainer.assessments.policies import DECIDING
from trainer.assessors.entitling import counts_at, covers, serves
from trainer.assessors.models import COUNTERSIGNING, RegisterEntry, Standing
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import at_sites_of


def without_countersigner(actor: User) -> Sequence[AnyRow]:
    """List the units at this administrator's sites that nobody on the register may countersign."""
    learner = aliased(User)
    return db.session.execute(
        sa.select(
            UnitAssessment.id,
            UnitVersion.title,
            learner.name.label("learner"),
            QualificationVersion.title.label("qualification"),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(learner, learner.id == Registration.learner_id)
        .where(
            UnitAssessment.status == UnitStatus.ASSESSED_COMPETENT,
            Registration.status.in_(DECIDING),
            at_sites_of(actor, Role.TRAINING_ADMIN),
            ~_may_be_countersigned(),
        )
        .order_by(UnitAssessment.id)
    ).all()


def _may_be_countersigned() -> sa.ColumnElement[bool]:
    now, entry = clock.now(), aliased(RegisterEntry)
    person = entry.holder_id
    qualification: Any = QualificationVersion.qualification_id
    return sa.exists().where(
        entry.qualification_id == qualification,
        entry.duty.in_(COUNTERSIGNING),
        entry.standing == Standing.QUALIFIED,
        counts_at(now, entry=entry),
        serves(Registration.site_id, entry),
        covers(UnitVersion.unit_id, entry),
        sa.exists().where(User.id == person, User.active),
        sa.exists().where(
            Appointment.holder_id == person,
            Appointment.role == Role.ASSESSOR,
            Appointment.holds_on(clock.today()),
        ),
        person.not_in([Registration.learner_id, Registration.iqa_id]),
        ~sa.exists().where(
            Judgement.unit_assessment_id == UnitAssessment.id, Judgement.judge_id == person
        ),
        ~sa.exists().where(
            Signature.unit_assessment_id == UnitAssessment.id, Signature.signer_id == person
        ),
    )
