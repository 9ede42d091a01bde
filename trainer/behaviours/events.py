"""What happens to behaviours and their sets."""

from dataclasses import dataclass

from trainer.behaviours.models import Behaviour, BehaviourSet
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BehaviourWritten(Event):
    """Somebody wrote a behaviour, or its next version."""

    subject: Behaviour
    number: int


@dataclass(frozen=True, kw_only=True)
class BehaviourRetired(Event):
    """It is rated no more."""

    subject: Behaviour


@dataclass(frozen=True, kw_only=True)
class BehaviourBroughtBack(Event):
    """It can be rated again."""

    subject: Behaviour


@dataclass(frozen=True, kw_only=True)
class BehaviourSetKept(Event):
    """Somebody said which behaviours are asked of which jobs."""

    subject: BehaviourSet
    behaviours: list[str]
    jobs: list[str]
