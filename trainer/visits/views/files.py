"""The files of a chosen portfolio, as far as they may leave the centre, each opening noted."""

from typing import cast

from flask import Response, abort, current_app, request

from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.logs.views.files import PLAYED_AS, SHOWN
from trainer.logs.views.ranges import send_part
from trainer.packs.copies import Copy, travelling_copy
from trainer.storage.store import Store
from trainer.viewing.queries import page_of
from trainer.visits.models import Page
from trainer.visits.queries import scope as queries
from trainer.visits.views.blueprint import bp
from trainer.visits.views.entering import enter, note
from trainer.web.access import public
from trainer.web.uploads import SANDBOX, to_save

ADDRESS = "/eqa/<string:token>/registrations/<int:registration_id>/files/<string(length=26):code>"


@bp.get(f"{ADDRESS}/picture")
@public
def file_picture(token: str, registration_id: int, code: str) -> Response:
    """Send the picture made of a file."""
    file, _copy = _opened(token, registration_id, code, "picture")
    if file.shown_key is None or file.shown_type not in SHOWN:
        abort(404)
    content = _store().open(file.shown_key)
    return Response(content, content_type=file.shown_type, headers=SANDBOX)


@bp.get(f"{ADDRESS}/pages/<int:number>")
@public
def file_page(token: str, registration_id: int, code: str, number: int) -> Response:
    """Send the picture of one page of a document."""
    file, _copy = _opened(token, registration_id, code, f"page {number}")
    found = page_of(file.id, number)
    if found is None or found.key is None or found.media_type not in SHOWN:
        abort(404)
    content = _store().open(found.key)
    return Response(content, content_type=found.media_type, headers=SANDBOX)


@bp.get(f"{ADDRESS}/recording")
@public
def file_recording(token: str, registration_id: int, code: str) -> Response:
    """Send sound or video to be played in the page, whole or the part asked for."""
    file, _copy = _opened(token, registration_id, code, "recording")
    if not file.is_playable or not file.media_type.startswith(PLAYED_AS):
        abort(404)
    return send_part(
        _store(),
        file.shown_key or file.key,
        media_type=file.media_type,
        size=file.size,
        tag=file.shown_sha256 or file.sha256,
        headers=SANDBOX,
    )


@bp.get(f"{ADDRESS}/copy")
@public
def file_copy(token: str, registration_id: int, code: str) -> Response:
    """Send the copy of a file that may leave the centre, to be saved."""
    _file, copy = _opened(token, registration_id, code, "original")
    store = _store()
    size = store.size(copy.key)
    return to_save(store.open(copy.key), name=copy.name, media_type=copy.media_type, size=size)


def _opened(token: str, registration_id: int, code: str, shown_as: str) -> tuple[StoredFile, Copy]:
    """Find a file that may be opened, and note it before the first byte is sent."""
    entered = enter(token)
    chosen = db.one_or_404(queries.portfolio(entered.visit, registration_id))
    file = cast("StoredFile", db.one_or_404(queries.file(chosen, code)))
    copy = travelling_copy(file)
    if isinstance(copy, str):
        abort(404)
    if request.method != "HEAD":
        note(
            entered,
            Page.FILE,
            registration=chosen,
            file=file,
            about=f"{file.name}, {shown_as}",
            shown_as=shown_as,
        )
    return file, copy


def _store() -> Store:
    return cast("Store", current_app.extensions["store"])
