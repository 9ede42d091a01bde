"""The list of reviews of awards, the page of one, and saying what becomes of the award."""

from collections.abc import Collection, Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.certificates.models import Certificate
from trainer.claims.models import Claim
from trainer.core import clock
from trainer.extensions import db
from trainer.reviews import actions, policies, queries
from trainer.reviews.forms import StandsForm, TakeOnForm, ToldForm
from trainer.reviews.models import Review
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

bp = Blueprint("reviews", __name__, url_prefix="/reviews")

PAGE = 50


@bp.app_context_processor
def _beside_awards() -> dict[str, object]:
    """Let the pages of units, certificates and claims tell what rests on what, and is reviewed."""
    return {
        "resting_on": queries.resting_on,
        "reviews_of": _reviews_of,
        "under_review": queries.under_review,
        "may_look_through_reviews": lambda: bool(policies.may_look_through(actor())),
    }


def _reviews_of(
    certificate: Certificate | None = None, claims: Collection[Claim] = ()
) -> tuple[Sequence[Review], set[int]]:
    """Give the reviews of a certificate, or of claims, and which of them may be opened."""
    found = queries.of_certificate(certificate) if certificate else queries.of_claims(claims)
    return found, queries.readable(actor(), found)


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List the awards under review, the earliest due first."""
    hidden_unless(policies.may_look_through(actor()))
    settled = request.args.get("settled") == "1"
    found = db.paginate(
        queries.listed(actor(), settled=settled),
        per_page=PAGE,
        max_per_page=PAGE,
        error_out=False,
    )
    return render_template("reviews/listed.html", page=found, settled=settled, today=clock.today())


@bp.get("/<int:review_id>")
def review(review_id: int) -> ResponseReturnValue:
    """Show a review: what was opened and why, what rests on it, and what may be done."""
    found = _visible(review_id)
    return render_template(
        "reviews/review.html",
        review=found,
        why=queries.why_opened(found),
        may_settle=policies.may_settle(actor(), found),
        may_let_stand=policies.may_let_stand(actor(), found),
        may_tell=policies.may_tell(actor(), found),
        may_take_on=policies.may_take_on(actor(), found),
        today=clock.today(),
    )


@bp.post("/<int:review_id>/take-on")
def take_on(review_id: int) -> ResponseReturnValue:
    """See to a review instead of whoever does now."""
    found = _visible(review_id)
    if TakeOnForm.for_request().submitted():
        actions.take_on(found, actor=actor())
    return done(_("You see to this now."), "reviews.review", review_id=review_id)


@bp.route("/<int:review_id>/stands", methods=["GET", "POST"])
def let_stand(review_id: int) -> ResponseReturnValue:
    """Find that the certificate or claim stands."""
    found = _visible(review_id)
    form = StandsForm.for_request()
    if form.submitted():
        actions.let_stand(found, actor=actor(), **form.data)
        return done(_("Settled: it stands."), "reviews.review", review_id=review_id)
    verdict = policies.may_let_stand(actor(), found)
    return page("reviews/let_stand.html", form, review=found, verdict=verdict)


@bp.route("/<int:review_id>/told", methods=["GET", "POST"])
def tell_organisation(review_id: int) -> ResponseReturnValue:
    """Record what the awarding organisation was told about a claim."""
    found = _visible(review_id)
    form = ToldForm.for_request()
    if form.submitted():
        actions.tell_organisation(found, actor=actor(), **form.data)
        return done(_("Settled: they were told."), "reviews.review", review_id=review_id)
    verdict = policies.may_tell(actor(), found)
    return page("reviews/tell_organisation.html", form, review=found, verdict=verdict)


def _visible(review_id: int) -> Review:
    select = queries.with_all(policies.visible_to(actor()))
    found: Review = db.one_or_404(select.where(Review.id == review_id))
    return found
