"""The process that draws files of strangers; `trainer.storage.drawing` starts it as a program."""

import json
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer.confined.child import serve
from trainer.storage import pages
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow, Rendition, render


def answer(asked: bytes) -> bytes:
    """Draw one file, or one page of it; say so where it can't be shown."""
    request = json.loads(asked)
    try:
        return json.dumps({"shown": True, **_done(request)}).encode()
    except CannotShow:
        return json.dumps({"shown": False}).encode()


def _done(request: dict[str, Any]) -> dict[str, Any]:
    kind, file = Kind(request["kind"]), Path(request["file"])
    if request["do"] == "count":
        return {"pages": pages.count(kind, file)}
    if request["do"] == "draw":
        sheet = pages.draw(kind, file, request["number"])
        return {"picture": sheet.picture and _written(sheet.picture), "words": sheet.words}
    shown = render(kind, file, request["covered"])
    if shown is None:
        raise CannotShow
    return {"page": _written(shown.page), "thumbnail": _written(shown.thumbnail)}


def _written(picture: Rendition) -> dict[str, Any]:
    return {**asdict(picture), "data": b64encode(picture.data).decode()}


if __name__ == "__main__":
    serve(answer)
