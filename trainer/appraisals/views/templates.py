"""Forms: what they ask, who sees what when, and their next version."""

from typing import cast

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import planning
from trainer.appraisals.forms import TemplateForm
from trainer.appraisals.models import AppraisalTemplate
from trainer.appraisals.queries import rounds
from trainer.appraisals.reading import read
from trainer.appraisals.rules.stages import Party
from trainer.appraisals.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/forms")
def templates() -> ResponseReturnValue:
    """List the forms as they are now."""
    hidden_unless(policies.may_follow(actor()))
    return render_template("appraisals/templates.html", versions=rounds.templates(), read=read)


@bp.get("/forms/<int:template_id>")
def template(template_id: int) -> ResponseReturnValue:
    """Show what a form asks, and who sees and answers what at which stage."""
    hidden_unless(policies.may_follow(actor()))
    found = _template(template_id)
    latest = found.versions[-1]
    return render_template(
        "appraisals/template.html",
        template=found,
        version=latest,
        form_read=read(latest.text),
        parties=list(Party),
        may_plan=policies.may_plan(actor()),
    )


@bp.route("/forms/<int:template_id>/change", methods=["GET", "POST"])
def change_template(template_id: int) -> ResponseReturnValue:
    """Write the next version of a form; rounds keep the one they began with."""
    hidden_unless(policies.may_plan(actor()))
    found = _template(template_id)
    form = TemplateForm.for_request(text=found.versions[-1].text, known=str(found.latest))
    if form.submitted():
        with form.refusals():
            planning.write_template(
                found,
                actor=actor(),
                text=form.text.data or "",
                known=int(form.known.data or 0),
            )
            return done(
                _("Kept as the version from now on."),
                "appraisals.template",
                template_id=template_id,
            )
    return page("appraisals/write_template.html", form, kept=found)


def _template(template_id: int) -> AppraisalTemplate:
    return cast("AppraisalTemplate", db.one_or_404(rounds.template(template_id)))
