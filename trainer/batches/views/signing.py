"""Choosing whose certificates are issued together, and signing for them once."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.batches import policies, queries
from trainer.batches.actions import signing
from trainer.batches.forms import SignForm
from trainer.batches.queries import Candidate
from trainer.batches.views.blueprint import back, bp
from trainer.cohorts import policies as cohorts
from trainer.cohorts.models import Cohort
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import page

MOST = 2000
"""So many registrations may be ticked at once."""


@bp.route("/new", methods=["GET", "POST"])
def sign() -> ResponseReturnValue:
    """Show who is ready and why the others are not, and issue for those ticked."""
    hidden_unless(policies.may_sign(actor()))
    cohort = _cohort()
    found = _candidates(cohort)
    ready = [one for one in found if one.verdict]
    form = SignForm.for_request(
        name=cohort.name if cohort else "", registrations=[one.registration.id for one in ready]
    )
    form.offer(ready)
    if form.submitted():
        with form.refusals():
            chosen = _named(form.registrations.data)
            batch = signing.sign(form.name.data or "", chosen, actor=actor(), proof=form.proof)
            return back(_("Signed for. They are issued one after the other."), batch.id)
    return page(
        "batches/sign.html",
        form,
        cohort=cohort,
        cohorts=[] if found else queries.cohorts(),
        ready=ready,
        others=[one for one in found if not one.verdict],
        asked=request.args.to_dict(flat=False),
    )


def _cohort() -> Cohort | None:
    number = request.args.get("cohort", type=int)
    if number is None:
        return None
    found: Cohort = db.one_or_404(cohorts.visible_to(actor()).where(Cohort.id == number))
    return found


def _candidates(cohort: Cohort | None) -> Sequence[Candidate]:
    if cohort is not None:
        return queries.candidates(actor(), queries.in_cohort(cohort.id))
    return _named(request.values.getlist("registrations", type=int)[:MOST])


def _named(numbers: Sequence[int] | None) -> Sequence[Candidate]:
    return queries.candidates(actor(), numbers) if numbers else ()
