"""Sending a part of a recording, so that it can be wound forward without being sent whole."""

from collections.abc import Iterator, Mapping

from flask import Response, request

from trainer.storage.store import CHUNK, Store


def send_part(
    store: Store, key: str, *, media_type: str, size: int, tag: str, headers: Mapping[str, str]
) -> Response:
    """Answer with the bytes asked for (206), all of them (200), or that there are none (416)."""
    common = {**headers, "Accept-Ranges": "bytes", "ETag": f'"{tag}"'}
    part = _asked_part(size, tag)
    if part is None:
        length = {"Content-Length": str(size)}
        return Response(store.open(key), content_type=media_type, headers=common | length)
    start, end = part
    if start >= end:
        return Response(status=416, headers=common | {"Content-Range": f"bytes */{size}"})
    about = {
        "Content-Range": f"bytes {start}-{end - 1}/{size}",
        "Content-Length": str(end - start),
    }
    pieces = _pieces(store, key, start, end)
    return Response(pieces, status=206, content_type=media_type, headers=common | about)


def _asked_part(size: int, tag: str) -> tuple[int, int] | None:
    """Return the one part asked for, from and up to; an empty one where there is none such."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    if request.if_range.date or request.if_range.etag not in {None, tag}:
        return None
    return asked.range_for_length(size) or (0, 0)


def _pieces(store: Store, key: str, start: int, end: int) -> Iterator[bytes]:
    for begin in range(start, end, CHUNK):
        yield store.read_range(key, begin, min(begin + CHUNK, end))
