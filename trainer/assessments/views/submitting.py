"""Put an entry before an assessor, and see what became of it."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessments import policies
from trainer.assessments.actions import submitting
from trainer.assessments.forms import SubmitForm
from trainer.assessments.models import Submission
from trainer.assessments.queries import claims
from trainer.assessments.views.blueprint import bp, target_days
from trainer.core.policy import Verdict, first_refusal
from trainer.extensions import db
from trainer.logs import policies as log_policies
from trainer.logs.models import EvidenceStatus, Item, Revision
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/log/<int:item_id>/submit", methods=["GET", "POST"])
def submit(item_id: int) -> ResponseReturnValue:
    """Ask where an entry is to be judged and that it is one's own work, then send it."""
    item = db.one_or_404(log_policies.owned_by(actor()).where(Item.id == item_id))
    revision = submitting.latest_of(item)
    offered = claims.offers(revision)
    open_to = [offer for offer in offered if not offer.taken and offer.to_do]
    form = SubmitForm.for_request(registrations=[offer.registration_id for offer in open_to])
    form.own_work.label.text = str(submitting.declaration(item))
    # A second sending of the same form names what the first has taken: that is not its mistake.
    _offer(form, offered)
    if form.submitted():
        with form.refusals():
            sent = submitting.submit(item, actor=actor(), **form.data)
            return done(_said(sent), "logs.entry", item_id=item_id)
    _offer(form, open_to)
    return page(
        "assessments/submit.html",
        form,
        item=item,
        revision=revision,
        offered=offered,
        open_to=open_to,
        verdict=_may_send(item, revision),
    )


def _may_send(item: Item, revision: Revision) -> Verdict:
    """Say whether the latest revision can go to an assessor as it is, and what it still lacks."""
    verdict = policies.may_submit(actor(), item)
    if item.status is not EvidenceStatus.DRAFT:
        return verdict
    return first_refusal(verdict, log_policies.may_freeze(actor(), revision))


def _offer(form: SubmitForm, offers: list[claims.Offer]) -> None:
    form.registrations.choices = [
        SelectChoice(offer.registration_id, offer.title) for offer in offers
    ]


def _said(sent: list[Submission]) -> str:
    names = sorted({submission.assessor.known_as for submission in sent})
    return _(
        "Submitted to %(names)s. You can expect an answer within %(days)s days.",
        names=_(" and ").join(names),
        days=target_days(),
    )
