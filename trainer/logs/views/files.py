"""Files of evidence: sending one, and being sent them under one policy, whatever the address."""

from typing import cast

from flask import Response, abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from trainer.audit.record import record_apart
from trainer.core.policy import YES, Verdict
from trainer.extensions import db
from trainer.logs import attaching, policies, queries
from trainer.logs.events import FileRead
from trainer.logs.forms import UploadForm
from trainer.logs.models import StoredFile
from trainer.logs.views.blueprint import bp
from trainer.logs.views.finding import own_latest
from trainer.logs.views.ranges import send_part
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.uploads import SANDBOX, to_save

SHOWN = {"image/jpeg", "image/png", "image/webp"}
"""Types made by ourselves that a browser may draw; anything else is downloaded or played."""

PLAYED_AS = ("audio/", "video/")
"""How the types begin that a browser may play; a document that lies about itself is none of them."""


@bp.app_template_global()
def may_open(file: StoredFile) -> Verdict:
    """Tell templates whether a file in an entry one reads is open too, and if not, why."""
    return policies.may_read_file(actor(), file) if file.shows_others else YES


@bp.post("/log/<int:item_id>/files")
def upload(item_id: int) -> ResponseReturnValue:
    """Take one file in, and answer with its row or with the reason against it."""
    revision = own_latest(item_id)
    key = request.form.get("client_key") or None
    if not (verdict := policies.may_attach(actor(), revision)) and not _was_sent(key):
        return jsonify(error=verdict.reason), 422
    form = UploadForm.for_request()
    if form.submitted():
        with form.refusals():
            attached = attaching.attach(revision, form.upload, actor=actor(), client_key=key)
            return render_template("logs/_file.html", file=attached.file), 201
    sentences = [*form.form_errors, *form.file.errors]
    return jsonify(error=" ".join(map(str, sentences))), 422


@bp.get("/files/<string(length=26):code>/thumbnail")
def thumbnail(code: str) -> Response:
    """Send the small picture made of a file."""
    file = readable(code)
    return _picture(file, file.thumb_key, "thumbnail")


@bp.get("/files/<string(length=26):code>/picture")
def picture(code: str) -> Response:
    """Send the picture made of a file: a photo without its place, a PDF's first page."""
    file = readable(code)
    return _picture(file, file.shown_key, "picture")


@bp.get("/files/<string(length=26):code>/recording")
def recording(code: str) -> Response:
    """Send sound or video to be played in the page, whole or the part asked for."""
    file = readable(code)
    if not file.is_playable or not file.media_type.startswith(PLAYED_AS):
        abort(404)
    key, sha256 = file.shown_key or file.key, file.shown_sha256 or file.sha256
    media_type, size = file.media_type, file.size
    note_reading(file, "recording")
    return send_part(store(), key, media_type=media_type, size=size, tag=sha256, headers=SANDBOX)


@bp.get("/files/<string(length=26):code>/<string:name>")
def original(code: str, name: str) -> Response:
    """Send the very bytes that were sent, to be saved and never opened in the page."""
    file = readable(code)
    if file.name != name or not policies.may_read_original(actor(), file):
        abort(404)
    content, name, media_type, size = store().open(file.key), file.name, file.media_type, file.size
    note_reading(file, "original")
    return to_save(content, name=name, media_type=media_type, size=size)


def _was_sent(key: str | None) -> bool:
    return key is not None and db.session.scalar(queries.attached_as(key)) is not None


def readable(code: str) -> StoredFile:
    """Find a file its reader may open, or answer 404."""
    found = policies.files_kept_for(actor()).where(StoredFile.code == code)
    return cast("StoredFile", db.one_or_404(found))


def _picture(file: StoredFile, key: str | None, shown_as: str) -> Response:
    if key is None or file.shown_type not in SHOWN:
        abort(404)
    content, media_type = store().open(key), file.shown_type
    note_reading(file, shown_as)
    return Response(content, content_type=media_type, headers=SANDBOX)


def note_reading(file: StoredFile, shown_as: str) -> None:
    """Write down that someone else's file is read, before the first byte is sent."""
    if file.owner_id != actor().id and request.method != "HEAD":
        record_apart(FileRead(actor=actor(), subject=file, shown_as=shown_as))


def store() -> Store:
    """Give the place where bytes are kept."""
    return cast("Store", current_app.extensions["store"])
