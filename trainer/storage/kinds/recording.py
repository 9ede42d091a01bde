"""Come here to tell a whole film or sound from one that was cut off on its way."""

from trainer.storage.content import Content
from trainer.storage.kinds.table import NotAccepted

DAMAGED = "This recording is damaged or cut off. Play it on your own device, then send it again."
IN_BOXES = {"audio/mp4", "video/mp4", "video/quicktime"}
_MOST_BOXES = 10_000
_BOX_HEAD = 8
_NEEDED_WHOLE = {b"moov", b"moof", b"mdat"}


def refuse_cut_off(content: Content) -> None:
    """Refuse an MP4, M4A or MOV that lacks its table of contents or the end of its pictures.

    Such a file is a row of boxes, each with its length and a four-letter name.
    """
    seen: set[bytes] = set()
    at = 0
    for _ in range(_MOST_BOXES):
        if at + _BOX_HEAD > content.size:
            break
        length, name = _box(content, at)
        if name in _NEEDED_WHOLE and at + length > content.size:
            raise NotAccepted(DAMAGED)
        if length < _BOX_HEAD:
            break
        seen.add(name)
        at += length
    if b"moov" not in seen:
        raise NotAccepted(DAMAGED)


def _box(content: Content, at: int) -> tuple[int, bytes]:
    head = content.data[at : at + 16]
    length, name = int.from_bytes(head[:4]), head[4:8]
    if length == 1:
        length = int.from_bytes(head[8:16])
    return (length or content.size - at), name
