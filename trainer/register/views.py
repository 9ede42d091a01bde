"""One person on the register."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.lapses import lapsing
from trainer.assessors.queries import by_interview, entries_of, titles
from trainer.core import clock
from trainer.extensions import db
from trainer.register import queries
from trainer.web.access import actor, hidden_unless

bp = Blueprint("register", __name__, url_prefix="/register")


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show what somebody may do, what it rests on, their load, and what was changed."""
    found, today = db.get_or_404(User, person_id), clock.today()
    hidden_unless(policies.may_read_of(actor(), found))
    entries, limits = entries_of(actor(), found), queries.limits_set(found)
    if not entries and not policies.may_keep_register(actor()):
        abort(404)
    title_of = dict(titles())
    return render_template(
        "register/person.html",
        person=found,
        entries=entries,
        title_of=title_of,
        today=today,
        lapses=queries.lapses_together(lapsing(today, [found.id])),
        loads=queries.loads_of(found),
        cpd_minutes=queries.cpd_minutes(found, today),
        conflicts=queries.conflicts_of(actor(), found),
        changes=queries.history(entries, limits, title_of),
        by_interview=by_interview(),
        open_suspension=policies.open_suspension,
        may_keep=policies.may_limit(actor(), found),
        may_read=policies.may_read_register(actor()),
    )
