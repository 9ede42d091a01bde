"""What the rules are told of: requirements, and of people their jobs, roles, exemptions and holdings."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Appointment, AppointmentStatus, Placement
from trainer.training.models import (
    Exemption,
    Holding,
    HoldingTakenBack,
    Requirement,
    Skill,
    SkillEquivalent,
)
from trainer.training.rules.requiring import (
    EVERYBODY,
    Group,
    Job,
    Person,
    Rule,
    Rules,
    Whom,
    by_group,
    same_title,
)
from trainer.training.rules.spans import Span

Among = Collection[int] | sa.Select[int]
"""People, by their ids."""


@dataclass(frozen=True)
class Terms:
    """How long before its end a skill can be renewed, how long after it counts, and what counts for it."""

    code: str
    name: str
    renewal_days: int
    grace_days: int
    counting: tuple[int, ...]


def rules_on(day: date) -> Rules:
    """Load the requirements that hold on a day."""
    holds = Requirement.starts_on <= day, _unended(Requirement.ends_on, day)
    rows = db.session.execute(
        sa.select(
            Requirement.id,
            Requirement.skill_id,
            Requirement.role,
            Requirement.job_title,
            Requirement.site_id,
            Requirement.team_id,
            Requirement.person_id,
            Requirement.starts_on,
            Requirement.ends_on,
            Requirement.days_to_get,
        ).where(*holds)
    )
    return by_group(
        Rule(row[0], row[1], group_of(*row[2:7]), Span(row[7], row[8]), row[9]) for row in rows
    )


def group_of(
    role: Any,
    job_title: str | None,
    site_id: int | None,
    team_id: int | None,
    person_id: int | None,
) -> Group:
    """Name the group by the one of these that is given; without any it is everybody."""
    if job_title is not None:
        return Whom.JOB_TITLE, same_title(job_title)
    named = {
        Whom.ROLE: role,
        Whom.SITE: site_id,
        Whom.TEAM: team_id,
        Whom.PERSON: person_id,
    }
    return next(((whom, which) for whom, which in named.items() if which is not None), EVERYBODY)


def terms() -> dict[int, Terms]:
    """Load the terms of every skill, by its id."""
    counting: dict[int, list[int]] = defaultdict(list)
    for skill_id, other_id in db.session.execute(
        sa.select(SkillEquivalent.skill_id, SkillEquivalent.other_id)
    ):
        counting[skill_id].append(other_id)
    rows = db.session.execute(
        sa.select(Skill.id, Skill.code, Skill.name, Skill.renewal_days, Skill.grace_days)
    )
    return {row[0]: Terms(*row[1:], counting=(row[0], *counting[row[0]])) for row in rows}


def people(among: Among, day: date) -> list[Person]:
    """Load those who have a job on a day, with what the rules ask of them."""
    jobs: dict[int, list[Job]] = defaultdict(list)
    for row in db.session.execute(
        sa.select(
            Placement.user_id,
            Placement.starts_on,
            Placement.ends_on,
            Placement.site_id,
            Placement.team_id,
            Placement.job_title,
        ).where(Placement.user_id.in_(among), Placement.user.has(User.active))
    ):
        jobs[row[0]].append(Job(Span(row[1], row[2]), row[3], row[4], row[5]))
    roles, exempt = _roles(among), _exemptions(among)
    return [
        Person(id_, held, roles.get(id_, ()), exempt.get(id_, {}))
        for id_, held in sorted(jobs.items())
        if any(job.span.holds(day) for job in held)
    ]


def ends(among: Among, day: date) -> dict[tuple[int, int], list[date | None]]:
    """Load until when people hold what they came by, by person and skill: the latest of each."""
    latest = (
        sa.select(
            Holding.person_id,
            Holding.skill_id,
            sa.func.max(Holding.ends_on),
            sa.func.count() - sa.func.count(Holding.ends_on),
        )
        .where(Holding.person_id.in_(among), Holding.starts_on <= day, counts())
        .group_by(Holding.person_id, Holding.skill_id)
    )
    return {
        (person_id, skill_id): [None] if for_good else [end]
        for person_id, skill_id, end, for_good in db.session.execute(latest)
    }


def counts() -> sa.ColumnElement[bool]:
    """Narrow a select of holdings to those that were not taken back."""
    return Holding.id.not_in(sa.select(HoldingTakenBack.holding_id))


def _unended(ends_on: Any, day: date) -> sa.ColumnElement[bool]:
    return sa.or_(ends_on.is_(None), ends_on > day)


def _roles(among: Among) -> dict[int, list[tuple[Any, Span]]]:
    found: dict[int, list[tuple[Any, Span]]] = defaultdict(list)
    in_force = Appointment.status.in_([AppointmentStatus.CONFIRMED, AppointmentStatus.ENDED])
    for row in db.session.execute(
        sa.select(
            Appointment.holder_id, Appointment.role, Appointment.starts_on, Appointment.ends_on
        ).where(Appointment.holder_id.in_(among), in_force)
    ):
        found[row[0]].append((row[1], Span(row[2], row[3])))
    return found


def _exemptions(among: Among) -> dict[int, dict[int, list[Span]]]:
    found: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in db.session.execute(
        sa.select(
            Exemption.person_id, Exemption.skill_id, Exemption.starts_on, Exemption.ends_on
        ).where(Exemption.person_id.in_(among))
    ):
        found[row[0]][row[1]].append(Span(row[2], row[3]))
    return found
