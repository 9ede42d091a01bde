"""How this service answers: the payload, what a cache may do with it, and CASE's own words for no."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from trainer.catalogue.comparing import entry_of
from trainer.catalogue.exchange.case.writing import Style
from trainer.catalogue.exchange.collecting import framework_of
from trainer.catalogue.models import QualificationVersion

PREFIX = "/ims/case/v1p1"
MINUTES = 5
"""So long a cache may keep what is open to everyone without asking again."""

CODES = {
    401: "unauthorisedrequest",
    403: "forbidden",
    404: "unknownobject",
    429: "server_busy",
    500: "internal_server_error",
    503: "server_busy",
}


def style_of(version: QualificationVersion | None = None) -> Style:
    """Give the addresses of this service, and the moment of publication as that of change."""
    base = request.url_root.rstrip("/") + PREFIX
    if version is None or version.published_at is None:
        return Style(base)
    return Style(base, version.published_at.isoformat(timespec="seconds"))


def answered(version: QualificationVersion, write: Callable[[], dict[str, Any]]) -> Response:
    """Answer with something of a version, or that it is as it was; `write` is asked only if needed."""
    says = (entry_of(version).model_dump_json(), framework_of(version).model_dump_json())
    told = (version.id, version.content_hash, *says, request.url)
    tag = hashlib.sha256(repr(told).encode()).hexdigest()[:32]
    answer = Response(status=304) if tag in request.if_none_match else jsonify(write())
    answer.set_etag(tag)
    return for_caches(answer)


def for_caches(answer: Response) -> Response:
    """Let caches keep for a while what was shown to nobody in particular."""
    if not current_user.is_authenticated:
        answer.cache_control.public = True
        answer.cache_control.max_age = MINUTES * 60
        answer.vary.add("Cookie")
    return answer


def refusal(status: int, says: str, code: str = "") -> Response:
    """Say no as CASE says it."""
    field = {
        "imsx_codeMinorFieldName": "sourcedId" if status == 404 else "TargetEndSystem",  # noqa: PLR2004
        "imsx_codeMinorFieldValue": code or CODES.get(status, "internal_server_error"),
    }
    answer = jsonify(
        imsx_codeMajor="failure",
        imsx_severity="error",
        imsx_description=says,
        imsx_codeMinor={"imsx_codeMinorField": [field]},
    )
    answer.status_code = status
    return answer


def refused(error: HTTPException) -> Response:
    """Say whatever went wrong as CASE says it."""
    return refusal(error.code or 500, error.description or "That did not work.")


def links(limit: int, offset: int, total: int) -> str:
    """Write the header that leads to the other pages of a list."""
    last = max(0, (total - 1) // limit * limit)
    pages = {"first": 0, "last": last}
    if offset + limit < total:
        pages["next"] = offset + limit
    if offset > 0:
        pages["prev"] = max(0, offset - limit)
    given = [(name, value) for name, value in request.args.items(multi=True)]
    kept = [(name, value) for name, value in given if name not in {"limit", "offset"}]
    told = []
    for rel, begins in pages.items():
        query = urlencode([*kept, ("limit", limit), ("offset", begins)])
        told.append(f'<{request.base_url}?{query}>; rel="{rel}"')
    return ", ".join(told)
