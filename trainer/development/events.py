"""What happens to plans of development; what somebody needs stays out of the trail."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.development.models import DevelopmentAction, DevelopmentOutcome


@dataclass(frozen=True, kw_only=True)
class ActionProposed(Event):
    """Somebody put an action into their plan or that of one of their people, or put it anew."""

    subject: DevelopmentAction
    number: int


@dataclass(frozen=True, kw_only=True)
class ActionAgreedTo(Event):
    """One side agreed to an action as it stands; `both` says whether the other had as well."""

    subject: DevelopmentAction
    number: int
    both: bool


@dataclass(frozen=True, kw_only=True)
class ActionBecame(Event):
    """An action became a thing of its own, by kind and id, and follows it from now on."""

    subject: DevelopmentAction
    kind: str
    thing_id: int


@dataclass(frozen=True, kw_only=True)
class ActionSetFree(Event):
    """An action follows nothing any more; another way is sought."""

    subject: DevelopmentAction


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    """Somebody said that they did what no other record shows."""

    subject: DevelopmentAction


@dataclass(frozen=True, kw_only=True)
class ActionEnded(Event):
    """It was said whether an action helped."""

    subject: DevelopmentAction
    outcome: DevelopmentOutcome


@dataclass(frozen=True, kw_only=True)
class ActionDropped(Event):
    """Nothing more is done about an action."""

    subject: DevelopmentAction
