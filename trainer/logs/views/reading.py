"""Reading an entry: its words, files, criteria and revisions."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from trainer.extensions import db
from trainer.logs import policies, queries, signers
from trainer.logs.content import signed_parts
from trainer.logs.kinds import KINDS
from trainer.logs.models import Revision
from trainer.logs.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.forms import OnceForm


@bp.get("/log/<int:item_id>")
def entry(item_id: int) -> ResponseReturnValue:
    """Show an entry as it stands now, or as it was last submitted to whoever else may read it."""
    return _show(item_id, None)


@bp.get("/log/<int:item_id>/revisions/<int:number>")
def revision(item_id: int, number: int) -> ResponseReturnValue:
    """Show an entry as it was in an earlier revision."""
    return _show(item_id, number)


def _show(item_id: int, number: int | None) -> ResponseReturnValue:
    readable = list(db.session.scalars(queries.revisions_of(actor(), item_id)))
    shown = next((one for one in readable if number in {None, one.number}), None)
    if shown is None:
        abort(404)
    return render_template(
        "logs/entry.html",
        revision=shown,
        item=shown.item,
        revisions=readable,
        files=db.session.scalars(queries.files_of(shown)).all(),
        links=db.session.scalars(queries.links_of(shown)).all(),
        **_decisions(shown),
    )


def _decisions(revision: Revision) -> dict[str, object]:
    """Say what this reader may do with the entry, with a key for each button that begins one."""
    me, item = actor(), revision.item
    return {
        "rules": KINDS[item.kind],
        "signed": signed_parts(revision) if revision.signatures else set(),
        "may_offer": signers.may_offer(me, revision),
        "may_sign": signers.may_sign(me, revision),
        "may_take_up": signers.may_take_up(me, revision),
        "may_submit": bool(KINDS[item.kind].signers) and policies.may_freeze(me, revision),
        "is_mine": item.owner_id == me.id,
        "may_write": policies.may_write(me, revision),
        "may_revise": policies.may_revise(me, item),
        "may_withdraw": policies.may_withdraw(me, item),
        "may_bring_back": policies.may_bring_back(me, item),
        "may_copy": policies.may_copy(me, item),
        "keys": [OnceForm.for_request().request_key.data for _button in range(4)],
    }
