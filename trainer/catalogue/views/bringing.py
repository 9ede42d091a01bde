"""Bringing a file in: send it, wait while it is read, look through what it would change, say yes."""

from flask import current_app
from flask.typing import ResponseReturnValue

from trainer.catalogue import policies
from trainer.catalogue.exchange.recognising import NAMES, Format
from trainer.catalogue.forms import ConfirmForm, FileForm
from trainer.catalogue.incoming import actions, queries
from trainer.catalogue.incoming.models import IncomingFile, IncomingStatus
from trainer.catalogue.incoming.tasks import progress_name
from trainer.catalogue.lineage import Fate
from trainer.catalogue.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/import", methods=["GET", "POST"])
def send_file() -> ResponseReturnValue:
    """Take a file, and have it read."""
    hidden_unless(policies.may_import(actor()))
    form = FileForm.for_request()
    if form.submitted():
        name, stored = form.file.data.filename or "", form.stored
        sent = actions.send_file(actor=actor(), name=name, key=stored.key, size=stored.size)
        return done("", "catalogue.incoming_file", file_id=sent.id)
    return page("catalogue/import.html", form, files=queries.listed(actor()))


@bp.route("/import/<int:file_id>", methods=["GET", "POST"])
def incoming_file(file_id: int) -> ResponseReturnValue:
    """Show how far a file is or what it would change, and on a yes have it published."""
    hidden_unless(policies.may_import(actor()))
    file = db.one_or_404(queries.own(actor()).where(IncomingFile.id == file_id))
    form = ConfirmForm.for_request(seen=file.seen)
    if form.submitted():
        with form.refusals():
            seen, override = form.seen.data or "", form.override.data or ""
            actions.confirm(file, actor=actor(), seen=seen, override=override)
            return done("", "catalogue.incoming_file", file_id=file.id)
    return page(
        "catalogue/incoming.html",
        form,
        file=file,
        report=file.report,
        named=NAMES[Format(file.report["format"])] if file.report else "",
        fates={fate.value: fate for fate in Fate},
        progress=_progress(file),
    )


def _progress(file: IncomingFile) -> tuple[int, int] | None:
    """Tell how much of a file is published, and of how much, while it is."""
    if file.status is not IncomingStatus.PUBLISHING:
        return None
    told: tuple[int, int] | None = current_app.extensions["jobs"].progress_of(
        progress_name(file.id)
    )
    return told
