"""The standard's own rules for statements, one fault at a time, and what a statement says."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories_elearning import COMPLETED, NUMBER, VOIDED, statement
from trainer.elearning.statements import BadStatement, read, read_all

Fault = Callable[[dict[str, Any]], object]
AGENT = {"mbox": "mailto:ada@example.org"}
QUESTION = {"interactionType": "choice", "choices": [{"id": "a"}, {"id": "b"}]}

FAULTS: dict[str, Fault] = {
    "known in two ways": lambda s: s["actor"].update(openid="https://a.example/ada"),
    "known in no way": lambda s: s["actor"].pop("mbox"),
    "an address that is none": lambda s: s["actor"].update(mbox="ada@example.org"),
    "a hash that is none": lambda s: s.update(actor={"mbox_sha1sum": "abc"}),
    "an account without a home page": lambda s: s.update(actor={"account": {"name": "1"}}),
    "a group without members": lambda s: s.update(actor={"objectType": "Group"}),
    "a group known in two ways": lambda s: s.update(
        actor={"objectType": "Group", **AGENT, "openid": "https://a.example/g"}
    ),
    "a group in a group": lambda s: s.update(
        actor={"objectType": "Group", "member": [{"objectType": "Group", "member": [AGENT]}]}
    ),
    "an actor of no kind": lambda s: s["actor"].update(objectType="Robot"),
    "no verb": lambda s: s.pop("verb"),
    "a verb that is a word": lambda s: s["verb"].update(id="completed"),
    "a language that is none": lambda s: s["verb"].update(display={"not one!": "done"}),
    "no object": lambda s: s.pop("object"),
    "an object without an id": lambda s: s["object"].pop("id"),
    "an object of no kind": lambda s: s["object"].update(objectType="Course"),
    "a key in the wrong case": lambda s: s.update(Verb=s.pop("verb")),
    "a key nobody knows": lambda s: s.update(mood="good"),
    "null": lambda s: s["result"].update(success=None),
    "null in a list": lambda s: s.update(attachments=[None]),
    "yes for true": lambda s: s["result"].update(completion="yes"),
    "one for true": lambda s: s["result"].update(completion=1),
    "a number as words": lambda s: s["result"].update(score={"raw": "9"}),
    "true for a number": lambda s: s["result"].update(score={"raw": True}),
    "more than all": lambda s: s["result"].update(score={"scaled": 1.01}),
    "less than nothing": lambda s: s["result"].update(score={"scaled": -1.01}),
    "a score above its max": lambda s: s["result"].update(score={"raw": 11, "max": 10}),
    "a score below its min": lambda s: s["result"].update(score={"raw": -1, "min": 0}),
    "min above max": lambda s: s["result"].update(score={"min": 10, "max": 1}),
    "a duration in words": lambda s: s["result"].update(duration="an hour"),
    "a duration of nothing": lambda s: s["result"].update(duration="P"),
    "a duration with an empty time": lambda s: s["result"].update(duration="P1DT"),
    "a moment in words": lambda s: s.update(timestamp="yesterday"),
    "a moment without a time": lambda s: s.update(timestamp="2026-03-02"),
    "a moment on no day": lambda s: s.update(timestamp="2026-02-30T10:00:00Z"),
    "a moment in no zone": lambda s: s.update(timestamp="2026-03-02T10:00:00-00:00"),
    "an id that is none": lambda s: s.update(id="12"),
    "a later version": lambda s: s.update(version="2.0.0"),
    "an extension named by a word": lambda s: s["result"].update(extensions={"mood": 1}),
    "voids a course": lambda s: s["verb"].update(id=VOIDED),
    "a statement in a statement in a statement": lambda s: s.update(
        object={"objectType": "SubStatement", "actor": AGENT, "verb": {"id": COMPLETED},
                "object": {"objectType": "SubStatement"}}
    ),
    "an inner statement with an id": lambda s: s.update(
        object={"objectType": "SubStatement", "id": NUMBER, "actor": AGENT,
                "verb": {"id": COMPLETED}, "object": {"id": "https://a.example/1"}}
    ),
    "a platform without an activity": lambda s: s.update(
        object={"objectType": "Agent", **AGENT}, context={"platform": "Northway"}
    ),
    "a revision without an activity": lambda s: s.update(
        object={"objectType": "StatementRef", "id": NUMBER}, context={"revision": "2"}
    ),
    "a team that is a person": lambda s: s.update(context={"team": AGENT}),
    "a registration that is none": lambda s: s.update(context={"registration": "12"}),
    "choices of no question": lambda s: s["object"].update(definition={"choices": [{"id": "a"}]}),
    "a scale for a choice": lambda s: s["object"].update(
        definition={"interactionType": "choice", "scale": [{"id": "a"}]}
    ),
    "two choices of one id": lambda s: s["object"].update(
        definition={"interactionType": "choice", "choices": [{"id": "a"}, {"id": "a"}]}
    ),
    "right answers to no question": lambda s: s["object"].update(
        definition={"correctResponsesPattern": ["a"]}
    ),
    "a question of no kind": lambda s: s["object"].update(definition={"interactionType": "riddle"}),
    "an attachment without its address": lambda s: s.update(
        attachments=[{"usageType": "https://a.example/u", "display": {"en": "a"},
                      "contentType": "text/plain", "length": 1, "sha2": "a" * 64}]
    ),
}  # fmt: skip

GOOD: dict[str, Fault] = {
    "as it is": lambda s: s.copy(),
    "without a moment": lambda s: s.pop("timestamp"),
    "a moment without a zone": lambda s: s.update(timestamp="2026-03-02T10:00:00"),
    "a hash of an address": lambda s: s.update(actor={"mbox_sha1sum": "a" * 40}),
    "an account": lambda s: s.update(
        actor={"account": {"homePage": "https://a.example", "name": "1"}}
    ),
    "a group by its members": lambda s: s.update(actor={"objectType": "Group", "member": [AGENT]}),
    "nothing within an extension": lambda s: s["result"].update(
        extensions={"https://a.example/x": {"inner": None}}
    ),
    "an empty definition": lambda s: s["object"].update(definition={}),
    "a question": lambda s: s["object"].update(definition=QUESTION),
    "an inner statement": lambda s: s.update(
        object={"objectType": "SubStatement", "actor": AGENT, "verb": {"id": COMPLETED},
                "object": {"id": "https://a.example/1"}}
    ),
    "voids a statement": lambda s: s.update(
        verb={"id": VOIDED}, object={"objectType": "StatementRef", "id": NUMBER}
    ),
    "all a context says": lambda s: s.update(
        context={
            "registration": NUMBER, "instructor": AGENT, "language": "en-GB",
            "platform": "Northway", "revision": "2",
            "statement": {"objectType": "StatementRef", "id": NUMBER},
            "team": {"objectType": "Group", "member": [AGENT]},
            "contextActivities": {"parent": {"id": "https://a.example/1"}, "other": []},
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_statement_with_a_fault_is_refused_with_words(fault: str) -> None:
    said = statement()
    FAULTS[fault](said)
    with pytest.raises(BadStatement) as refused:
        read(said)
    assert len(str(refused.value)) > 10


@pytest.mark.parametrize("kind", GOOD)
def test_what_the_standard_allows_is_taken(kind: str) -> None:
    said = statement()
    GOOD[kind](said)
    read(said)


def test_what_a_statement_says() -> None:
    told = read(statement())
    assert (told.id, told.who, told.minutes) == (NUMBER, "mailto:ada@example.org", 65)
    assert (told.activity, told.name) == ("https://learning.example.org/fire", "Fire safety")
    assert told.at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert (told.completes, told.voids) == (True, "")


@pytest.mark.parametrize(
    "result", [{"completion": False}, {"success": False}, {"completion": True, "success": False}]
)
def test_a_result_may_say_that_it_was_not_completed(result: dict[str, bool]) -> None:
    assert not read(statement(result=result)).completes


def test_other_verbs_complete_nothing() -> None:
    tried = {"id": "http://adlnet.gov/expapi/verbs/attempted"}
    assert not read(statement(verb=tried)).completes


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("PT90M", 90), ("P1DT1H", 1500), ("PT29S", 0), ("P2W", 20160), ("PT1.5H", 90), ("P1Y", 0)],
)
def test_durations_are_whole_minutes(duration: str, minutes: int) -> None:
    assert read(statement(result={"duration": duration})).minutes == minutes


def test_what_the_receiver_sets_tells_no_two_apart() -> None:
    one, other = read(statement()), read(statement(version="1.0.0", id=None))
    assert (one.digest, one.id != other.id) == (other.digest, True)
    assert read(statement(timestamp="2026-03-02T10:00:01Z")).digest != one.digest


def test_two_of_one_id_are_refused() -> None:
    with pytest.raises(BadStatement):
        read_all([statement(), statement()])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["actor", "verb", "object", "result", "context", "timestamp", "id"]))
def test_whatever_is_sent_is_read_or_refused(anything: Any, name: str) -> None:
    for said in (anything, statement() | {name: anything}):
        try:
            told = read_all(said)
        except BadStatement:
            continue
        json.dumps([one.body for one in told])
