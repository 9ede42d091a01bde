"""Whose units are to be renewed, and for how long each unit is current."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.currency import actions, policies
from trainer.currency.forms import RuleForm
from trainer.currency.queries import standing
from trainer.currency.queries.standing import TO_RENEW, Kept
from trainer.currency.rules import Currency
from trainer.currency.views.blueprint import bp, read_unit
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.statuses import STATUSES


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show somebody which of their units do not stay current by themselves, and until when they are."""
    kept = standing.kept_by([actor().id], clock.today())
    return render_template("currency/mine.html", kept=kept)


@bp.get("/people")
def people() -> ResponseReturnValue:
    """List whose units are to be renewed, to their manager and to administrators, the soonest first."""
    show = request.args.get("show", "renew")
    kept = _seen(show)
    return render_template(
        "currency/people.html",
        kept=kept,
        people=standing.people_called({one.person_id for one in kept}),
        show=show,
        may_renew=policies.may_renew(actor()),
        may_read_rules=policies.may_read_rules(actor()),
    )


@bp.get("/people.csv")
def people_table() -> Response:
    """Take the list away as a table."""
    kept = _seen(request.args.get("show", "renew"))
    people = standing.people_called({one.person_id for one in kept})
    heads = (
        _("Name"),
        _("Staff number"),
        _("Unit"),
        _("Title"),
        _("Achieved"),
        _("Current until"),
        _("State"),
    )
    return table_file(
        "units-to-renew.csv",
        heads,
        (
            (
                people[one.person_id].name,
                people[one.person_id].staff_number,
                one.code,
                one.title,
                one.achieved_on,
                one.standing.last_day,
                str(STATUSES["Currency"][one.standing.state].word),
            )
            for one in kept
        ),
    )


@bp.get("/units")
def units() -> ResponseReturnValue:
    """List for how long units are current."""
    hidden_unless(policies.may_read_rules(actor()))
    rules = standing.units_with_rules()
    return render_template(
        "currency/units.html",
        rules=rules,
        names=standing.names_of({one.unit_id for one in rules}),
        may_set=policies.may_set_rule(actor()),
    )


@bp.route("/units/<int:unit_id>", methods=["GET", "POST"])
def unit(unit_id: int) -> ResponseReturnValue:
    """Say for how long a unit is current, and see what was said before."""
    found = read_unit(unit_id)
    earlier = standing.rules_of(found)
    may_set = policies.may_set_rule(actor())
    if request.method == "POST":
        hidden_unless(may_set)
    now = earlier[0] if earlier else None
    form = RuleForm.for_request(
        months=now.months if now else None, renewal_days=now.renewal_days if now else 60
    )
    if form.submitted():
        with form.refusals():
            actions.set_rule(found, actor=actor(), **form.data)
            return done(_("That is the rule from today on."), "currency.units")
    name = standing.names_of([found.id]).get(found.id, found.code)
    return page("currency/unit.html", form, unit=found, name=name, earlier=earlier, may_set=may_set)


def _seen(show: str) -> list[Kept]:
    kept = standing.kept_by(policies.people_seen(actor()), clock.today())
    match show:
        case "all":
            return kept
        case "lapsed":
            return [one for one in kept if one.standing.state is Currency.LAPSED]
        case _:
            return [one for one in kept if one.standing.state in TO_RENEW]
