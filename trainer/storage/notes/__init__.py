"""Come here to take out of a film or sound what its notes tell: where it was made, when, by whom.

What is not needed to play is blanked where it lies, so that every place in the file stays where it
was; each kind of file keeps its notes in its own way.
"""

from collections.abc import Callable, Mapping

from trainer.storage.notes import boxes, ebml, id3, ogg, riff
from trainer.storage.notes.kept import CannotStrip

WAYS: Mapping[str, Callable[[bytearray], bool]] = {
    "audio/mp4": boxes.without_place,
    "video/mp4": boxes.without_place,
    "video/quicktime": boxes.without_place,
    "audio/mpeg": id3.clear,
    "audio/wav": riff.clear,
    "audio/ogg": ogg.clear,
    "video/webm": ebml.clear,
}
"""How notes are taken out, by what a file is; all that is played is here."""

__all__ = ["WAYS", "CannotStrip", "without_notes"]


def without_notes(data: bytearray, media_type: str) -> bool:
    """Blank all that is not needed to play; say whether there was anything of the kind.

    Raises `CannotStrip` where a recording keeps notes in a way we can't take out.
    """
    return WAYS[media_type](data)
