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
    Submission,
    SubmissionStatus,
)
from trainer.assessors.entitling import runs_on
from trainer.assessors.limits import limits
from trainer.assessors.models import Duty, RegisterEntry
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.quality.comparing.intervals import Estimate, middle_of, share_of
from trainer.quality.comparing.policies import Sight
from trainer.registrations.caseloads import caseloads
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look
from trainer.sampling.rules.risk import Verdict

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
    """Work out the figures of everyone in sight, by name: six statements, however many."""
    days, unjudged = _feedback(sight, period)
    judged, not_met = _judgements(sight, period)
    looked, disagreed = _looked_into(sight, period)
    entered = _entered(sight)
    ids = {*entered, *days, *unjudged, *judged, *looked}
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
            share_of(disagreed.get(person.id, 0), looked.get(person.id, 0)),
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
    """Count the looks at each assessor's decisions, and those that disagreed.

    Whatever a look was into: a unit on its way, one that waited, or one released already.
    """
    disagreed = sa.case((Look.verdict == Verdict.DISAGREED, 1), else_=0)
    rows = db.session.execute(
        sa.select(Look.assessor_id, sa.func.count(), sa.func.sum(disagreed))
        .where(
            period.holds(Look.looked_at),
            *sight.limits(Look.qualification_id, Look.assessor_id),
        )
        .group_by(Look.assessor_id)
    ).all()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _of_qualification(select: Any, sight: Sight, assessor: Any) -> Any:
    return select.join(
        QualificationVersion, QualificationVersion.id == Registration.version_id
    ).where(*sight.limits(QualificationVersion.qualification_id, assessor))
