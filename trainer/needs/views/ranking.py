"""What people need, the most urgent first; one need with its people, and planning or booking for them."""

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from trainer.core import clock
from trainer.courses import policies as courses
from trainer.courses.giving import can_be_given, courses_giving
from trainer.courses.queries import ahead_of, tallies
from trainer.needs.queries.listing import need_called, needs, open_needs
from trainer.needs.ranking import Line, Why, by_urgency
from trainer.needs.views.blueprint import bp, narrowed
from trainer.people.models import ONE_DAY
from trainer.registrations.policies import READERS, sites_of
from trainer.web.access import actor
from trainer.web.csv import table_file

SHOWN = 100
"""So many people are shown with a need, and can be booked in one act."""


@bp.get("/")
def ranked() -> str:
    """List what people need: one's team, or those at the sites one serves."""
    today, wanted = clock.today(), narrowed()
    found = needs(actor(), wanted, today)
    lines = found.lines
    giving = courses_giving({id_ for line in lines for id_ in line.counting})
    return render_template(
        "needs/ranked.html",
        lines=lines,
        courses={line.what: [one for id_ in line.counting for one in giving.get(id_, ())] for line in lines},
        choices=found.choices,
        wanted=wanted,
        said=_said(),
        Why=Why,
        serves=bool(sites_of(actor(), READERS)),
        may_offer=courses.may_arrange(actor()),
        trained={one.id for one in can_be_given()},
        one_day=ONE_DAY,
        today=today,
    )  # fmt: skip


@bp.get("/what/<string:what>")
def shown(what: str) -> str:
    """Show who needs it and why, and what can be done for them."""
    line = need_called(actor(), what, narrowed(), clock.today())
    if line is None:
        abort(404)
    people = by_urgency(line.wanting)
    giving = courses_giving(line.counting)
    on_offer = [one for id_ in line.counting for one in giving.get(id_, ())]
    ahead = ahead_of([one.id for one in on_offer], actor())
    bookable = [one for some in ahead.values() for one in some if one.is_open]
    return render_template(
        "needs/shown.html",
        line=line,
        people=people[:SHOWN],
        more=len(people[SHOWN:]),
        noted=open_needs(actor(), [one.need for one in people[:SHOWN] if one.need]),
        courses=on_offer,
        ahead=bookable,
        tallies=tallies(bookable),
        may_arrange=courses.may_arrange(actor()),
        trained={one.id for one in can_be_given()},
        Why=Why,
        said=_said(),
        one_day=ONE_DAY,
        today=clock.today(),
    )


@bp.get("/needs.csv")
def table() -> Response:
    """Take the needs away as a table, a row for each person and need."""
    heads = [
        _("Need"),
        _("Name"),
        _("Staff number"),
        _("Site"),
        _("Team"),
        _("Why"),
        _("Day"),
        _("Booked"),
    ]
    rows = (row for line in needs(actor(), narrowed(), clock.today()).lines for row in _rows(line))
    return table_file("training-needs.csv", heads, rows)  # fmt: skip


def _rows(line: Line) -> list[list[object]]:
    words = {
        Why.LAPSED: _("Lapsed"), Why.MISSING: _("Missing"), Why.ENDING: _("Runs out"),
        Why.ASKED: _("Noted"), Why.TO_GET: _("To get"),
    }  # fmt: skip
    return [
        [
            line.name, one.person.name, one.person.staff_number, one.person.site, one.person.team,
            words[one.why], one.day.isoformat() if one.day else "", _("Yes") if one.is_booked else "",
        ]
        for one in by_urgency(line.wanting)
    ]  # fmt: skip


def _said() -> dict[str, str]:
    return {name: request.args[name] for name in ("site", "team") if request.args.get(name)}
