"""Files in requests: taken in by one set of limits, and sent out to be saved, never opened."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from flask import Response, current_app
from werkzeug.datastructures import FileStorage
from werkzeug.http import dump_options_header

from trainer.config import Config
from trainer.storage.kinds import ENDINGS, Kind
from trainer.storage.store import in_chunks
from trainer.storage.uploads import Upload, take_in

ACCEPTED = ",".join(f".{ending}" for ending in sorted(ENDINGS))
"""The endings a page's file field offers."""

SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}
"""What keeps a file somebody sent from doing anything in a page, and out of pages of others."""


def upload_limit() -> int:
    """Return how many bytes a file may have here."""
    config: Config = current_app.extensions["trainer"]
    return config.upload_limit_mb * 1_000_000


def receive(sent: FileStorage) -> Upload:
    """Take in a file before any write begins, or raise `NotAccepted` with the reason."""
    limits = dict.fromkeys(Kind, upload_limit())
    chunks, name = in_chunks(sent.stream), sent.filename or ""
    config: Config = current_app.extensions["trainer"]
    store, scanned = current_app.extensions["store"], bool(config.antivirus)
    return take_in(store, chunks, name, limits=limits, awaits_scan=scanned)


def saved_as(name: str) -> str:
    """Give the header under which a browser saves a file, whatever letters its name has.

    Headers hold no other letters than those of ISO 8859-1, so that the name goes encoded, and
    beside it plain, for programs that read it no other way.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain == name:
        return dump_options_header("attachment", {"filename": name})
    encoded = f"UTF-8''{quote(name)}"
    return dump_options_header("attachment", {"filename": plain, "filename*": encoded})


def to_save(content: Iterable[bytes], *, name: str, media_type: str, size: int) -> Response:
    """Answer with the very bytes that were sent, to be saved under their name."""
    headers = {
        "Content-Disposition": saved_as(name),
        "Content-Length": str(size),
    }
    return Response(content, content_type=media_type, headers=SANDBOX | headers)
