"""Who meets all that a role asks which leads to the assessor register, and is not on it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.assessors.entitling import runs_on
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.careers import policies
from trainer.careers.models import CandidateStatus, RegisterCandidate
from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench
from trainer.careers.rules.asking import Ask, Kind
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.readiness import Line, Readiness, ready
from trainer.extensions import db
from trainer.people.models import Placement

AWARDS = frozenset({Kind.QUALIFICATION, Kind.ELSEWHERE})
"""Kinds of what is asked that the register names as the award an entry rests on."""


@dataclass(frozen=True)
class Ready:
    """Somebody who is ready for the register: their job, and how they stand with each line today."""

    candidate: RegisterCandidate
    job: Placement | None
    lines: Sequence[Line]

    @property
    def still(self) -> bool:
        """Whether all of it is met today as well."""
        return ready(self.lines)

    @property
    def award(self) -> Line | None:
        """The line of the first qualification that is met."""
        return _award_in(self.lines)


def _award_in(lines: Sequence[Line]) -> Line | None:
    for line in lines:
        if line.parts and (found := _award_in(line.parts)):
            return found
        asked = line.requirement
        if isinstance(asked, Ask) and asked.kind in AWARDS and line.state is Readiness.MET:
            return line
    return None


def count_candidates(person_id: Any) -> sa.ScalarSelect[int]:
    """Count who waits to be entered on the register, for somebody who keeps it."""
    return (
        sa.select(sa.func.count(RegisterCandidate.id))
        .join(RegisterCandidate.person)
        .where(
            RegisterCandidate.status == CandidateStatus.WAITING,
            RegisterCandidate.person_id != person_id,
            User.active,
        )
        .scalar_subquery()
    )


def waiting(actor: User) -> sa.Select[RegisterCandidate]:
    """Select who waits to be entered, the longest first."""
    return (
        policies.candidates_seen(actor)
        .order_by(RegisterCandidate.noticed_at, RegisterCandidate.id)
        .options(joinedload(RegisterCandidate.person))
    )


def with_lines(candidates: Sequence[RegisterCandidate], day: date) -> list[Ready]:
    """Say how these people stand today with what they were ready for. Seventeen statements at most.

    Of appraisals it says whether a line is met, and no more.
    """
    chart = charts.chart()
    people = {one.person_id for one in candidates}
    roles = [role for role in chart.roles if role.key in {one.role_key for one in candidates}]
    stand = bench(people, roles, chart, day)
    placed = sa.select(Placement).where(Placement.user_id.in_(people), Placement.holds_on(day))
    jobs = {
        one.user_id: one for one in db.session.scalars(placed.options(joinedload(Placement.site)))
    }
    return [
        Ready(
            one,
            jobs.get(one.person_id),
            stand.get(one.person_id, {}).get(one.role_key, ()),
        )
        for one in candidates
    ]


def newly_ready(day: date) -> list[tuple[User, CareerRole]]:
    """List who meets all that such a role asks, was never noted for it, and is not qualified for its duty.

    Twenty statements at most, however many people.
    """
    chart = charts.chart()
    roles = [one for one in chart.roles if one.leads_to_register and one.requirements]
    if not roles:
        return []
    stand = bench(sa.select(User.id).where(User.active), roles, chart, day)
    noted = {
        (person_id, role_key)
        for person_id, role_key in db.session.execute(
            sa.select(RegisterCandidate.person_id, RegisterCandidate.role_key)
        )
    }
    entered = _entered_on(day)
    found = [
        (person_id, role)
        for person_id, lines in stand.items()
        for role in roles
        if ready(lines[role.key])
        and (person_id, role.key) not in noted
        and (person_id, role.leads_to_register) not in entered
    ]
    people = {
        one.id: one
        for one in db.session.scalars(sa.select(User).where(User.id.in_({who for who, _ in found})))
    }
    return [(people[person_id], role) for person_id, role in sorted(found, key=lambda one: one[0])]


def _entered_on(day: date) -> set[tuple[int, Duty]]:
    """Name who stands on the register as qualified for which duty."""
    rows = db.session.execute(
        sa.select(RegisterEntry.holder_id, RegisterEntry.duty).where(
            RegisterEntry.standing == Standing.QUALIFIED, runs_on(day)
        )
    )
    return {(holder_id, duty) for holder_id, duty in rows}
