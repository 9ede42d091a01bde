"""What an owner decides about an entry: to revise it, take it back, bring it back, or copy it."""

import uuid

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.logs import actions, policies, tagging
from trainer.logs.forms import TagsForm
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page


@bp.route("/log/<int:item_id>/withdraw", methods=["GET", "POST"])
def withdraw(item_id: int) -> ResponseReturnValue:
    """Ask before an entry is taken back, and take it back."""
    item = own(item_id)
    form = OnceForm.for_request()
    if form.submitted():
        actions.withdraw(item, actor=actor())
        return done(_("%(label)s is withdrawn.", label=item.label), "logs.entry", item_id=item_id)
    verdict = policies.may_withdraw(actor(), item)
    return page("logs/withdraw.html", form, item=item, verdict=verdict)


@bp.post("/log/<int:item_id>/bring-back")
def bring_back(item_id: int) -> ResponseReturnValue:
    """Take a withdrawn entry up again."""
    item = own(item_id)
    if OnceForm.for_request().submitted():
        actions.bring_back(item, actor=actor())
    return done(_("%(label)s is a draft again.", label=item.label), "logs.edit", item_id=item_id)


@bp.post("/log/<int:item_id>/revise")
def revise(item_id: int) -> ResponseReturnValue:
    """Begin the next revision of an entry that was submitted."""
    item = own(item_id)
    if OnceForm.for_request().submitted():
        actions.revise(item, actor=actor())
    return done(
        _("This is the next revision of %(label)s. The one you submitted stays.", label=item.label),
        "logs.edit",
        item_id=item_id,
    )


@bp.route("/log/<int:item_id>/tags", methods=["GET", "POST"])
def tag(item_id: int) -> ResponseReturnValue:
    """Choose the words an entry is found by."""
    item = own(item_id)
    hidden_unless(policies.may_tag(actor(), item))
    form = TagsForm.for_request(tags=item.tags)
    if form.submitted():
        with form.refusals():
            tagging.tag(item, actor=actor(), words=form.tags.data or "")
            return done(_("Kept."), "logs.entry", item_id=item_id)
    return page("logs/tags.html", form, item=item)


@bp.post("/log/<int:item_id>/copy")
def copy_forward(item_id: int) -> ResponseReturnValue:
    """Begin another entry like this one."""
    item = own(item_id)
    if OnceForm.for_request().submitted():
        begun = actions.copy_forward(item, actor=actor(), client_key=str(uuid.uuid4()))
        item = begun.item
    said = _("A new entry, with the same place and criteria. The words are yours to write.")
    return done(said, "logs.edit", item_id=item.id)
