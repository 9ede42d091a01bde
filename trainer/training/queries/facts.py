"""What the rules are told of: requirements, and of people their jobs, roles, exemptions and holdings."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Appointment, AppointmentStatus, Placement, Role
from trainer.training.models import (
    Exemption,
    Holding,
    HoldingTakenBack,
    Requirement,
    Skill,
    SkillEquivalent,
    SkillKind,
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
    kind: SkillKind
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
    rows = db.session.execute(
        sa.select(
            Skill.id,
            Skill.code,
            Skill.name,
            Skill.kind,
            Skill.renewal_days,
            Skill.grace_days,
            SkillEquivalent.other_id,
        ).outerjoin(SkillEquivalent, SkillEquivalent.skill_id == Skill.id)
    ).all()
    counting: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.other_id is not None:
            counting[row.id].append(row.other_id)
    return {row.id: Terms(*row[1:6], counting=(row.id, *counting[row.id])) for row in rows}


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
    roles, exempt = _roles_and_exemptions(among)
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


@dataclass(frozen=True, slots=True)
class Kept:
    """The skills somebody holds for longer than their renewal days, and the ends of the others."""

    lasting: set[int]
    ends: dict[int, list[date | None]]


def kept(among: Among, day: date, terms: Mapping[int, Terms]) -> dict[int, Kept]:
    """Load what people hold as one row each, so that thousands of people stay quick.

    Of a skill that counts for another the ends are there in any case.
    """
    lasts = _lasts(day, terms)
    for_others = {
        one for skill_id, term in terms.items() for one in term.counting if one != skill_id
    }
    skill = sa.cast(Holding.skill_id, sa.String)
    end = skill + ":" + sa.func.coalesce(sa.cast(Holding.ends_on, sa.String), "")
    also = sa.not_(lasts)
    if for_others:
        also = sa.or_(also, Holding.skill_id.in_(for_others))
    rows = db.session.execute(
        sa.select(
            Holding.person_id,
            sa.func.aggregate_strings(sa.case((lasts, skill)), ","),
            sa.func.aggregate_strings(sa.case((also, end)), ","),
        )
        .where(Holding.person_id.in_(among), Holding.starts_on <= day, counts())
        .group_by(Holding.person_id)
    )
    return {person_id: Kept(*_told(lasting, ending)) for person_id, lasting, ending in rows}


def _lasts(day: date, terms: Mapping[int, Terms]) -> sa.ColumnElement[bool]:
    """Match what holds for good, or for longer than the renewal days of its skill."""
    by_days: dict[int, list[int]] = defaultdict(list)
    for skill_id, term in terms.items():
        by_days[term.renewal_days].append(skill_id)
    usual = max(by_days, key=lambda days: len(by_days[days]), default=0)
    other = [
        (Holding.skill_id.in_(ids), sa.literal(day + timedelta(days=days)))
        for days, ids in sorted(by_days.items())
        if days != usual
    ]
    ahead = sa.literal(day + timedelta(days=usual))
    return sa.or_(
        Holding.ends_on.is_(None),
        Holding.ends_on > (sa.case(*other, else_=ahead) if other else ahead),
    )


def _told(lasting: str | None, ending: str | None) -> tuple[set[int], dict[int, list[date | None]]]:
    ends: dict[int, list[date | None]] = defaultdict(list)
    for one in ending.split(",") if ending else ():
        skill_id, _colon, end = one.partition(":")
        ends[int(skill_id)].append(date.fromisoformat(end) if end else None)
    return {int(one) for one in lasting.split(",")} if lasting else set(), ends


def counts() -> sa.ColumnElement[bool]:
    """Narrow a select of holdings to those that were not taken back."""
    return Holding.id.not_in(sa.select(HoldingTakenBack.holding_id))


def _unended(ends_on: Any, day: date) -> sa.ColumnElement[bool]:
    return sa.or_(ends_on.is_(None), ends_on > day)


def _roles_and_exemptions(
    among: Among,
) -> tuple[dict[int, list[tuple[Role, Span]]], dict[int, dict[int, list[Span]]]]:
    """Load from when to when people hold which roles, and need not hold which skills. One statement."""
    in_force = Appointment.status.in_([AppointmentStatus.CONFIRMED, AppointmentStatus.ENDED])
    held = sa.select(
        Appointment.holder_id,
        sa.cast(Appointment.role, sa.String),
        sa.null(),
        Appointment.starts_on,
        Appointment.ends_on,
    ).where(Appointment.holder_id.in_(among), in_force)
    let_off = sa.select(
        Exemption.person_id, sa.null(), Exemption.skill_id, Exemption.starts_on, Exemption.ends_on
    ).where(Exemption.person_id.in_(among))
    roles: dict[int, list[tuple[Role, Span]]] = defaultdict(list)
    exempt: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    rows: Sequence[Any] = db.session.execute(sa.union_all(held, let_off)).all()
    for person_id, role, skill_id, *days in rows:
        if role is not None:
            roles[person_id].append((Role(role), Span(*days)))
        else:
            exempt[person_id][skill_id].append(Span(*days))
    return roles, exempt
