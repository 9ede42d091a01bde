"""The skills list, who must hold each, how they stand, and whom a requirement would affect."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Site, Team
from trainer.training.models import Requirement, Skill
from trainer.training.queries import facts
from trainer.training.queries.facts import Among
from trainer.training.queries.record import whole_requirement, whole_skill
from trainer.training.queries.standing import standings
from trainer.training.rules.requiring import Rule, by_group, required
from trainer.training.rules.standing import SkillState, latest

NAMED = 12
"""So many of those affected are named; of the rest it is said how many."""


@dataclass(frozen=True)
class Affected:
    """Whom a requirement is for on its first day, or today if that has been."""

    day: date
    names: Sequence[str]
    people: int
    hold_it: int


def skills() -> Sequence[Skill]:
    """List every skill by name."""
    return db.session.scalars(whole_skill(sa.select(Skill)).order_by(Skill.name)).all()


def skill_called(skill_id: int) -> sa.Select[Skill]:
    """Select one skill with what gives it and what counts for it."""
    return (
        sa.select(Skill)
        .where(Skill.id == skill_id)
        .options(
            selectinload(Skill.equivalents),
            selectinload(Skill.unit),
            selectinload(Skill.qualification),
        )
    )


def requirements(skill_id: int | None = None) -> Sequence[Requirement]:
    """List who must hold a skill, or every skill: those in force first."""
    today = clock.today()
    over = sa.and_(Requirement.ends_on.is_not(None), Requirement.ends_on <= today)
    chosen = whole_requirement(sa.select(Requirement)).order_by(over, Requirement.id)
    if skill_id is not None:
        chosen = chosen.where(Requirement.skill_id == skill_id)
    return db.session.scalars(chosen).all()


def tallies(among: Among, day: date) -> dict[int, Counter[SkillState]]:
    """Count, for each skill by its id, how those of whom it is required stand."""
    found: dict[int, Counter[SkillState]] = {}
    for one in standings(among, day):
        found.setdefault(one.asked.skill_id, Counter())[one.standing.state] += 1
    return found


def affected(rule: Rule, today: date) -> Affected:
    """Find whom a requirement would be for, before anybody sets it."""
    day = max(today, rule.span.starts_on)
    everybody = sa.select(User.id)
    rules = by_group([rule])
    ids = [person.id for person in facts.people(everybody, day) if required(person, rules, day)]
    counting = facts.terms()[rule.skill_id].counting
    ends = facts.ends(ids, day)
    hold_it = sum(
        _holds([end for one in counting for end in ends.get((id_, one), ())], day) for id_ in ids
    )
    return Affected(day, sorted(_names(ids).values())[:NAMED], len(ids), hold_it)


def groups() -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[str]]:
    """List the sites, the teams and the job titles there are now, by name."""
    sites = db.session.execute(sa.select(Site.id, Site.name).order_by(Site.name))
    teams = db.session.execute(
        sa.select(Team.id, Team.name + ", " + Site.name)
        .join(Team.site)
        .order_by(Team.name, Site.name)
    )
    titles = db.session.scalars(
        sa.select(Placement.job_title)
        .where(Placement.holds_on(clock.today()))
        .distinct()
        .order_by(Placement.job_title)
    )
    return [(i, n) for i, n in sites], [(i, n) for i, n in teams], list(titles)


def _holds(ends: list[date | None], day: date) -> bool:
    end = latest(ends) if ends else day
    return end is None or day < end


def _names(ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(sa.select(User.id, User.name).where(User.id.in_(ids)))
    return {id_: name for id_, name in rows}
