"""What happens to objectives and one-to-ones. Notes and what was talked of stay out of the trail."""

from dataclasses import dataclass
from datetime import date

from trainer.core.events import Event
from trainer.objectives.models import Objective, ObjectiveStatus, OneToOne, TeamObjective


@dataclass(frozen=True, kw_only=True)
class ObjectiveProposed(Event):
    """Somebody proposed an objective of their own or of one of their people, or put it anew."""

    subject: Objective
    number: int


@dataclass(frozen=True, kw_only=True)
class ObjectivesAgreedTo(Event):
    """One side agreed to an objective as it stands; `both` says whether the other had as well."""

    subject: Objective
    number: int
    both: bool


@dataclass(frozen=True, kw_only=True)
class CheckedIn(Event):
    """Somebody said how an objective goes."""

    subject: Objective
    standing: ObjectiveStatus


@dataclass(frozen=True, kw_only=True)
class ObjectiveClosed(Event):
    """A manager said what came of an objective."""

    subject: Objective
    outcome: ObjectiveStatus


@dataclass(frozen=True, kw_only=True)
class ObjectiveDropped(Event):
    """An objective is worked on no more."""

    subject: Objective


@dataclass(frozen=True, kw_only=True)
class TeamObjectiveSet(Event):
    """A manager said what the team is to reach, or said it anew."""

    subject: TeamObjective


@dataclass(frozen=True, kw_only=True)
class OneToOnePlanned(Event):
    """Somebody planned a talk of two, or moved it to another day."""

    subject: OneToOne
    planned_on: date


@dataclass(frozen=True, kw_only=True)
class OneToOneHeld(Event):
    """Two wrote down that they talked, and what both took from it."""

    subject: OneToOne
    held_on: date


@dataclass(frozen=True, kw_only=True)
class OneToOneCalledOff(Event):
    """A talk will not take place."""

    subject: OneToOne
