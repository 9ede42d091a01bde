"""Who assesses how many and what waits for each; giving an assessor's learners to another."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.assessments.queries.uncovered import without_countersigner
from trainer.assessments.views.blueprint import target_days
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.cover import actions, policies, queries
from trainer.cover.forms import CoverForm
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page

bp = Blueprint("cover", __name__, url_prefix="/cover")

PAGE = 100


@bp.get("/")
def assessors() -> ResponseReturnValue:
    """List the assessors with what waits for each, and who covers for whom."""
    hidden_unless(policies.may_arrange(actor()))
    found = db.paginate(
        queries.assessors(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    in_force = db.session.scalars(queries.in_force(actor())).all()
    return render_template(
        "cover/assessors.html",
        page=found,
        in_force=in_force,
        uncovered=without_countersigner(actor()),
        late_before=clock.now() - timedelta(days=target_days()),
    )


@bp.route("/assessors/<int:person_id>", methods=["GET", "POST"])
def arrange(person_id: int) -> ResponseReturnValue:
    """Give learners of an assessor to another."""
    hidden_unless(policies.may_arrange(actor()))
    absent = db.get_or_404(User, person_id)
    learners = queries.learners_of(actor(), absent)
    form = CoverForm.for_request(registrations=[row.id for row in learners])
    form.registrations.choices = [
        SelectChoice(row.id, row.learner, render_kw={"note": _what_waits(row)}) for row in learners
    ]
    form.substitute.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in queries.substitutes(actor(), absent)),
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            chosen = db.session.get_one(User, given.pop("substitute"))
            made = actions.arrange(absent, actor=actor(), substitute=chosen, **given)
            number = len(made.lines)
            said = ngettext(
                "%(num)d learner is with %(name)s now.",
                "%(num)d learners are with %(name)s now.",
                number,
                name=chosen.name,
            )
            return done(said, "cover.assessors")
    return page("cover/arrange.html", form, absent=absent, learners=learners)


@bp.post("/<int:cover_id>/end")
def end(cover_id: int) -> ResponseReturnValue:
    """Give the learners back before the day arranged."""
    hidden_unless(policies.may_arrange(actor()))
    cover: Cover = db.one_or_404(policies.visible_to(actor()).where(Cover.id == cover_id))
    if Form.for_request().submitted():
        actions.end_now(cover, actor=actor())
    return done(_("They are back with %(name)s.", name=cover.absent.name), "cover.assessors")


def _what_waits(row: AnyRow) -> str:
    to_judge = ngettext("%(num)d entry to judge", "%(num)d entries to judge", row.to_judge)
    to_sign = ngettext("%(num)d unit to sign", "%(num)d units to sign", row.to_sign)
    waits = f"{row.title} · {to_judge} · {to_sign}"
    if not row.drafted:
        return waits
    drafted = ngettext(
        "%(num)d judgement kept and not signed goes",
        "%(num)d judgements kept and not signed go",
        row.drafted,
    )
    return f"{waits} · {drafted}"
