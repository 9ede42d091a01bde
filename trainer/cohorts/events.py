"""What happens to cohorts; each registration that comes of one has events of its own."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.cohorts.models import Cohort
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CohortBegun(Event):
    """Somebody began to put a cohort together."""

    subject: Cohort


@dataclass(frozen=True, kw_only=True)
class CohortSentOff(Event):
    """The job worker was asked to register these learners."""

    subject: Cohort
    learners: list[User]


@dataclass(frozen=True, kw_only=True)
class CohortRegistered(Event):
    """Each of them was tried: so many are registered by now, and so many refused."""

    subject: Cohort
    registered: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class CohortDiscarded(Event):
    """A cohort was given up before anybody in it was registered."""

    subject: User
    name: str
