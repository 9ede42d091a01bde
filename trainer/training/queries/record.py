"""What is required of one person and why, how they stand, and all they ever came by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Team
from trainer.training.models import Exemption, Holding, Requirement, Skill
from trainer.training.queries.standing import standings
from trainer.training.rules.requiring import Asked
from trainer.training.rules.standing import TO_DO, SkillState, Standing

URGENCY = {state: place for place, state in enumerate((
    SkillState.LAPSED, SkillState.MISSING, SkillState.GRACE, SkillState.DUE, SkillState.NOT_YET,
    SkillState.HELD, SkillState.EXEMPT,
))}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A skill somebody must hold, by which requirements, and how they stand."""

    skill: Skill
    requirements: Sequence[Requirement]
    asked: Asked
    standing: Standing

    @property
    def is_to_do(self) -> bool:
        """Whether there is something for them to do."""
        return self.standing.state in TO_DO


@dataclass(frozen=True)
class Record:
    """All that is known of somebody's required skills: the most urgent first."""

    required: Sequence[Line]
    also_held: Sequence[Holding]
    holdings: Sequence[Holding]
    exemptions: Sequence[Exemption]

    @property
    def to_do(self) -> list[Line]:
        """What there is to do."""
        return [line for line in self.required if line.is_to_do]

    @property
    def in_order(self) -> list[Line]:
        """What needs nothing now."""
        return [line for line in self.required if not line.is_to_do]


def record_of(person: User, day: date) -> Record:
    """Put together what is required of somebody and what they hold."""
    found = list(standings([person.id], day))
    skills = {
        skill.id: skill
        for skill in db.session.scalars(
            whole_skill(sa.select(Skill)).where(Skill.id.in_([one.asked.skill_id for one in found]))
        )
    }
    rule_ids = {id_ for one in found for id_ in one.asked.rule_ids}
    rules = {
        rule.id: rule
        for rule in db.session.scalars(
            whole_requirement(sa.select(Requirement)).where(Requirement.id.in_(rule_ids))
        )
    }
    lines = [
        Line(
            skills[one.asked.skill_id],
            [rules[id_] for id_ in one.asked.rule_ids],
            one.asked,
            one.standing,
        )
        for one in found
    ]
    lines.sort(
        key=lambda one: (
            URGENCY[one.standing.state],
            one.standing.deadline or date.max,
            one.skill.name,
        )
    )
    holdings = _holdings(person)
    return Record(lines, _also_held(holdings, set(skills), day), holdings, _exemptions(person))


def whole_skill(select: sa.Select[Skill]) -> sa.Select[Skill]:
    """Load skills with what gives them."""
    return select.options(joinedload(Skill.unit), joinedload(Skill.qualification), raiseload("*"))


def whole_requirement(select: sa.Select[Requirement]) -> sa.Select[Requirement]:
    """Load requirements with whom they are for."""
    return select.options(
        joinedload(Requirement.skill),
        joinedload(Requirement.site),
        joinedload(Requirement.team).joinedload(Team.site),
        joinedload(Requirement.person),
        raiseload("*"),
    )


def _holdings(person: User) -> Sequence[Holding]:
    return db.session.scalars(
        sa.select(Holding)
        .where(Holding.person_id == person.id)
        .options(
            joinedload(Holding.skill),
            joinedload(Holding.recorded_by),
            joinedload(Holding.taken_back),
        )
        .order_by(Holding.starts_on.desc(), Holding.id.desc())
    ).all()


def _also_held(holdings: Sequence[Holding], required: set[int], day: date) -> list[Holding]:
    """Of each skill that isn't required, the holding that lasts longest."""
    best: dict[int, Holding] = {}
    for one in holdings:
        if one.taken_back is None and one.skill_id not in required and one.starts_on <= day:
            before = best.get(one.skill_id)
            if before is None or (one.ends_on or date.max) > (before.ends_on or date.max):
                best[one.skill_id] = one
    return sorted(best.values(), key=lambda one: one.skill.name)


def _exemptions(person: User) -> Sequence[Exemption]:
    return db.session.scalars(
        sa.select(Exemption)
        .where(Exemption.person_id == person.id)
        .options(joinedload(Exemption.skill), joinedload(Exemption.approved_by))
        .order_by(Exemption.starts_on.desc(), Exemption.id.desc())
    ).all()
