"""The figures of assessors in a period, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import raiseload

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionState,
    Judgement,
    Signature,
    SignedAs,
    Submission,
    SubmissionStatus,
)
from trainer.assessors.entitling import runs_on
from trainer.assessors.limits import limits
from trainer.assessors.models import Duty, RegisterEntry
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.quality.comparing.intervals import Estimate, middle_of, share_of
from trainer.quality.comparing.policies import Sight
from trainer.quality.models import IqaAction, Release, ReleaseLine
from trainer.registrations.caseloads import caseloads
from trainer.registrations.models import Registration, UnitAssessment

A_DAY = timedelta(days=1)
_DECIDED = (SubmissionStatus.ACCEPTED, SubmissionStatus.PART_ACCEPTED, SubmissionStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both within."""

    first: date
    last: date

    def holds(self, moment: Any) -> sa.ColumnElement[bool]:
        """Match what happened in it, by the organisation's days."""
        begins = clock.end_of(self.first - A_DAY)
        return sa.and_(moment >= begins, moment < clock.end_of(self.last))


@dataclass(frozen=True, slots=True)
class Line:
    """One assessor's figures; None where there are too few cases to say."""

    assessor: User
    learners: int
    most: int | None
    days: Estimate | None
    referred: Estimate | None
    overturned: Estimate | None


def lines(sight: Sight, period: Period) -> list[Line]:
    """Work out the figures of everyone in sight, by name: seven statements, however many."""
    days, unjudged = _feedback(sight, period)
    judged, not_met = _judgements(sight, period)
    agreed, sent_back = _looked_into(sight, period)
    entered = _entered(sight)
    ids = {*entered, *days, *unjudged, *judged, *agreed, *sent_back}
    loads, most = caseloads(ids), limits(ids, Duty.ASSESS)
    people = db.session.scalars(
        sa.select(User).where(User.id.in_(ids)).order_by(User.name, User.id).options(raiseload("*"))
    )
    return [
        Line(
            person,
            loads.get(person.id, 0),
            most.get(person.id),
            middle_of(days.get(person.id, [])),
            share_of(
                not_met.get(person.id, 0) + unjudged.get(person.id, 0),
                judged.get(person.id, 0) + unjudged.get(person.id, 0),
            ),
            share_of(
                sent_back.get(person.id, 0),
                agreed.get(person.id, 0) + sent_back.get(person.id, 0),
            ),
        )
        for person in people
    ]


def _entered(sight: Sight) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(RegisterEntry.holder_id).where(
                RegisterEntry.duty == Duty.ASSESS,
                runs_on(clock.today()),
                *sight.limits(RegisterEntry.qualification_id, RegisterEntry.holder_id),
            )
        )
    )


def _feedback(sight: Sight, period: Period) -> tuple[Mapping[int, list[float]], Mapping[int, int]]:
    """Gather the days from sending to decision, and how much was sent back without judgements."""
    judged = sa.exists().where(Judgement.submission_id == Submission.id)
    rows = db.session.execute(
        _of_qualification(
            sa.select(
                Submission.assessor_id,
                Submission.submitted_at,
                Submission.decided_at,
                sa.and_(Submission.status == SubmissionStatus.RETURNED, ~judged),
            ).join(Registration, Registration.id == Submission.registration_id),
            sight,
            Submission.assessor_id,
        ).where(Submission.status.in_(_DECIDED), period.holds(Submission.decided_at))
    )
    days: defaultdict[int, list[float]] = defaultdict(list)
    unjudged: defaultdict[int, int] = defaultdict(int)
    for assessor_id, sent, decided, without in rows:
        days[assessor_id].append(_days_between(sent, decided))
        unjudged[assessor_id] += bool(without)
    return days, unjudged


def _days_between(sent: datetime, decided: datetime) -> float:
    return (decided - sent) / A_DAY


def _judgements(sight: Sight, period: Period) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Count each assessor's decisions on criteria, and those that were not yet met."""
    not_met = sa.case((Judgement.outcome == CriterionState.NOT_YET_MET, 1), else_=0)
    rows = db.session.execute(
        _of_qualification(
            sa.select(Judgement.judge_id, sa.func.count(), sa.func.sum(not_met))
            .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
            .join(Registration, Registration.id == UnitAssessment.registration_id),
            sight,
            Judgement.judge_id,
        )
        .where(
            Judgement.outcome.in_([CriterionState.MET, CriterionState.NOT_YET_MET]),
            Judgement.carried_from_id.is_(None),
            period.holds(Judgement.decided_at),
        )
        .group_by(Judgement.judge_id)
    ).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _looked_into(sight: Sight, period: Period) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Count the units of each assessor that an IQA looked into: agreed with, and sent back."""
    agreed = (
        _signed(sight, ReleaseLine.unit_assessment_id, ReleaseLine.cycle)
        .join(Release, Release.id == ReleaseLine.release_id)
        .where(ReleaseLine.sampled, period.holds(Release.released_at))
    )
    sent_back = _signed(sight, IqaAction.unit_assessment_id, IqaAction.cycle).where(
        period.holds(IqaAction.raised_at)
    )
    counted = [
        {assessor_id: count for assessor_id, count in db.session.execute(statement)}
        for statement in (agreed, sent_back)
    ]
    return counted[0], counted[1]


def _signed(sight: Sight, unit_assessment_id: Any, cycle: Any) -> Columns:
    """Count, by the assessor who had signed them, what an IQA said of units."""
    select = (
        sa.select(Signature.signer_id, sa.func.count())
        .select_from(unit_assessment_id.class_)
        .join(
            Signature,
            sa.and_(
                Signature.unit_assessment_id == unit_assessment_id,
                Signature.cycle == cycle,
                Signature.signed_as == SignedAs.ASSESSOR,
            ),
        )
        .join(UnitAssessment, UnitAssessment.id == unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .group_by(Signature.signer_id)
    )
    return _of_qualification(select, sight, Signature.signer_id)


def _of_qualification(select: Any, sight: Sight, assessor: Any) -> Any:
    return select.join(
        QualificationVersion, QualificationVersion.id == Registration.version_id
    ).where(*sight.limits(QualificationVersion.qualification_id, assessor))
