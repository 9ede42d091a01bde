"""What the pack of a visit says: one function for each part, and the one list they are joined by."""

from collections.abc import Callable, Iterator

from trainer.visits.sections import (
    assuring,
    centre,
    claiming,
    portfolios,
    standardising,
    visiting,
)
from trainer.visits.sections.part import Gathered, Part

__all__ = ["SECTIONS", "Gathered", "Part", "parts_of"]

SECTIONS: tuple[Callable[[Gathered], Part], ...] = (
    centre.register,
    centre.registrations,
    assuring.strategies,
    assuring.coverage,
    assuring.draws,
    assuring.as_drawn,
    assuring.samples,
    assuring.releases,
    assuring.asked_again,
    assuring.appeals,
    standardising.exercises,
    claiming.claims,
    visiting.actions,
    portfolios.units,
    portfolios.evidence,
    visiting.openings,
)
"""In the order in which they are read. Whatever else a visitor asks for joins by one line here."""


def parts_of(gathered: Gathered) -> Iterator[Part]:
    """Make the parts one after the other; one with nothing in it is made, and left out by its reader."""
    for section in SECTIONS:
        yield section(gathered)
