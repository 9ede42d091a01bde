"""From what was sent to what it says: who completed what, when, and how long it took."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from trainer.elearning.statements.model import (
    VOIDED,
    Activity,
    Agent,
    Definition,
    Reference,
    Result,
    Statement,
)
from trainer.elearning.statements.terms import minutes_of, moment_of

COMPLETING = frozenset(
    {
        "http://adlnet.gov/expapi/verbs/completed",
        "http://adlnet.gov/expapi/verbs/passed",
    }
)
"""Verbs that say something is done with; a result may still say that it was not, or without success."""

SET_BY_RECEIVER = ("id", "stored", "authority", "version")
"""What does not tell two statements apart: whoever receives them sets or may set these."""


class BadStatement(ValueError):
    """What was sent is no statement; the words say where and why."""


@dataclass(frozen=True)
class Told:
    """What one statement says, as far as Trainer understands it.

    `who` is a mailbox, its hash, an OpenID or an account with its home page, as one line;
    `minutes` is none where it does not say how long it took.
    """

    id: str
    digest: str
    body: dict[str, Any]
    verb: str
    who: str
    at: datetime | None
    activity: str = ""
    name: str = ""
    completes: bool = False
    minutes: int | None = None
    voids: str = ""


def read_all(body: Any) -> list[Told]:
    """Read one statement or a list of them; each without an id is given one. Raises BadStatement."""
    found = [read(one) for one in (body if isinstance(body, list) else [body])]
    if len({one.id for one in found}) < len(found):
        raise BadStatement("Two of the statements have the same id.")
    return found


def read(body: Any) -> Told:
    """Read one statement. Raises BadStatement."""
    if not isinstance(body, dict):
        raise BadStatement("A statement is an object.")
    for place in _nothings(body, ""):
        raise BadStatement(f"{place}: is null, which a statement never is.")
    try:
        said = Statement.model_validate(body)
    except ValidationError as trouble:
        raise BadStatement(_first(trouble)) from None
    about = said.object
    return Told(
        id=(said.id or str(uuid.uuid4())).lower(),
        digest=_digest(body),
        body=body,
        verb=said.verb.id,
        who=_who(said.actor),
        at=moment_of(said.timestamp) if said.timestamp else None,
        activity=about.id if isinstance(about, Activity) else "",
        name=_name(about.definition) if isinstance(about, Activity) else "",
        completes=isinstance(about, Activity) and _completes(said.verb.id, said.result),
        minutes=minutes_of(said.result.duration) if said.result and said.result.duration else None,
        voids=about.id.lower() if said.verb.id == VOIDED and isinstance(about, Reference) else "",
    )


def _completes(verb: str, result: Result | None) -> bool:
    if verb not in COMPLETING:
        return False
    return result is None or (result.completion is not False and result.success is not False)


def _who(actor: Any) -> str:
    if not isinstance(actor, Agent):
        return ""
    if actor.account is not None:
        return f"{actor.account.name} ({actor.account.home_page})"
    return (actor.mbox or actor.mbox_sha1sum or actor.openid or "").lower()


def _name(definition: Definition | None) -> str:
    names = (definition and definition.name) or {}
    english = [words for tag, words in names.items() if tag.lower().startswith("en")]
    return next(iter(english or names.values()), "")[:200]


def _digest(body: dict[str, Any]) -> str:
    kept = {name: value for name, value in body.items() if name not in SET_BY_RECEIVER}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _nothings(value: Any, place: str) -> Iterable[str]:
    """Yield where nothing stands, but within extensions, where it may."""
    if value is None:
        yield place.lstrip(".")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "extensions":
                yield from _nothings(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _nothings(inner, f"{place}.{number}")


def _first(trouble: ValidationError) -> str:
    error = trouble.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(one) for one in error["loc"] if one != "")
    words = error["msg"].removeprefix("Value error, ")
    return f"{place}: {words}." if place else f"The statement {words}."
