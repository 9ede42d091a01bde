"""How somebody stands with what is required: oneself, a colleague, one's team."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.people.models import ONE_DAY
from trainer.registrations.policies import READERS, sites_of
from trainer.training import policies
from trainer.training.forms import EndForm
from trainer.training.queries import listing
from trainer.training.queries.listing import Wanting
from trainer.training.queries.record import record_of
from trainer.training.views.blueprint import bp, read_person
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.statuses import STATUSES


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show somebody what is required of them, why, until when, and what to do next."""
    return _shown(actor())


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show how a colleague stands, to their manager and to administrators."""
    return _shown(read_person(person_id))


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show whose required skills need something done: one's team, or the sites one serves."""
    return render_template(
        "training/team.html",
        wanting=_wanting(),
        skills=listing.skills(),
        chosen=request.args.get("skill", type=int),
        serves=bool(sites_of(actor(), READERS)),
        one_day=ONE_DAY,
        today=clock.today(),
    )


@bp.get("/team.csv")
def export_team() -> Response:
    """Take away whose required skills need something done."""
    rows = [
        [
            one.name,
            one.skill,
            str(STATUSES["SkillState"][one.standing.state].word),
            one.standing.deadline.isoformat() if one.standing.deadline else "",
        ]
        for one in _wanting()
    ]
    return table_file(
        "required-skills.csv", [_("Name"), _("Skill"), _("State"), _("Day it turns on")], rows
    )


def _wanting() -> list[Wanting]:
    among = policies.those_seen(actor(), sites_of(actor(), READERS))
    return listing.wanting(among, clock.today(), request.args.get("skill", type=int))


def _shown(person: User) -> ResponseReturnValue:
    today = clock.today()
    record = record_of(person, today)
    return render_template(
        "training/person.html",
        person=person,
        own=person == actor(),
        record=record,
        may_record=policies.may_record(actor(), person),
        may_take_back={one.id: policies.may_take_back(actor(), one) for one in record.holdings},
        key=EndForm.for_request().request_key.data,
        one_day=ONE_DAY,
        today=today,
    )
