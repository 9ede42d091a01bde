"""Letterheads to try things with, and pictures to send."""

from io import BytesIO
from typing import Any

from flask import current_app
from PIL import Image

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.letterhead import actions
from trainer.letterhead.actions import Signing
from trainer.letterhead.models import Letterhead, LetterheadPicture, Preview

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">'
    b'<path d="M10 30 30 8 50 30Z" fill="#0b5d66"/><circle cx="70" cy="20" r="14"/></svg>'
)
LOOK: dict[str, Any] = {
    "brand": "#0b5d66",
    "accent": "#8a6d1f",
    "motto": "Every customer, every time",
    "seal": "Brackenhall Home",
}


def make_picture(content: bytes = DRAWING, media_type: str = "image/svg+xml") -> LetterheadPicture:
    """A logo or a signature that was taken in."""
    stored = current_app.extensions["store"].put_stream([content], limit=len(content))
    return LetterheadPicture(media_type=media_type, key=stored.key, sha256=stored.sha256)


def make_png(width: int, height: int, mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, kind)
    return file.getvalue()


def make_letterhead(by: User, *, shown: bool = True, **changes: Any) -> Letterhead:
    """A version that was tried, and of which there is a specimen."""
    given = {"logo": None, "signing": ()} | LOOK | changes
    letterhead = actions.try_out(actor=by, **given)
    if shown:
        letterhead.preview = Preview.READY
        store = current_app.extensions["store"]
        letterhead.pdf_key = store.put_stream([b"%PDF-"], limit=5).key
        letterhead.page_key = store.put_stream([make_png(4, 3)], limit=9999).key
    db.session.commit()
    return letterhead


def make_signing(name: str = "Ruth Calder", **changes: Any) -> Signing:
    """Somebody who signs, whenever it is."""
    given = {"role": "Head of Training", "from_day": None, "until_day": None, "signature": None}
    return Signing(name=name, **given | changes)
