"""The letterhead in use, those before it, and each version with its specimen."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.letterhead import policies, queries
from trainer.letterhead.forms import LetterheadActForm
from trainer.letterhead.models import Letterhead, Preview
from trainer.letterhead.views.blueprint import bp, one, store
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import page
from trainer.web.uploads import SANDBOX, to_save


@bp.get("/")
def listed() -> ResponseReturnValue:
    """Show the letterhead in use, and every version there was."""
    hidden_unless(policies.may_administer(actor()))
    return render_template(
        "letterhead/listed.html",
        current=queries.in_use(),
        page=db.paginate(queries.history(actor())),
    )


@bp.get("/<int:letterhead_id>")
def version(letterhead_id: int) -> ResponseReturnValue:
    """Show one version: its specimen, what it is made of, and whether it can be put to use."""
    found = one(letterhead_id)
    return page(
        "letterhead/version.html",
        LetterheadActForm.for_request(),
        letterhead=found,
        may_use=policies.may_put_to_use(actor(), found),
        may_make_again=policies.may_make_again(actor(), found),
    )


@bp.get("/<int:letterhead_id>/page.png")
def picture(letterhead_id: int) -> Response:
    """Send the first page of the specimen as a picture."""
    key = _made(one(letterhead_id)).page_key or abort(404)
    return Response(store().open(key), content_type="image/png", headers=SANDBOX)


@bp.get("/<int:letterhead_id>/specimen.pdf")
def pdf(letterhead_id: int) -> Response:
    """Send the specimen as it would be printed."""
    key = _made(one(letterhead_id)).pdf_key or abort(404)
    return to_save(
        store().open(key),
        name=f"{_('Specimen')}.pdf",
        media_type="application/pdf",
        size=store().size(key),
    )


def _made(letterhead: Letterhead) -> Letterhead:
    if letterhead.preview is not Preview.READY:
        abort(404)
    return letterhead
