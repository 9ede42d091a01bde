"""Rounds in numbers for HR: ratings by groups with few people left out, and all rounds as a table."""

from typing import cast

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.forms import KINDS
from trainer.appraisals.models import Cycle
from trainer.appraisals.queries import board, rounds, spreads
from trainer.appraisals.queries.spreads import GroupKind, Spreads
from trainer.appraisals.reading import read
from trainer.appraisals.rules.distribution import Spread
from trainer.appraisals.rules.template import TOP
from trainer.appraisals.views.blueprint import bp
from trainer.core import clock
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import sites_served
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.statuses import STATUSES

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/cycles/<int:cycle_id>/ratings")
def ratings(cycle_id: int) -> ResponseReturnValue:
    """Show how the shared ratings of a round are spread by groups, none of which betrays few people."""
    cycle, told = _spreads(cycle_id)
    return render_template(
        "appraisals/ratings.html",
        cycle=cycle,
        scale=read(cycle.template_version.text).scale,
        told=told,
        kinds={
            GroupKind.SITE: _("By site"),
            GroupKind.JOB: _("By job"),
            GroupKind.TEAM: _("By team"),
            GroupKind.SERVICE: _("By length of service"),
        },
    )


@bp.get("/cycles/<int:cycle_id>/ratings.csv")
def ratings_csv(cycle_id: int) -> Response:
    """Take the spread of ratings away as a table; a group that is not shown has no numbers there, either."""
    cycle, told = _spreads(cycle_id)
    return table_file(f"ratings-{cycle.id}.csv", _rating_heads(cycle), _rating_rows(told))


@bp.get("/cycles/<int:cycle_id>/ratings.xlsx")
def ratings_xlsx(cycle_id: int) -> Response:
    """Take the spread of ratings away as a workbook."""
    cycle, told = _spreads(cycle_id)
    leaf = Leaf(
        _("Ratings"), _rating_heads(cycle), (12, 36, *(14,) * (TOP + 1)), _rating_rows(told)
    )
    return _workbook(leaf, f"ratings-{cycle.id}.xlsx")


@bp.get("/cycles.csv")
def rounds_csv() -> Response:
    """Take all rounds away as a table: how many appraisals, signed, overdue and appealed against."""
    hidden_unless(policies.may_follow(actor()))
    return table_file("rounds.csv", _round_heads(), _round_rows())


@bp.get("/cycles.xlsx")
def rounds_xlsx() -> Response:
    """Take all rounds away as a workbook."""
    hidden_unless(policies.may_follow(actor()))
    leaf = Leaf(_("Rounds"), _round_heads(), (32, 20, 14, 14, 14, 12, 12, 12, 12), _round_rows())
    return _workbook(leaf, "rounds.xlsx")


def _spreads(cycle_id: int) -> tuple[Cycle, Spreads]:
    hidden_unless(policies.may_follow(actor()))
    cycle = cast("Cycle", db.one_or_404(rounds.one(cycle_id)))
    return cycle, spreads.of_cycle(cycle, sites_served(actor(), {Role.HR}))


def _rating_heads(cycle: Cycle) -> list[str]:
    return ["kind", "group", "rated", *read(cycle.template_version.text).scale]


def _rating_rows(told: Spreads) -> list[list[object]]:
    return [
        ["all", "", *_numbers(told.every)],
        *([one.kind.value, one.name, *_numbers(one.spread)] for one in told.groups),
    ]


def _numbers(spread: Spread | None) -> list[object]:
    if spread is None or spread.counts is None:
        return [""] * (TOP + 1)
    return [spread.rated, *spread.counts]


def _round_heads() -> list[str]:
    return [
        "round", "kind", "opens", "signed_by", "state", "appraisals", "signed", "overdue", "appeals",
    ]  # fmt: skip


def _round_rows() -> list[list[object]]:
    every = board.cycles()
    tallies = board.tallies(every, sites_served(actor(), {Role.HR}), clock.today())
    return [
        [
            one.name,
            str(KINDS[one.kind]),
            one.opens_on,
            one.sign_by,
            str(STATUSES["CycleStatus"][one.status.value].word),
            tally.all,
            tally.done,
            tally.late,
            tally.appeals,
        ]
        for one in every
        for tally in [tallies.get(one.id, board.Tally())]
    ]


def _workbook(leaf: Leaf, name: str) -> Response:
    answer = Response(as_workbook([leaf]), mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
