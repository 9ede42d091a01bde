"""The index of evidence and the matrix, as papers."""

from collections.abc import Iterator

from trainer.core.text import gettext as _
from trainer.documents.paper import Section, Table
from trainer.logs.kinds import KINDS
from trainer.portfolios.papers.asked import Asked, Said
from trainer.portfolios.queries.index import Indexed, index_of
from trainer.portfolios.queries.matrix import MARKS, Matrix, matrix_of
from trainer.web.statuses import shown

COLUMNS_ON_A_PAGE = 13


def index(asked: Asked) -> Said:
    """Say what evidence there is, by its number, each unit it is used for on a line of its own."""
    heads = (_("No."), _("Evidence"), _("Date"), _("Names"), _("Used for"), _("State"))
    rows = tuple(_line(asked, one) for one in index_of(asked.registration))
    return Said((), [Section(table=Table(heads, (1, 3, 2, 2, None, 2), rows))])


def _line(asked: Asked, line: Indexed) -> tuple[str, ...]:
    row = line.row
    kind = str(KINDS[row.kind].name)
    return (
        line.label,
        f"{row.title} ({kind})" if asked.may_read_words else kind,
        asked.day(row.happened_on or row.submitted_at),
        ", ".join(line.names),
        "\n".join(f"{code} {', '.join(numbers)}" for code, numbers in line.used),
        str(shown(line.state).word),
    )


def matrix(asked: Asked) -> Said:
    """Say unit by unit what was decided on each criterion, by the evidence used in that unit."""
    whole = matrix_of(asked.registration)
    return Said(
        (), [part for unit in whole.units for part in _unit(whole, unit.unit_id)], wide=True
    )


def _unit(whole: Matrix, unit_id: int) -> Iterator[Section]:
    rows = [one for one in whole.rows if one.row.unit_id == unit_id]
    heading = f"{rows[0].row.code} {rows[0].row.unit}"
    used = [at for at in range(len(whole.items)) if any(one.marks[at] for one in rows)]
    words = ["" if mark is None else str(shown(mark).word) for mark in MARKS]
    for first in range(0, max(len(used), 1), COLUMNS_ON_A_PAGE):
        columns = used[first : first + COLUMNS_ON_A_PAGE]
        yield Section(
            heading if not first else _("%(unit)s, continued", unit=heading),
            table=Table(
                (_("Criterion"), _("Stands"), *(whole.labels[at] for at in columns)),
                (4, None, *(None for _at in columns)),
                tuple(
                    (
                        f"{one.row.number} {one.row.text}",
                        str(shown(one.row.state).word),
                        *(words[one.marks[at]] for at in columns),
                    )
                    for one in rows
                ),
            ),
        )
