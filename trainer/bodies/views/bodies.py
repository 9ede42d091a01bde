"""The list of bodies, one body with its grades, and what may lead to each."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.bodies import actions, policies, queries
from trainer.bodies.forms import NONE, BodyForm, GradeForm, MappingForm
from trainer.bodies.models import BodyGrade, GradeMapping
from trainer.bodies.views.blueprint import bp, listed_body
from trainer.catalogue.models import FrameworkKind, Qualification
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page


@bp.get("")
def listed() -> ResponseReturnValue:
    """List the bodies, with the organisation's membership of each."""
    hidden_unless(policies.may_keep_bodies(actor()))
    return render_template(
        "bodies/listed.html",
        page=db.paginate(queries.listed(), per_page=50),
        ours=queries.of_organisation(clock.today()),
    )


@bp.route("/new", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Add a body."""
    hidden_unless(policies.may_keep_bodies(actor()))
    form = BodyForm.for_request()
    if form.submitted():
        with form.refusals():
            body = actions.add_body(actor=actor(), **form.data)
            db.session.flush()  # The next page is named by its id.
            return done(_("%(name)s is on the list.", name=body.name), ".body", body_id=body.id)
    return page("bodies/add.html", form)


@bp.get("/<int:body_id>")
def body(body_id: int) -> ResponseReturnValue:
    """Show a body: grades, what may lead to them, who is a member."""
    hidden_unless(policies.may_keep_bodies(actor()))
    found = listed_body(body_id)
    return render_template(
        "bodies/body.html",
        body=found,
        page=db.paginate(queries.memberships_in(found), per_page=50),
        titles=dict(queries.titles()),
        today=clock.today(),
    )


@bp.route("/<int:body_id>/grades/new", methods=["GET", "POST"])
def add_grade(body_id: int) -> ResponseReturnValue:
    """Add a grade to a body."""
    hidden_unless(policies.may_keep_bodies(actor()))
    found = listed_body(body_id)
    form = GradeForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.add_grade(found, actor=actor(), **form.data)
            return done(_("The grade is added."), ".body", body_id=body_id)
    return page("bodies/add_grade.html", form, body=found)


@bp.route("/<int:body_id>/mappings/new", methods=["GET", "POST"])
def add_mapping(body_id: int) -> ResponseReturnValue:
    """Say what may lead to a grade of a body."""
    hidden_unless(policies.may_keep_bodies(actor()))
    found = listed_body(body_id)
    form = MappingForm.for_request()
    form.grade.choices = [SelectChoice(*row) for row in queries.grades_of(body_id)]
    form.qualification.choices = [
        SelectChoice(NONE, _("None: the kind below")),
        *(SelectChoice(*row) for row in queries.titles()),
    ]
    if form.submitted():
        with form.refusals():
            actions.add_mapping(actor=actor(), **_meant(form))
            return done(_("It is suggested from now on."), ".body", body_id=body_id)
    return page("bodies/add_mapping.html", form, body=found)


def _meant(form: MappingForm) -> dict[str, Any]:
    given = form.data
    given["grade"] = db.session.get_one(BodyGrade, given["grade"])
    given["qualification"] = db.session.get(Qualification, given["qualification"])
    given["kind"] = FrameworkKind(given["kind"]) if given["kind"] else None
    return given


@bp.post("/mappings/<int:mapping_id>/drop")
def drop_mapping(mapping_id: int) -> ResponseReturnValue:
    """Suggest a grade no more because of this."""
    hidden_unless(policies.may_keep_bodies(actor()))
    mapping = db.get_or_404(GradeMapping, mapping_id)
    body_id = mapping.grade.body_id
    if Form.for_request().submitted():
        actions.drop_mapping(mapping, actor=actor())
    return done(_("It is suggested no more."), ".body", body_id=body_id)
