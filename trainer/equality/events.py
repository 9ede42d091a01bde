"""What happens to equality monitoring as a whole; nothing is ever told of one return."""

from dataclasses import dataclass
from datetime import date

from trainer.core.events import Event
from trainer.equality.models import EqualityTerms


@dataclass(frozen=True, kw_only=True)
class MonitoringSet(Event):
    """HR asks for voluntary returns, for a purpose and until a day."""

    subject: EqualityTerms
    purpose: str
    last_day: date
    kept_returns: bool


@dataclass(frozen=True, kw_only=True)
class MonitoringSwitchedOff(Event):
    """HR asks for no more returns, and all there were are gone."""

    subject: EqualityTerms
    why: str


@dataclass(frozen=True, kw_only=True)
class MonitoringRanOut(Event):
    """The last day for keeping returns is over, and all there were are gone."""

    subject: EqualityTerms
