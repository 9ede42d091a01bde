"""Keeping the skills list, and saying who must hold what from when to when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.training import policies
from trainer.training.actions.giving import give_to_those_who_have_it
from trainer.training.events import (
    RequirementChanged,
    RequirementEnded,
    RequirementSet,
    SkillChanged,
    SkillListed,
)
from trainer.training.models import Reason, Requirement, Skill, SkillKind


@dataclass(frozen=True)
class Described:
    """What a skill is called, how long it holds, and what gives it."""

    code: str
    name: str
    kind: SkillKind
    valid_months: int | None
    renewal_days: int
    grace_days: int
    unit_id: int | None = None
    qualification_id: int | None = None


@dataclass(frozen=True)
class Terms:
    """Whom a requirement is for, why, and from when to when; for everybody, if it names nobody."""

    reason: Reason
    why: str
    law: str
    days_to_get: int
    starts_on: date
    ends_on: date | None = None
    role: Role | None = None
    job_title: str | None = None
    site_id: int | None = None
    team_id: int | None = None
    person_id: int | None = None


def list_skill(*, actor: User, described: Described, equivalents: Sequence[Skill]) -> Skill:
    """Put a skill on the list; whoever has what gives it already holds it."""
    require(policies.may_keep_list(actor))
    skill = Skill()
    _describe(skill, described, equivalents)
    db.session.add(skill)
    db.session.flush()  # What gives it is looked for by its id.
    give_to_those_who_have_it(skill)
    publish(SkillListed(actor=actor, subject=skill))
    return skill


def change_skill(
    skill: Skill, *, actor: User, described: Described, equivalents: Sequence[Skill]
) -> None:
    """Change a skill; what people hold already keeps the end it was given."""
    require(policies.may_keep_list(actor))
    _describe(skill, described, equivalents)
    give_to_those_who_have_it(skill)
    publish(SkillChanged(actor=actor, subject=skill))


def require_skill(skill: Skill, *, actor: User, terms: Terms) -> Requirement:
    """Ask for a skill from a day on."""
    require(policies.may_keep_list(actor))
    requirement = Requirement(skill=skill, set_by=actor, **_checked(terms))
    db.session.add(requirement)
    publish(RequirementSet(actor=actor, subject=requirement, skill=skill))
    return requirement


def change_requirement(requirement: Requirement, *, actor: User, terms: Terms) -> None:
    """Change whom it is for, why, or from when to when."""
    require(policies.may_change(actor, requirement))
    for name, value in _checked(terms).items():
        setattr(requirement, name, value)
    publish(RequirementChanged(actor=actor, subject=requirement))


def end_requirement(requirement: Requirement, *, actor: User) -> None:
    """Ask it of nobody any more, from today on."""
    require(policies.may_end(actor, requirement))
    requirement.ends_on = max(clock.today(), requirement.starts_on)
    publish(RequirementEnded(actor=actor, subject=requirement, ends_on=requirement.ends_on))


def _describe(skill: Skill, described: Described, equivalents: Sequence[Skill]) -> None:
    others = sa.select(Skill.id).where(Skill.id != (skill.id or 0))
    for name, words in (
        ("code", _("Another skill has this code.")),
        ("unit_id", _("Another skill comes with this unit.")),
        ("qualification_id", _("Another skill comes with this qualification.")),
    ):
        value = getattr(described, name)
        if value is not None and db.session.scalar(others.where(getattr(Skill, name) == value)):
            raise Unacceptable(words, "code" if name == "code" else "given_by")
    for name, value in asdict(described).items():
        setattr(skill, name, value)
    skill.equivalents = [one for one in equivalents if one is not skill]


def _checked(terms: Terms) -> dict[str, object]:
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise Unacceptable(_("It can’t end before it begins."), "ends_on")
    if (terms.reason is Reason.LAW) != bool(terms.law):
        raise Unacceptable(_("Name the law if the law asks for it, and only then."), "law")
    return {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
