"""Which skills somebody must hold on a day, since when, and by when they are to have them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from trainer.training.rules import spans
from trainer.training.rules.spans import Span


class Whom(StrEnum):
    """What a requirement goes by."""

    EVERYBODY = "everybody"
    ROLE = "role"
    JOB_TITLE = "job title"
    SITE = "site"
    TEAM = "team"
    PERSON = "person"


Group = tuple[Whom, Any]
"""The people at site 3, the holders of a role: what a requirement goes by, and which of them."""

EVERYBODY: Group = (Whom.EVERYBODY, None)


class Job(NamedTuple):
    """Where somebody works as what, for a time."""

    span: Span
    site_id: int
    team_id: int | None
    job_title: str


class Rule(NamedTuple):
    """A requirement: whoever is in the group must hold the skill within so many days."""

    id: int
    skill_id: int
    group: Group
    span: Span
    days_to_get: int


@dataclass(frozen=True)
class Person:
    """What is known of somebody: jobs, roles held, and from which skills they are exempt when."""

    id: int
    jobs: Sequence[Job] = ()
    roles: Sequence[tuple[Any, Span]] = ()
    exemptions: Mapping[int, Sequence[Span]] = field(default_factory=dict)


class Asked(NamedTuple):
    """A skill somebody must hold: by which rules, since when, by when, and until when not after all."""

    skill_id: int
    rule_ids: tuple[int, ...]
    since: date
    due_on: date
    exempt_until: date | None = None


Rules = Mapping[Group, Sequence[Rule]]


def by_group(rules: Iterable[Rule]) -> Rules:
    """Put rules where they are found by whom they are for."""
    found: dict[Group, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.group].append(rule)
    return found


def groups_of(person: Person, day: date) -> dict[Group, date]:
    """Name the groups somebody is in on a day, and since when without a gap.

    Whoever has no job that day is in none: nothing is asked of people who don't work here.
    """
    if not any(job.span.holds(day) for job in person.jobs):
        return {}
    every: dict[Group, list[Span]] = defaultdict(list)
    for job in person.jobs:
        for group in _groups_of_job(person, job):
            every[group].append(job.span)
    for role, span in person.roles:
        every[Whom.ROLE, role].append(span)
    begun = ((group, spans.since(held, day)) for group, held in every.items())
    return {group: first for group, first in begun if first is not None}


def _groups_of_job(person: Person, job: Job) -> Iterable[Group]:
    yield EVERYBODY
    yield Whom.PERSON, person.id
    yield Whom.SITE, job.site_id
    yield Whom.JOB_TITLE, same_title(job.job_title)
    if job.team_id is not None:
        yield Whom.TEAM, job.team_id


def same_title(title: str) -> str:
    """Write a job title so that it is the same however it was typed."""
    return " ".join(title.casefold().split())


def skills_by_group(rules: Rules, day: date) -> dict[Group, frozenset[int]]:
    """Name the skills that each group must hold on a day."""
    return {
        group: frozenset(rule.skill_id for rule in theirs if rule.span.holds(day))
        for group, theirs in rules.items()
    }


def skills_required(
    person: Person, by_group: Mapping[Group, frozenset[int]], day: date
) -> set[int]:
    """Name the skills somebody must hold on a day, as `required` does but without since when."""
    groups = {
        group for job in person.jobs if job.span.holds(day) for group in _groups_of_job(person, job)
    }
    if groups:
        groups.update((Whom.ROLE, role) for role, span in person.roles if span.holds(day))
    return set().union(*(by_group[group] for group in groups if group in by_group))


def required(
    person: Person, rules: Rules, day: date, *, only: Container[int] | None = None
) -> list[Asked]:
    """List the skills somebody must hold on a day, or those of them among `only`.

    The time to get one begins on the day on which they joined the group, the rule began, or an
    exemption was over, whichever came last. Where several rules ask for it, the first to be met
    counts.
    """
    found: dict[int, Asked] = {}
    for group, begun in groups_of(person, day).items():
        for rule in rules.get(group, ()):
            if (only is None or rule.skill_id in only) and rule.span.holds(day):
                asked = _asked(person, rule, begun, day)
                before = found.get(rule.skill_id)
                found[rule.skill_id] = asked if before is None else _together(before, asked)
    return [found[skill_id] for skill_id in sorted(found)]


def _asked(person: Person, rule: Rule, begun: date, day: date) -> Asked:
    since = max(begun, rule.span.starts_on)
    exempt_until = None
    if exempt := person.exemptions.get(rule.skill_id):
        exempt_until = spans.until(exempt, day)
        over = (one.ends_on for one in exempt if one.ends_on and one.starts_on < one.ends_on <= day)
        since = max([since, *over])
    return Asked(
        rule.skill_id, (rule.id,), since, since + timedelta(days=rule.days_to_get), exempt_until
    )


def _together(one: Asked, other: Asked) -> Asked:
    return Asked(
        one.skill_id,
        tuple(sorted({*one.rule_ids, *other.rule_ids})),
        min(one.since, other.since),
        min(one.due_on, other.due_on),
        one.exempt_until,
    )
