"""The pack of a visit: asked for, waited for, and saved as a paper or a workbook."""

from typing import cast

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from trainer.extensions import db
from trainer.notifications.queue import Queue
from trainer.storage.store import Store
from trainer.visits import policies
from trainer.visits.actions import packing
from trainer.visits.models import VisitPack, VisitPackStatus
from trainer.visits.tasks import progress_name
from trainer.visits.views.blueprint import bp, one
from trainer.web.access import actor
from trainer.web.forms import OnceForm
from trainer.web.responses import done
from trainer.web.uploads import to_save

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.post("/visits/<int:visit_id>/packs")
def ask_for_pack(visit_id: int) -> ResponseReturnValue:
    """Have the pack of a visit made, and go to where it can be waited for."""
    visit = one(visit_id)
    if not OnceForm.for_request().submitted():
        abort(422)
    asked = packing.ask_for_pack(visit, actor=actor())
    return done("", "visits.pack", pack_id=asked.id)


@bp.get("/visits/packs/<int:pack_id>")
def pack(pack_id: int) -> ResponseReturnValue:
    """Show how far a pack is, and the way to it."""
    found = _own(pack_id)
    queue = cast("Queue", current_app.extensions["jobs"])
    waiting = found.status is VisitPackStatus.WAITING
    return render_template(
        "visits/pack.html",
        pack=found,
        visit=found.visit,
        progress=queue.progress_of(progress_name(found.id)) if waiting else None,
        goes_on=found.asked_at + packing.KEPT,
    )


@bp.get("/visits/packs/<int:pack_id>/paper")
def pack_paper(pack_id: int) -> Response:
    """Send the pack as a PDF."""
    found = _own(pack_id)
    return _saved(found, found.pdf_key, "pdf", "application/pdf")


@bp.get("/visits/packs/<int:pack_id>/workbook")
def pack_workbook(pack_id: int) -> Response:
    """Send the pack as a workbook."""
    found = _own(pack_id)
    return _saved(found, found.xlsx_key, "xlsx", SPREADSHEET)


def _saved(found: VisitPack, key: str | None, ending: str, media_type: str) -> Response:
    if key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    name = f"visit-pack-{found.visit.starts_on}.{ending}"
    return to_save(store.open(key), name=name, media_type=media_type, size=store.size(key))


def _own(pack_id: int) -> VisitPack:
    theirs = policies.packs_visible_to(actor())
    return cast("VisitPack", db.one_or_404(theirs.where(VisitPack.id == pack_id)))
