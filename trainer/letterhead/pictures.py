"""Logos and signatures on their way in: looked into, made harmless, and kept."""

from dataclasses import dataclass

from trainer.core.text import lazy_gettext as _
from trainer.letterhead.drawings import harmless
from trainer.storage import pictures
from trainer.storage.content import looking_into
from trainer.storage.kinds import NotAccepted
from trainer.storage.kinds.hiding import refuse_hidden
from trainer.storage.kinds.recognising import recognise
from trainer.storage.kinds.table import Kind
from trainer.storage.store import Store, Stored

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000_000
MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
ACCEPTED = ".svg,.png,.jpg,.jpeg"

TOO_LARGE = _("This picture is more than 2 MB. A smaller copy will do: it is printed quite small.")
TOO_MANY_PIXELS = _("This picture has more than 4 million pixels. A smaller copy will do.")
NOT_A_PICTURE = _("Send an SVG drawing, a PNG or a JPEG.")
DAMAGED = _("This picture is damaged or cut off. Save it again and send the new copy.")
OTHER_COLOURS = _(
    "This picture's colours can't be printed faithfully. Save it in RGB, 8 bits a colour, and send"
    " that."
)


@dataclass(frozen=True)
class Kept:
    """A picture that was taken in."""

    media_type: str
    stored: Stored


def take_in(sent: bytes, store: Store) -> Kept:
    """Keep a logo or a signature, or raise `NotAccepted` with a sentence for the sender."""
    if len(sent) > MOST_BYTES:
        raise NotAccepted(str(TOO_LARGE))
    media_type, content = _looked_into(sent)
    return Kept(media_type, store.put_stream([content], limit=len(content)))


def _looked_into(sent: bytes) -> tuple[str, bytes]:
    if _begins_as_markup(sent):
        return "image/svg+xml", harmless(sent)
    with looking_into(sent) as content:
        if recognise(content) not in MEDIA_TYPES.values():
            raise NotAccepted(str(NOT_A_PICTURE))
        refuse_hidden(content, Kind.PHOTO)
        try:
            with pictures.opened(content.stream()) as picture:
                media_type = MEDIA_TYPES[picture.format or ""]
                _refuse_unfit(picture.mode, picture.width * picture.height)
                picture.load()
        except pictures.TooManyPixels as error:
            raise NotAccepted(str(TOO_MANY_PIXELS)) from error
        except (pictures.Unreadable, KeyError) as error:
            raise NotAccepted(str(DAMAGED)) from error
    return media_type, sent


def _refuse_unfit(mode: str, pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise NotAccepted(str(TOO_MANY_PIXELS))
    if mode not in MODES:
        raise NotAccepted(str(OTHER_COLOURS))


def _begins_as_markup(sent: bytes) -> bool:
    return sent[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
