"""Putting evidence before those who sign it, taking it back, signing it, sending it back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.logs import experts, offering, queries, signers
from trainer.logs.content import signed_parts
from trainer.logs.kind_forms import NameForm
from trainer.logs.kinds import KINDS
from trainer.logs.meanings import meaning
from trainer.logs.models import Part, Revision
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own_latest
from trainer.web.access import actor
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page


@bp.route("/log/<int:item_id>/offer", methods=["GET", "POST"])
def offer(item_id: int) -> ResponseReturnValue:
    """Read what one's name will stand under, and put it before those who sign it."""
    revision = own_latest(item_id)
    form = OnceForm.for_request()
    if form.submitted():
        offering.offer(revision, actor=actor())
        return done(_("%(label)s is handed on.", label=revision.item.label), "logs.entry",
                    item_id=item_id)  # fmt: skip
    kind = revision.item.kind
    return page(
        "logs/offer.html",
        form,
        revision=revision,
        item=revision.item,
        rules=KINDS[kind],
        verdict=signers.may_offer(actor(), revision),
        words=meaning(kind, Part.AUTHOR) if Part.AUTHOR in KINDS[kind].signers else "",
    )


@bp.post("/log/<int:item_id>/take-up")
def take_up(item_id: int) -> ResponseReturnValue:
    """Take it back from those who sign it, to change it."""
    revision = own_latest(item_id)
    if OnceForm.for_request().submitted():
        offering.take_up(revision, actor=actor())
    return done(_("You can change it again."), "logs.edit", item_id=item_id)


@bp.route("/log/<int:item_id>/sign", methods=["GET", "POST"])
def sign(item_id: int) -> ResponseReturnValue:
    """Put one's name under evidence, or send it back with the reason."""
    revision = _readable_latest(item_id)
    item, form = revision.item, NameForm.for_request()
    people = experts.offered(revision) if experts.is_asked_for(revision) else ()
    form.ask_for_expert(people, experts.likely(revision, people))
    if form.submitted():
        with form.refusals():
            if form.is_return:
                offering.send_back(revision, actor=actor(), reason=form.comment.data)
                return done(_("It goes back with your reason."), "home.me")
            chosen = next((one for one in people if one.id == form.expert.data), None)
            offering.sign(revision, actor=actor(), comment=form.comment.data, expert=chosen)
            return done(_("Your name is under it."), "logs.entry", item_id=item_id)
    return page(
        "logs/sign.html",
        form,
        revision=revision,
        item=item,
        rules=KINDS[item.kind],
        files=db.session.scalars(queries.files_of(revision)).all(),
        links=db.session.scalars(queries.links_of(revision)).all(),
        signed=signed_parts(revision) if revision.signatures else set(),
        verdict=signers.may_sign(actor(), revision),
        may_send_back=signers.may_send_back(actor(), revision),
        words=meaning(item.kind, item.awaits) if item.awaits else "",
        asks_for_expert=experts.is_asked_for(revision),
        people=people,
    )


def _readable_latest(item_id: int) -> Revision:
    found = queries.revisions_of(actor(), item_id).limit(1)
    revision: Revision = db.first_or_404(found)
    return revision
