"""The cells of the matrix, written in one go: a page may have tens of thousands of them."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from trainer.assessments.models import CriterionState
from trainer.portfolios.queries.matrix import MARKS
from trainer.web.statuses import shown


class Cells:
    """Writes the cells of a row, each with its word; one of these serves a whole page."""

    def __init__(self) -> None:
        self._drawn = ["<td></td>" if state is None else str(cell(state)) for state in MARKS]

    def row(self, marks: Iterable[int]) -> Markup:
        """Write one cell for each mark."""
        drawn = self._drawn
        return Markup("".join([drawn[mark] for mark in marks]))  # noqa: S704 - escaped below


def cell(state: CriterionState) -> Markup:
    """Write one cell that says how something stands, in a word and a colour."""
    look = shown(state)
    return Markup(f'<td class="is-{look.tone}">{escape(look.word)}</td>')  # noqa: S704 - escaped
