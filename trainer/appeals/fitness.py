"""What is known of somebody who might answer an appeal, gathered for the rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealOutcome, Stage
from trainer.appeals.rules import Hearer
from trainer.assessments.models import Signature, SignedAs
from trainer.assessments.policies import deciders_of
from trainer.assessors.footing import Footing, footings
from trainer.assessors.models import ConflictOfInterest
from trainer.assessors.policies import may_assess_on, may_verify_on
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Role
from trainer.registrations.work import work_on

QUALITY = (Role.ASSESSOR, Role.IQA, Role.TRAINING_ADMIN)
"""The roles that know what a fair judgement asks for."""


@dataclass(frozen=True)
class Around:
    """What an appeal asks of people, by their ids: looked up once for all who are asked."""

    answered: frozenset[int]
    barred: frozenset[int]
    took_part: frozenset[int]
    managers: frozenset[int]
    footings: Mapping[int, Footing]


def around(appeal: Appeal, people: Collection[User]) -> Around:
    """Look up who has a part in what an appeal is about, and how these people stand to it."""
    unit, now = appeal.unit_assessment, clock.now()
    work = work_on(unit)
    return Around(
        answered=_ids(
            sa.select(AppealOutcome.decider_id).where(AppealOutcome.appeal_id == appeal.id)
        ),
        barred=_barred(appeal.learner_id),
        took_part=_released(appeal) | deciders_of(unit),
        managers=_ids(
            sa.select(Placement.manager_id).where(
                Placement.user_id == appeal.learner_id, Placement.holds_on(clock.day_of(now))
            )
        ),
        footings=footings([one.id for one in people], work.qualification_id, clock.day_of(now)),
    )


def known_of(person: User, appeal: Appeal, known: Around | None = None) -> Hearer:
    """Gather what the rules ask of somebody who might answer the appeal at its stage."""
    known = known or around(appeal, [person])
    registration = appeal.unit_assessment.registration
    return Hearer(
        entitled=_is_entitled(person, appeal, known.footings.get(person.id, Footing())),
        is_learner=person.id == appeal.learner_id,
        has_left=not person.active,
        answered_before=person.id in known.answered,
        barred=person.id in known.barred,
        took_part=person.id in known.took_part,
        allocated=person.id in {registration.assessor_id, registration.iqa_id},
        manages=person.id in known.managers,
    )


def _is_entitled(person: User, appeal: Appeal, footing: Footing) -> bool:
    registration = appeal.unit_assessment.registration
    about = (footing, person, work_on(appeal.unit_assessment), clock.now())
    match appeal.stage:
        case Stage.ASSESSOR:
            return person.id == registration.assessor_id and bool(may_assess_on(*about))
        case Stage.IQA:
            return bool(may_verify_on(*about))
        case Stage.PANEL:
            return any(person.holds(role) for role in QUALITY)
        case Stage.AWARDING:
            return person.holds(Role.TRAINING_ADMIN)


def _released(appeal: Appeal) -> frozenset[int]:
    return _ids(
        sa.select(Signature.signer_id).where(
            Signature.unit_assessment_id == appeal.unit_assessment_id,
            Signature.signed_as == SignedAs.IQA,
        )
    )


def _barred(learner_id: int) -> frozenset[int]:
    holder, other = ConflictOfInterest.holder_id, ConflictOfInterest.other_id
    ties = sa.select(ConflictOfInterest).where(
        ConflictOfInterest.ended_at.is_(None), sa.or_(holder == learner_id, other == learner_id)
    )
    found = [one for one in db.session.scalars(ties) if one.bars]
    return frozenset(one for tie in found for one in (tie.holder_id, tie.other_id)) - {learner_id}


def _ids(statement: sa.Select[Any]) -> frozenset[int]:
    return frozenset(one for one in db.session.scalars(statement) if one is not None)
