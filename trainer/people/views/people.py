"""The list of people, one person's page, and writing somebody down."""

from collections.abc import Sequence

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.extensions import db
from trainer.people import actions, policies, queries
from trainer.people.events import PeopleExported
from trainer.people.forms import CorrectForm, JoinForm, SearchForm
from trainer.people.importing import COLUMNS
from trainer.people.models import ONE_DAY
from trainer.people.views.blueprint import administered, bp, visible
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page


@bp.get("/people")
def everybody() -> ResponseReturnValue:
    """List the people the reader keeps records of, searched, narrowed and sorted."""
    hidden_unless(policies.may_administer(actor()))
    form = SearchForm(request.args)
    search = form.search()
    kept = {name: value for name, value in request.args.items() if name != "page"}
    return render_template(
        "people/everybody.html",
        form=form,
        search=search,
        kept=kept,
        page=db.paginate(queries.listed(actor(), search), per_page=50),
        may_keep=policies.may_keep_records(actor()),
    )


@bp.get("/people/export.csv")
def export() -> ResponseReturnValue:
    """Take the people listed away as a file that can be imported again."""
    hidden_unless(policies.may_administer(actor()))
    search = SearchForm(request.args).search()
    told = ", ".join(f"{name}={value}" for name, value in request.args.items())
    record_apart(PeopleExported(actor=actor(), subject=actor(), search=told[:200]))
    return _exported(db.session.execute(queries.exported(actor(), search)).all())


def _exported(rows: Sequence[Sequence[object]]) -> Response:
    name = f"people-{clock.today()}.csv"
    return table_file(name, COLUMNS, (_with_last_day(*row) for row in rows))


def _with_last_day(*row: object) -> list[object]:
    *others, ends_on = row
    return [*others, ends_on - ONE_DAY if ends_on else None]  # type: ignore[operator]


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show one person, as far as the reader may see."""
    someone = visible(person_id)
    return render_template("people/person.html", **_shown(someone))


def _shown(someone: User) -> dict[str, object]:
    me = actor()
    shown = someone.placement() or (someone.placements[-1] if someone.placements else None)
    return {
        "person": someone,
        "placement": shown,
        "gone": actions.leaving_on(someone),
        "today": clock.today(),
        "may_administer": policies.may_administer(me),
        "may_read": policies.may_read_record(me, someone),
        "may_change": policies.may_change(me, someone),
        "may_leave": policies.may_leave(me, someone),
        "may_hand_over": policies.may_hand_over_code(me, someone),
        "may_end": {one.id: policies.may_end(me, one) for one in someone.appointments},
    }


@bp.route("/people/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Write somebody new down."""
    hidden_unless(policies.may_keep_records(actor()))
    form = JoinForm.for_request(starts_on=clock.today())
    if form.submitted():
        with form.refusals():
            joined = actions.join(
                actor=actor(), staff_number=form.staff_number.data, post=form.post, **form.names
            )
            db.session.flush()  # The next page is named by their number.
            return done(
                _("%(name)s is on the books.", name=joined.name),
                "people.person",
                person_id=joined.id,
            )
    managers = db.session.execute(queries.managers()).all()
    return page("people/add.html", form, managers=managers)


@bp.route("/people/<int:person_id>/correct", methods=["GET", "POST"])
def correct(person_id: int) -> ResponseReturnValue:
    """Put somebody's name or address right."""
    someone = administered(person_id)
    form = CorrectForm.for_request(
        name=someone.name, known_as=someone.known_as, email=someone.email
    )
    if form.submitted():
        with form.refusals():
            actions.correct(someone, actor=actor(), **form.names)
            return done(_("Put right."), "people.person", person_id=person_id)
    return page("people/correct.html", form, person=someone)
