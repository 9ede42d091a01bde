"""The matrix, a page at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import render_template, request
from flask_sqlalchemy.pagination import Pagination

from trainer.core import clock
from trainer.people.models import Role
from trainer.registrations.policies import READERS, sites_of
from trainer.skills import policies
from trainer.skills.queries.matrix import Line, Matrix, group_of, matrix
from trainer.skills.queries.people import Someone, choices
from trainer.skills.queries.wanted import Grouping
from trainer.skills.views.asked import said, wanted_by
from trainer.skills.views.blueprint import bp
from trainer.skills.views.cells import Cells
from trainer.skills.views.columns import across
from trainer.training.models import SkillKind
from trainer.training.rules.standing import SkillState
from trainer.web.access import actor

PAGE = 50


class PeoplePage(Pagination):
    """Where in the list of people this page is."""

    def _query_items(self) -> list[Line]:
        return list(self._query_args["matrix"].lines)

    def _query_count(self) -> int:
        return len(self._query_args["matrix"].people)


@bp.get("/matrix")
def shown() -> str:
    """Show how people stand with what is asked of them: one's team, or the sites one serves."""
    today, wanted = clock.today(), wanted_by(request.args)
    columns = across(wanted.of, actor(), today)
    number = max(1, request.args.get("page", 1, type=int))
    found = matrix(
        columns.seen,
        wanted,
        columns.source,
        today,
        page=slice((number - 1) * PAGE, number * PAGE),
        whole="whole" in request.args,
    )
    return render_template(
        "skills/matrix.html",
        matrix=found,
        groups=list(_groups(found, wanted.group)),
        cells=Cells(found.columns, columns),
        page=PeoplePage(page=number, per_page=PAGE, matrix=found, error_out=False),
        choices=choices(columns.seen, today),
        wanted=wanted,
        said=said(wanted) | ({"whole": 1} if "whole" in request.args else {}),
        kinds=list(SkillKind),
        roles=list(Role),
        states=list(SkillState),
        may_see_targets=policies.may_see_targets(actor()),
        serves=bool(sites_of(actor(), READERS)),
        today=today,
    )


def _groups(found: Matrix, by: Grouping) -> Iterator[tuple[str, Sequence[Someone], list[Line]]]:
    """Part the lines of this page by group, each with all who are in it."""
    everybody: dict[str, list[Someone]] = {}
    for one in found.people:
        everybody.setdefault(group_of(one, by), []).append(one)
    for name, lines in groupby(found.lines, key=lambda one: group_of(one.person, by)):
        yield name, everybody[name], list(lines)
