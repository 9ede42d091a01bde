"""The address statements are sent to, as the standard has it: keys in place of sign-ins, JSON alone.

Sources: Experience API 1.0.3, part three, 1 (requests, errors, versions) and 2.1 (statements).
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec

from flask import Response, current_app, jsonify, request
from sqlalchemy.exc import IntegrityError

from trainer.core.errors import Conflict, Refused, TrainerError, Unacceptable
from trainer.elearning import actions, queries
from trainer.elearning.models import ReceivingKey, Scope
from trainer.elearning.statements import BadStatement, Told, read_all
from trainer.elearning.views.blueprint import receiving_bp
from trainer.extensions import csrf, db
from trainer.web.access import public
from trainer.web.throttle import MINUTE, at_most
from trainer.web.transactions import begin_writing

VERSION = "1.0.3"
MOST_BYTES = 2 * 1024 * 1024
MOST_STATEMENTS = 500
MOST_REQUESTS = 600
_VERSION = re.compile(r"1\.0(\.\d+)?")
STATUS = {Refused: 403, Conflict: 409, Unacceptable: 400, BadStatement: 400}

P = ParamSpec("P")


class NotTaken(Exception):
    """The request can't be taken as it is; its status and words go back."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def receiving(view: Callable[P, Response]) -> Callable[P, Response]:
    """Answer in the standard's way, whatever goes wrong, with its version on every answer."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            answer = view(*args, **kwargs)
        except NotTaken as refused:
            answer = _error(refused.status, refused.words)
        except (TrainerError, BadStatement) as refused:
            answer = _error(STATUS.get(type(refused), 400), str(refused))
        except IntegrityError:
            answer = _error(409, "Somebody sent a statement of that id at the same moment.")
        answer.headers["X-Experience-API-Version"] = VERSION
        return answer

    return answered


@receiving_bp.get("/about")
@public
@receiving
def about() -> Response:
    """Tell which versions of the standard are understood."""
    return jsonify(version=[VERSION])


@receiving_bp.post("/statements")
@public
@at_most(MOST_REQUESTS, MINUTE)
@receiving
def post() -> Response:
    """Take one statement or several, and answer with their ids."""
    return jsonify([one.id for one in _take()])


@receiving_bp.put("/statements")
@public
@at_most(MOST_REQUESTS, MINUTE)
@receiving
def put() -> Response:
    """Take one statement under the id in the address."""
    _take(under=request.args.get("statementId", ""))
    return Response(status=204)


csrf.exempt(post)
csrf.exempt(put)
"""Nothing here rests on a cookie: whoever sends signs in with a key each time."""


def _take(under: str | None = None) -> list[Told]:
    _require_version()
    name, secret = _signed_in_as()
    _require_key(name, secret)
    told = read_all(_body(under))
    begin_writing()
    config = current_app.extensions["trainer"]
    actions.receive(told, key=_require_key(name, secret), ours=config.base_url)
    db.session.flush()
    return told


def _require_version() -> None:
    if not _VERSION.fullmatch(request.headers.get("X-Experience-API-Version", "")):
        raise NotTaken(400, "Send X-Experience-API-Version with a version 1.0.x.")


def _signed_in_as() -> tuple[str, str]:
    given = request.authorization
    if given is None or given.type != "basic":
        raise NotTaken(401, "Sign in with the key's name and secret (HTTP Basic).")
    return given.username or "", given.password or ""


def _require_key(name: str, secret: str) -> ReceivingKey:
    key = queries.key_called(name, secret, Scope.WRITE_STATEMENTS)
    if key is None:
        raise NotTaken(401, "There is no such key, or it works no more.")
    return key


def _body(under: str | None) -> Any:
    if request.mimetype != "application/json":
        raise NotTaken(400, "Send application/json. Attached files are not taken.")
    if (request.content_length or 0) > MOST_BYTES:
        raise NotTaken(413, "Send at most 2 MB at a time.")
    try:
        body = json.loads(request.get_data(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotTaken(400, "That is not JSON.") from None
    if isinstance(body, list):
        if under is not None:
            raise NotTaken(400, "One statement goes under one id.")
        if len(body) > MOST_STATEMENTS:
            raise NotTaken(413, f"Send at most {MOST_STATEMENTS} statements at a time.")
    if under is not None and isinstance(body, dict):
        if not under or str(body.get("id", under)).lower() != under.lower():
            raise NotTaken(400, "The statementId of the address and the statement's id differ.")
        body["id"] = under
    return body


def _no_number(said: str) -> None:
    raise ValueError(said)


def _error(status: int, words: str) -> Response:
    db.session.rollback()
    answer = jsonify(error=words)
    answer.status_code = status
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Basic realm="Trainer xAPI"'
    return answer
