"""How somebody stands with what is required: oneself, or a colleague."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.accounts.models import User
from trainer.core import clock
from trainer.people.models import ONE_DAY
from trainer.training import policies
from trainer.training.forms import EndForm
from trainer.training.queries.record import record_of
from trainer.training.views.blueprint import bp, read_person
from trainer.web.access import actor


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
    """Lead on to the matrix, with who has something to do: earlier notices lead here."""
    return redirect(url_for("skills.shown", show="to_do", sort="next"))


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
