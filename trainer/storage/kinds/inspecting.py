"""Come here for the question asked of every file sent: may it be taken, and as what."""

from dataclasses import dataclass

from trainer.storage import pictures
from trainer.storage.content import Content, Source, looking_into
from trainer.storage.kinds import hiding, office, pdf, recording, refusing, text
from trainer.storage.kinds.recognising import recognise
from trainer.storage.kinds.table import (
    LIMITS,
    TYPES,
    FileType,
    Kind,
    Limits,
    NotAccepted,
    refuse_if_too_large,
)
from trainer.storage.names import ending

EMPTY = "This file is empty. Choose it again, or send another."
TOO_MANY_PIXELS = "This photo has more than 50 million pixels. A smaller copy will do."
TOO_HEAVY = "Opening this photo takes too much memory. Save a smaller copy, or a plain JPEG."
DAMAGED_PHOTO = "This photo is damaged or cut off. Open it, save it again and send the new copy."


@dataclass(frozen=True)
class Inspected:
    """What a file turned out to be; `media_type` is safe to serve it under."""

    kind: Kind
    media_type: str
    pixels: int | None = None
    pages: int | None = None


def inspect(source: Source, filename: str, *, limits: Limits = LIMITS) -> Inspected:
    """Say what a file is from its bytes, or raise `NotAccepted` with the reason.

    Nothing is unpacked or drawn: that is for the job worker.
    """
    with looking_into(source) as content:
        if not content.size:
            raise NotAccepted(EMPTY)
        refuse_if_too_large(filename, content.size, limits)
        found = recognise(content)
        file_type = _promised(filename, found)
        hiding.refuse_hidden(content, file_type.kind)
        return _look_closer(content, file_type, found)


def _promised(filename: str, found: str) -> FileType:
    refusing.refuse_if_never_taken(found)
    last = ending(filename)
    if last not in TYPES:
        raise refusing.unknown_ending(last)
    if found not in TYPES[last].contents:
        raise refusing.mismatch(last, found)
    return TYPES[last]


def _look_closer(content: Content, file_type: FileType, found: str) -> Inspected:
    match file_type.kind:
        case Kind.PHOTO:
            return Inspected(Kind.PHOTO, file_type.media_type, pixels=_count_pixels(content))
        case Kind.PDF:
            return Inspected(Kind.PDF, file_type.media_type, pages=pdf.check(content))
        case Kind.OFFICE:
            office.refuse_dangerous(content)
        case Kind.TEXT:
            media_type = f"{file_type.media_type}; charset={text.encoding(content)}"
            return Inspected(Kind.TEXT, media_type)
        case Kind.AUDIO | Kind.VIDEO:
            if found in recording.IN_BOXES:
                recording.refuse_cut_off(content)
    return Inspected(file_type.kind, file_type.media_type)


def _count_pixels(content: Content) -> int:
    try:
        with pictures.opened(content.stream()) as picture:
            width, height = picture.size
            picture.verify()
    except pictures.TooHeavy as error:
        raise NotAccepted(TOO_HEAVY) from error
    except pictures.TooManyPixels as error:
        raise NotAccepted(TOO_MANY_PIXELS) from error
    except pictures.Unreadable as error:
        raise NotAccepted(DAMAGED_PHOTO) from error
    return width * height
