"""How a draft read before: the list, one of them, and putting it back."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.earlier import actions, queries
from trainer.logs.earlier.keeping import words_of
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own_latest
from trainer.logs.wording import changes
from trainer.web.access import actor
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page


@bp.get("/log/<int:item_id>/versions")
def versions(item_id: int) -> str:
    """List what an entry said before, with what each change was."""
    revision = own_latest(item_id)
    listed = queries.versions_of(revision)
    return render_template(
        "logs/versions.html", revision=revision, item=revision.item, versions=listed
    )


@bp.route("/log/<int:item_id>/versions/<int:version_id>", methods=["GET", "POST"])
def version(item_id: int, version_id: int) -> ResponseReturnValue:
    """Look at an earlier version beside the present one, and put it back."""
    revision = own_latest(item_id)
    earlier: EarlierWords = db.one_or_404(
        queries.earlier_of(revision).where(EarlierWords.id == version_id)
    )
    form = OnceForm.for_request()
    if form.submitted():
        actions.put_back(revision, earlier, actor=actor())
        said = _("Your words are as they were. What you put aside for them is in the list.")
        return done(said, "logs.edit", item_id=item_id)
    then = queries.texts(revision.item.kind, earlier.words)
    now = queries.texts(revision.item.kind, words_of(revision))
    return page(
        "logs/version.html",
        form,
        revision=revision,
        item=revision.item,
        earlier=earlier,
        texts=then,
        changes=changes(now, then),
        verdict=policies.may_write(actor(), revision),
    )
