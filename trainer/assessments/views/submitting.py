"""Put an entry before an assessor, and see what became of it."""

import difflib
from collections.abc import Iterator

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessments import policies
from trainer.assessments.actions import submitting
from trainer.assessments.forms import SubmitForm
from trainer.assessments.models import Submission
from trainer.assessments.queries import claims, review
from trainer.assessments.views.blueprint import bp, target_days
from trainer.extensions import db
from trainer.logs import policies as log_policies
from trainer.logs.models import Item, Revision
from trainer.web.access import actor
from trainer.web.responses import done, page

WORDS = ("what", "so_what", "now_what", "kept_at")


@bp.route("/log/<int:item_id>/submit", methods=["GET", "POST"])
def submit(item_id: int) -> ResponseReturnValue:
    """Ask where an entry is to be judged and that it is one's own work, then send it."""
    item = db.one_or_404(log_policies.owned_by(actor()).where(Item.id == item_id))
    revision = submitting.latest_of(item)
    offered = claims.offers(revision)
    open_to = [offer for offer in offered if not offer.taken and offer.to_do]
    form = SubmitForm.for_request(registrations=[offer.registration_id for offer in open_to])
    form.registrations.choices = [
        SelectChoice(offer.registration_id, offer.title) for offer in open_to
    ]
    form.own_work.label.text = str(submitting.DECLARATION)
    if form.submitted():
        with form.refusals():
            sent = submitting.submit(item, actor=actor(), **form.data)
            return done(_said(sent), "logs.entry", item_id=item_id)
    verdict = policies.may_submit(actor(), item)
    return page(
        "assessments/submit.html",
        form,
        item=item,
        revision=revision,
        offered=offered,
        open_to=open_to,
        verdict=verdict,
    )


def _said(sent: list[Submission]) -> str:
    names = sorted({submission.assessor.known_as for submission in sent})
    return _(
        "Submitted to %(names)s. You can expect an answer within %(days)s days.",
        names=_(" and ").join(names),
        days=target_days(),
    )


@bp.get("/submissions/<int:submission_id>")
def submission(submission_id: int) -> ResponseReturnValue:
    """Show what was sent, what was decided on it, and what changed since the last time."""
    found = db.one_or_404(
        review.workspace(policies.visible_to(actor())).where(Submission.id == submission_id)
    )
    earlier = review.earlier_revision(found)
    return render_template(
        "assessments/submission.html",
        submission=found,
        claims=review.claims_on(found),
        judgements=review.live_judgements(found),
        earlier=earlier,
        changes=list(changes_between(earlier, found.revision)) if earlier else [],
        verdict=policies.may_judge(actor(), found),
        is_learner=found.registration.learner_id == actor().id,
    )


def changes_between(
    earlier: Revision, later: Revision
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give, for each text that changed, its pieces: kept, added and removed, in reading order."""
    for name in WORDS:
        old, new = getattr(earlier, name), getattr(later, name)
        if old != new:
            yield name, list(_pieces(old.split(), new.split()))
    before = {attached.file.name for attached in earlier.files}
    after = {attached.file.name for attached in later.files}
    if before != after:
        added = [("added", name) for name in sorted(after - before)]
        yield "files", [*added, *(("removed", name) for name in sorted(before - after))]


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield "kept", " ".join(old[start:end])
            continue
        if end > start:
            yield "removed", " ".join(old[start:end])
        if new_end > new_start:
            yield "added", " ".join(new[new_start:new_end])
