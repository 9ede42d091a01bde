"""The cells of the matrix, of which a page has thousands, drawn without a template."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup, escape

from trainer.core import clock
from trainer.people.models import ONE_DAY
from trainer.skills.queries.columns import Column
from trainer.skills.queries.matrix import Line
from trainer.skills.views.columns import Across
from trainer.training.rules.standing import SkillState, Standing
from trainer.web.parts import icon
from trainer.web.statuses import STATUSES

_S = SkillState


class Cells:
    """Draws rows of cells for these columns, each state and day only once."""

    def __init__(self, columns: Sequence[Column], across: Across) -> None:
        self._heads = [(one.key, escape(one.name)) for one in columns]
        self._drawn: dict[tuple[SkillState, object], tuple[str, str]] = {}
        self._this_year = clock.today().year
        self._across = across
        inside = f"{icon('ban')}<span>{escape(across.not_asked)}</span>"
        self._not_asked = f'<td class="not-asked"><span class="cell">{inside}</span></td>'

    def row(self, line: Line) -> Markup:
        """Draw how somebody stands in each column; each cell leads to its story."""
        drawn = [self._cell(line, key, head) for key, head in self._heads]
        return Markup("".join(drawn))  # noqa: S704 - escaped where each was drawn

    def _cell(self, line: Line, key: int, head: str) -> str:
        standing = line.marks.get(key)
        if standing is None:
            return self._not_asked
        tone, inside = self._inside(standing)
        link = f'<a class="cell cell-{tone}" href="{self._across.address(line.person.id, key)}">'
        return f'<td data-th="{head}">{link}{inside}</a></td>'

    def _inside(self, standing: Standing) -> tuple[str, str]:
        state, day = standing
        turns = (day.year, day.month) if state is _S.HELD and day else day
        found = self._drawn.get((state, turns))
        if found is None:
            row = STATUSES["SkillState"][state]
            unseen, seen = self._words(state, day)
            before = f'<span class="visually-hidden">{escape(unseen)} </span>' if unseen else ""
            inside = f"{icon(row.icon)}<span>{before}{escape(seen)}</span>"
            found = self._drawn[state, turns] = row.tone, inside
        return found

    def _words(self, state: SkillState, day: date | None) -> tuple[str, str]:
        """Say a state shortly: what is read out before, and what is seen."""
        word = str(STATUSES["SkillState"][state].word)
        if state is _S.HELD:
            return (
                (_("Held until"), format_date(day, "MMM y")) if day else ("", self._across.for_good)
            )
        if state is _S.DUE and day:
            return word, self._day(day - ONE_DAY)
        if state in {_S.LAPSED, _S.GRACE} and day:
            return _("%(state)s since", state=word), self._day(day)
        if state is _S.NOT_YET and day:
            return word, _("by %(day)s", day=self._shortly(day - ONE_DAY))
        return "", word

    def _shortly(self, day: date) -> str:
        """Write a day that may be far off: of other years the month is enough."""
        return format_date(day, "d MMM" if day.year == self._this_year else "MMM y")

    def _day(self, day: date) -> str:
        return format_date(day, "d MMM" if day.year == self._this_year else "d MMM y")
