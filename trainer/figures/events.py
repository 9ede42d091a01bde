"""What happens to measures and figures."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.figures.models import FigureFile, Measure


@dataclass(frozen=True, kw_only=True)
class MeasureKept(Event):
    """Somebody said what is measured, or said it anew."""

    subject: Measure


@dataclass(frozen=True, kw_only=True)
class FiguresBroughtIn(Event):
    """Figures were recorded from a file: so many new ones, and so many in the place of others."""

    subject: FigureFile | None
    added: int
    replaced: int
    people: int
