"""The list of batches, how far one has got, and steering it."""

from collections.abc import Callable

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.batches import policies, queries
from trainer.batches.actions import steering
from trainer.batches.models import Batch
from trainer.batches.views.blueprint import back, bp, one
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import OnceForm

LINES_PER_PAGE = 100


@bp.get("")
def listed() -> ResponseReturnValue:
    """List the batches, the latest first."""
    hidden_unless(policies.may_sign(actor()))
    page = db.paginate(queries.listed(actor()), per_page=50)
    return render_template("batches/listed.html", page=page)


@bp.get("/<int:batch_id>")
def shown(batch_id: int) -> ResponseReturnValue:
    """Show how far a batch is, what could not be done and why, and the files made of it."""
    batch = one(batch_id)
    progress = queries.progress_of(batch.id)
    return render_template(
        "batches/batch.html",
        batch=batch,
        progress=progress,
        page=db.paginate(queries.lines_of(batch), per_page=LINES_PER_PAGE),
        files=db.session.scalars(queries.files_of(batch)).all(),
        may_pause=policies.may_pause(actor(), batch),
        may_resume=policies.may_resume(actor(), batch),
        may_cancel=policies.may_cancel(actor(), batch),
        may_try_again=policies.may_try_again(actor(), batch),
        may_order=policies.may_order_file(actor(), progress.issued, progress.printed),
    )


@bp.post("/<int:batch_id>/pause")
def pause(batch_id: int) -> ResponseReturnValue:
    """Let the issuing rest."""
    return _steered(batch_id, steering.pause, _("It rests. Nothing more is issued for now."))


@bp.post("/<int:batch_id>/resume")
def resume(batch_id: int) -> ResponseReturnValue:
    """Let the issuing go on."""
    return _steered(batch_id, steering.resume, _("It goes on."))


@bp.post("/<int:batch_id>/cancel")
def cancel(batch_id: int) -> ResponseReturnValue:
    """Give up what is not issued yet."""
    return _steered(batch_id, steering.cancel, _("The rest is not issued."))


@bp.post("/<int:batch_id>/try-again")
def try_again(batch_id: int) -> ResponseReturnValue:
    """Try once more what could not be done."""
    return _steered(batch_id, steering.try_again, _("They are tried again."))


def _steered(batch_id: int, act: Callable[..., None], message: str) -> ResponseReturnValue:
    batch: Batch = one(batch_id)
    if OnceForm.for_request().submitted():
        act(batch, actor=actor())
    return back(message, batch_id)
