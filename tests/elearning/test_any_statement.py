"""Whatever another system sends as a statement, it is taken or refused in words, never a fault."""

import json
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.elearning.test_receiving import Send, admin, key, send
from tests.factories_elearning import statement

__all__ = ["admin", "key", "send"]

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)
PLACES = [
    *(("id",), ("actor",), ("verb",), ("object",), ("result",), ("timestamp",), ("attachments",)),
    *(("actor", "mbox"), ("verb", "id"), ("object", "id"), ("object", "definition")),
    *(("result", "duration"), ("result", "success"), ("result", "score"), ("context",)),
]


def with_other(place: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A right statement but for what stands at one place of it."""
    said = statement()
    inside = said
    for name in place[:-1]:
        inside = inside[name]
    inside[place[-1]] = value
    return said


bodies = st.one_of(
    anything,
    st.builds(with_other, st.sampled_from(PLACES), anything),
    st.lists(st.builds(with_other, st.sampled_from(PLACES), anything), max_size=3),
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=bodies, put=st.one_of(st.none(), st.just("x"), st.uuids().map(str)))
def test_every_statement_is_answered(app: Flask, send: Send, body: Any, put: str | None) -> None:
    answer = send(json.dumps(body).encode(), put=put)
    assert answer.status_code in {200, 204, 400, 409}, answer.get_data(as_text=True)
    if answer.status_code >= 400:
        assert json.loads(answer.get_data())["error"]
