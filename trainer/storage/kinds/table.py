"""Come here for the table of files that may be sent: their endings, types and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.storage.names import ending

MB = 1_000_000
WHAT_TO_SEND = "Send a photo, sound, video, PDF or office file."


class Kind(StrEnum):
    """What a file is to the person who looks at it."""

    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"


class NotAccepted(Exception):
    """This file can't be taken; the message tells the sender why, and what would do."""


@dataclass(frozen=True)
class FileType:
    """What an ending promises: the kind, how it is served, and what its bytes may be."""

    kind: Kind
    media_type: str
    contents: frozenset[str]


def _type(kind: Kind, media_type: str, *also: str) -> FileType:
    return FileType(kind, media_type, frozenset((media_type, *also)))


_MP4 = "video/mp4"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

TYPES = {
    "jpg": _type(Kind.PHOTO, "image/jpeg"),
    "jpeg": _type(Kind.PHOTO, "image/jpeg"),
    "png": _type(Kind.PHOTO, "image/png"),
    "webp": _type(Kind.PHOTO, "image/webp"),
    "gif": _type(Kind.PHOTO, "image/gif"),
    "mp3": _type(Kind.AUDIO, "audio/mpeg"),
    # Phones' recorders write sound into the container that films use too.
    "m4a": _type(Kind.AUDIO, "audio/mp4", _MP4),
    "wav": _type(Kind.AUDIO, "audio/wav"),
    "ogg": _type(Kind.AUDIO, "audio/ogg"),
    "mp4": _type(Kind.VIDEO, _MP4, "video/quicktime"),
    "webm": _type(Kind.VIDEO, "video/webm"),
    "mov": _type(Kind.VIDEO, "video/quicktime", _MP4),
    "pdf": _type(Kind.PDF, "application/pdf"),
    "docx": _type(Kind.OFFICE, _OPEN_XML + "wordprocessingml.document"),
    "xlsx": _type(Kind.OFFICE, _OPEN_XML + "spreadsheetml.sheet"),
    "pptx": _type(Kind.OFFICE, _OPEN_XML + "presentationml.presentation"),
    "odt": _type(Kind.OFFICE, _OPEN_DOCUMENT + "text"),
    "ods": _type(Kind.OFFICE, _OPEN_DOCUMENT + "spreadsheet"),
    "odp": _type(Kind.OFFICE, _OPEN_DOCUMENT + "presentation"),
    "txt": _type(Kind.TEXT, "text/plain"),
    "csv": _type(Kind.TEXT, "text/csv", "text/plain"),
}

ENDINGS = frozenset(TYPES)

Limits = Mapping[Kind, int]

LIMITS: Limits = dict.fromkeys(Kind, 50 * MB)

_CALLED = {
    Kind.PHOTO: "photo",
    Kind.AUDIO: "recording",
    Kind.VIDEO: "video",
    Kind.PDF: "PDF",
    Kind.OFFICE: "office file",
    Kind.TEXT: "text file",
}
_INSTEAD = {
    Kind.PHOTO: "A smaller copy will do.",
    Kind.AUDIO: "A shorter recording will do.",
    Kind.VIDEO: "A shorter clip will do.",
    Kind.PDF: "The pages that matter will do.",
    Kind.OFFICE: "The part that matters will do.",
    Kind.TEXT: "The part that matters will do.",
}


def limit_for(filename: str, limits: Limits = LIMITS) -> int:
    """Return how many bytes to read at most of a file of this name.

    Of a file whose ending is not in the table we read enough to say what it is.
    """
    promised = TYPES.get(ending(filename))
    return limits[promised.kind] if promised else max(limits.values())


def refuse_if_too_large(filename: str, size: int | None, limits: Limits = LIMITS) -> None:
    """Refuse a file whose size is known to be over its kind's limit."""
    if size is not None and size > limit_for(filename, limits):
        raise too_large(filename, limits, size=size)


def too_large(filename: str, limits: Limits = LIMITS, *, size: int | None = None) -> NotAccepted:
    """Say that a file is over the limit, how large it is where that is known, and what would do."""
    promised = TYPES.get(ending(filename))
    called = _CALLED[promised.kind] if promised else "file"
    instead = _INSTEAD[promised.kind] if promised else WHAT_TO_SEND
    allowed = f"{limit_for(filename, limits) / MB:g}"
    if size is None:
        return NotAccepted(f"This {called} is more than {allowed} MB, the limit. {instead}")
    # Rounded up, so that nobody reads that their 50 MB are more than 50.
    return NotAccepted(f"This {called} is {-(-size // MB)} MB; the limit is {allowed}. {instead}")
