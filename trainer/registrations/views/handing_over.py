"""What an assessor passes on about learners whom somebody else assesses from now on."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.registrations.actions.handing_over import write_note
from trainer.registrations.forms import HandOverForm
from trainer.registrations.handing_over import may_write, shown, to_write_by
from trainer.registrations.models import HandOver
from trainer.registrations.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.get("/hand-overs")
def hand_overs() -> ResponseReturnValue:
    """List the learners about whom the next assessor would like to know something."""
    found = db.session.scalars(to_write_by(actor())).all()
    return render_template("registrations/hand_overs.html", found=found)


@bp.route("/hand-overs/<int:hand_over_id>", methods=["GET", "POST"])
def hand_over(hand_over_id: int) -> ResponseReturnValue:
    """Write down what the next assessor should know."""
    handed: HandOver = db.one_or_404(shown(actor()).where(HandOver.id == hand_over_id))
    form = HandOverForm.for_request()
    if form.submitted():
        with form.refusals():
            write_note(handed, actor=actor(), note=form.note.data or "")
            return done(
                _("Thank you. %(name)s has been told.", name=handed.next.name),
                "registrations.hand_overs",
            )
    return page(
        "registrations/hand_over.html", form, handed=handed, verdict=may_write(actor(), handed)
    )
