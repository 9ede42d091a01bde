"""The pictures of single pages, under the policy all files are under; and the viewer's parts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, request
from markupsafe import Markup, escape

from trainer.audit.record import record_apart
from trainer.logs.events import FileRead
from trainer.logs.models import Revision
from trainer.logs.views.files import SHOWN, may_open, note_reading, readable, store
from trainer.viewing import finding
from trainer.viewing.queries import ZOOMS, Looking, look, page_of
from trainer.web.access import actor
from trainer.web.uploads import SANDBOX

bp = Blueprint("viewing", __name__)

LONGEST_SOUGHT = 100


@bp.get("/files/<string(length=26):code>/pages/<int:number>")
def page_picture(code: str, number: int) -> Response:
    """Send the picture of one page of a document."""
    file = readable(code)
    page = page_of(file.id, number)
    if page is None or page.key is None or page.media_type not in SHOWN:
        abort(404)
    content, media_type = store().open(page.key), page.media_type
    note_reading(file, f"page {number}")
    return Response(content, content_type=media_type, headers=SANDBOX)


def asked(revision: Revision) -> Looking:
    """Open what this request asks to look at."""
    args = request.args
    return look(
        revision,
        args.get("show", ""),
        number=args.get("page", 1, type=int),
        zoom=args.get("zoom", ZOOMS[0], type=int),
        second=args.get("at", type=int),
        sought=args.get("find", "").strip()[:LONGEST_SOUGHT],
        is_open=may_open,
    )


def note_words_read(looking: Looking) -> None:
    """Write down that somebody else was shown words of files, before they are sent."""
    files = {place.file.id: place.file for place in looking.places if place.file}
    if looking.file and looking.page and looking.page.words:
        files[looking.file.id] = looking.file
    for file in files.values():
        if file.owner_id != actor().id:
            record_apart(FileRead(actor=actor(), subject=file, shown_as="words"))


@bp.app_template_filter("sought")
def sought(text: str, words: str, quotes: Sequence[tuple[int, str]] = ()) -> Any:
    """Mark in a text what was sought, and the passages that are quoted with their numbers."""
    wanted = [*((str(number), quote) for number, quote in quotes if quote), ("", words)]
    if not words and len(wanted) == 1:
        return text
    return Markup("").join(_marked(name, piece) for name, piece in finding.cut(text, wanted))


def _marked(name: str | None, piece: str) -> Markup:
    if name is None:
        return escape(piece)
    if not name:
        return Markup("<mark>{}</mark>").format(piece)
    number = Markup('<a class="mark-no" href="#comment-{0}">{0}</a>').format(name)
    return Markup('<mark class="quoted">{}</mark>{}').format(piece, number)
