"""The matrix to take away: everybody who is wanted, as a table or a workbook."""

from collections.abc import Iterator

from flask import Response, request
from flask_babel import gettext as _

from trainer.core import clock
from trainer.documents.workbook import Leaf, as_workbook
from trainer.skills.queries.matrix import Matrix, matrix
from trainer.skills.views.asked import wanted_by
from trainer.skills.views.blueprint import bp
from trainer.skills.views.columns import across
from trainer.training.rules.standing import Standing
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.statuses import STATUSES

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (28, 14, 24, 20, 24, 8)
OF_A_SKILL = 22


@bp.get("/matrix.csv")
def table() -> Response:
    """Take the matrix away as a table."""
    found = _whole()
    return table_file("skills-matrix.csv", heads(found), rows(found))


@bp.get("/matrix.xlsx")
def workbook() -> Response:
    """Take the matrix away as a workbook."""
    found = _whole()
    widths = [*WIDTHS, *(OF_A_SKILL for _column in found.columns)]
    book = as_workbook([Leaf(_("Skills matrix"), heads(found), widths, rows(found))])
    answer = Response(book, mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename="skills-matrix.xlsx")
    return answer


def heads(found: Matrix) -> list[str]:
    """Name the columns: who and where, then what is asked."""
    about = (_("Name"), _("Staff number"), _("Site"), _("Team"), _("Job"), _("Gaps"))
    return [*about, *(one.name for one in found.columns)]


def rows(found: Matrix) -> Iterator[list[object]]:
    """Write a row for everybody; of what isn't asked the cell is empty."""
    for line in found.lines:
        who = line.person
        about = (who.name, who.staff_number, who.site, who.team, who.job, line.totals.gaps)
        yield [*about, *(_said(line.marks.get(one.key)) for one in found.columns)]


def _whole() -> Matrix:
    today, wanted = clock.today(), wanted_by(request.args)
    columns = across(wanted.of, actor(), today)
    return matrix(columns.seen, wanted, columns.source, today, page=slice(None), whole=True)


def _said(standing: Standing | None) -> str:
    if standing is None:
        return ""
    word = str(STATUSES["SkillState"][standing.state].word)
    return f"{word} {standing.deadline.isoformat()}" if standing.deadline else word
