"""The index and the matrix as rows of a file."""

from collections.abc import Iterator, Sequence

from flask_babel import to_user_timezone

from trainer.logs.kinds import KINDS
from trainer.portfolios.queries.index import Indexed
from trainer.portfolios.queries.matrix import MARKS, Matrix
from trainer.web.statuses import shown

INDEX_COLUMNS = ("number", "title", "kind", "date", "signed_by", "used_for", "state")
CRITERION_COLUMNS = ("unit", "outcome", "criterion", "words", "state")


def index_rows(lines: Sequence[Indexed], *, titled: bool) -> Iterator[list[object]]:
    """Write each piece of evidence as a row; titles only for those who may read the words."""
    for line in lines:
        used = "; ".join(f"{code} {', '.join(numbers)}" for code, numbers in line.used)
        yield [
            line.label,
            line.row.title if titled else "",
            str(KINDS[line.row.kind].name),
            line.row.happened_on or to_user_timezone(line.row.submitted_at).date(),
            ", ".join(line.names),
            used,
            str(shown(line.state).word),
        ]


def matrix_columns(matrix: Matrix) -> list[str]:
    """Name the columns: what the criterion is, then each piece of evidence by its number."""
    return [*CRITERION_COLUMNS, *matrix.labels]


def matrix_rows(matrix: Matrix) -> Iterator[list[object]]:
    """Write each criterion as a row, with a word in each cell that has something to say."""
    words = ["" if mark is None else str(shown(mark).word) for mark in MARKS]
    for one in matrix.rows:
        row = one.row
        yield [
            row.code,
            f"{row.outcome_number} {row.outcome}",
            row.number,
            row.text,
            str(shown(row.state).word),
            *(words[mark] for mark in one.marks),
        ]
