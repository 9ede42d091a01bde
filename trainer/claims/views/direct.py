"""Direct claim status: with whom it is in force, and recording what becomes of it."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.catalogue.models import QualificationVersion
from trainer.catalogue.policies import visible_to
from trainer.claims import policies
from trainer.claims.actions import direct as actions
from trainer.claims.forms import GrantForm, RemoveForm, ReviewForm
from trainer.claims.models import DirectClaimStatus
from trainer.claims.queries import direct
from trainer.claims.views.blueprint import bp, status_for
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.app_context_processor
def _standing() -> dict[str, object]:
    """Let the page of a qualification say with whom it may be claimed directly."""
    return {"direct_claims_of": _direct_claims_of}


def _direct_claims_of(version: QualificationVersion) -> Sequence[DirectClaimStatus] | None:
    if not policies.may_look_through(actor()):
        return None
    return direct.of_qualification(version.qualification_id)


@bp.get("/direct")
def direct_statuses() -> ResponseReturnValue:
    """List what may be claimed directly, from whom, and when that is reviewed."""
    hidden_unless(policies.may_look_through(actor()))
    return render_template(
        "claims/direct.html",
        found=direct.all_of_them(),
        today=clock.today(),
        administers=policies.may_administer(actor()),
    )


@bp.route("/direct/new/<int:version_id>", methods=["GET", "POST"])
def grant(version_id: int) -> ResponseReturnValue:
    """Record that an awarding organisation granted direct claim status."""
    hidden_unless(policies.may_administer(actor()))
    version = db.one_or_404(visible_to(actor()).where(QualificationVersion.id == version_id))
    form = GrantForm.for_request()
    names = direct.organisations_of(version.qualification_id)
    form.organisation.choices = [SelectChoice(name, name) for name in names]
    if form.submitted():
        with form.refusals():
            made = actions.grant(version.qualification, actor=actor(), **form.data)
            db.session.flush()  # Its page is found by its id.
            return done(_("Written down."), "claims.direct_status", status_id=made.id)
    return page("claims/grant.html", form, version=version, names=names)


@bp.get("/direct/<int:status_id>")
def direct_status(status_id: int) -> ResponseReturnValue:
    """Show one direct claim status: who granted it, its reviews, and whether it was removed."""
    status = status_for(status_id, administers=False)
    version_id, title = direct.page_of(status)
    return render_template(
        "claims/direct_status.html",
        status=status,
        title=title,
        version_id=version_id,
        today=clock.today(),
        may_change=policies.may_change_status(actor(), status),
    )


@bp.route("/direct/<int:status_id>/review", methods=["GET", "POST"])
def review(status_id: int) -> ResponseReturnValue:
    """Record a review after which it goes on."""
    status = status_for(status_id, administers=True)
    form = ReviewForm.for_request(reviewed_on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.review(status, actor=actor(), **form.data)
            return done(_("The review is recorded."), "claims.direct_status", status_id=status_id)
    return page(
        "claims/review.html",
        form,
        status=status,
        title=direct.title_of(status),
        verdict=policies.may_change_status(actor(), status),
    )


@bp.route("/direct/<int:status_id>/remove", methods=["GET", "POST"])
def remove(status_id: int) -> ResponseReturnValue:
    """Record that it was taken away."""
    status = status_for(status_id, administers=True)
    form = RemoveForm.for_request(removed_on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.remove(status, actor=actor(), **form.data)
            said = _("Removed. Claims wait for a visit or a remote sample from that day on.")
            return done(said, "claims.direct_status", status_id=status_id)
    return page(
        "claims/remove.html",
        form,
        status=status,
        title=direct.title_of(status),
        verdict=policies.may_change_status(actor(), status),
    )
