"""Sending parts of a recording, so that it can be wound forward without being sent whole."""

import secrets
from collections.abc import Iterator, Mapping, Sequence

from flask import Response, request

from trainer.storage.store import CHUNK, Store
from trainer.web.ranges import Part, names_this, parts_asked


def send_part(
    store: Store, key: str, *, media_type: str, size: int, tag: str, headers: Mapping[str, str]
) -> Response:
    """Answer with the bytes asked for (206), all of them (200), or that there are none (416)."""
    common = {**headers, "Accept-Ranges": "bytes", "ETag": f'"{tag}"'}
    parts = _asked(size, tag)
    if parts is None:
        length = {"Content-Length": str(size)}
        return Response(store.open(key), content_type=media_type, headers=common | length)
    if not parts:
        return Response(status=416, headers=common | {"Content-Range": f"bytes */{size}"})
    if len(parts) > 1:
        return _several(store, key, parts, media_type, size, common)
    start, end = parts[0]
    about = {"Content-Range": _place(parts[0], size), "Content-Length": str(end - start)}
    pieces = _pieces(store, key, start, end)
    return Response(pieces, status=206, content_type=media_type, headers=common | about)


def _asked(size: int, tag: str) -> list[Part] | None:
    asked = request.headers.get("Range")
    if asked is None or request.method != "GET":
        return None
    if not names_this(request.headers.get("If-Range"), tag):
        return None
    return parts_asked(asked, size)


def _several(
    store: Store,
    key: str,
    parts: Sequence[Part],
    media_type: str,
    size: int,
    common: Mapping[str, str],
) -> Response:
    """Send several parts in one answer, each under a head that says which it is."""
    boundary = secrets.token_hex(16)
    heads = [
        f"\r\n--{boundary}\r\nContent-Type: {media_type}\r\n"
        f"Content-Range: {_place(part, size)}\r\n\r\n".encode()
        for part in parts
    ]
    close = f"\r\n--{boundary}--\r\n".encode()
    length = sum(map(len, [*heads, close])) + sum(end - start for start, end in parts)

    def written() -> Iterator[bytes]:
        for head, part in zip(heads, parts, strict=True):
            yield head
            yield from _pieces(store, key, *part)
        yield close

    return Response(
        written(),
        status=206,
        content_type=f"multipart/byteranges; boundary={boundary}",
        headers={**common, "Content-Length": str(length)},
    )


def _place(part: Part, size: int) -> str:
    return f"bytes {part[0]}-{part[1] - 1}/{size}"


def _pieces(store: Store, key: str, start: int, end: int) -> Iterator[bytes]:
    for begin in range(start, end, CHUNK):
        yield store.read_range(key, begin, min(begin + CHUNK, end))
