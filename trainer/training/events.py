"""What happens to skills, requirements, exemptions and what people hold."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.training.models import Exemption, Holding, HoldingSource, Requirement, Skill


@dataclass(frozen=True, kw_only=True)
class SkillListed(Event):
    """A skill was put on the organisation's list."""

    subject: Skill


@dataclass(frozen=True, kw_only=True)
class SkillChanged(Event):
    """What a skill is called, how long it holds or what gives it was changed."""

    subject: Skill


@dataclass(frozen=True, kw_only=True)
class RequirementSet(Event):
    """Somebody said who must hold a skill."""

    subject: Requirement
    skill: Skill


@dataclass(frozen=True, kw_only=True)
class RequirementChanged(Event):
    """Who must hold a skill, why or by when was changed."""

    subject: Requirement


@dataclass(frozen=True, kw_only=True)
class RequirementEnded(Event):
    """A skill is no longer asked for from a day on."""

    subject: Requirement
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Exempted(Event):
    """Somebody need not hold a skill for a time."""

    subject: Exemption
    person: User
    skill: Skill


@dataclass(frozen=True, kw_only=True)
class ExemptionEnded(Event):
    """Somebody must hold the skill again from a day on."""

    subject: Exemption
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Held(Event):
    """Somebody came by a skill."""

    subject: Holding
    person: User
    skill: Skill
    source: HoldingSource


@dataclass(frozen=True, kw_only=True)
class TakenBack(Event):
    """What somebody held counts no more."""

    subject: Holding
    person: User
    reason: str
