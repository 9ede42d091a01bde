"""What happens to portfolios."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.portfolios.models import Paper
from trainer.registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class PortfolioExported(Event):
    """Somebody took the index or the matrix of a portfolio away as a file."""

    subject: Registration
    what: str


@dataclass(frozen=True, kw_only=True)
class PaperAsked(Event):
    """Somebody had a paper of a portfolio made."""

    subject: Paper
    registration: Registration
    kind: str
