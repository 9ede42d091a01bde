"""What becomes of each criterion from one version of a unit to the next."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from tests.factories_catalogue import SMALL, bring_in, unit_of
from trainer.catalogue.lineage import Fate, Line, Said, faults_in, propose
from trainer.catalogue.lineage.composing import compose
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.lineage.proposing import plain
from trainer.extensions import db

SHELF = "greet listen thank explain refund policy till queue customer calmly name record"
WORDS = st.sampled_from(sorted(set(SHELF.split())))
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def criteria(*texts: str, key: str = "") -> list[Said]:
    return [Said(f"{key}{place}", f"1.{place}", text) for place, text in enumerate(texts, 1)]


def fates(old: list[Said], new: list[Said]) -> list[tuple[str, str | None, str | None]]:
    return [(line.fate.value, line.former, line.later) for line in propose(old, new)]


def test_the_same_words_are_the_same_wherever_they_stand() -> None:
    old = criteria("Greet people", "Say what happens next", key="o")
    new = criteria("Say what happens next.", "Greet  people", key="n")
    assert fates(old, new) == [("same", "o2", "n1"), ("same", "o1", "n2")]


def test_what_keeps_its_key_is_the_same_or_reworded_whatever_its_words() -> None:
    old = [Said("a", "1.1", "Greet people"), Said("b", "1.2", "Thank them")]
    new = [Said("b", "1.1", "Thank them"), Said("a", "1.2", "Open the door at nine")]
    assert fates(old, new) == [("same", "b", "b"), ("reworded", "a", "a")]


def test_words_alike_are_a_rewording() -> None:
    old = criteria("Explain the refund policy to customers", "Count the till", key="o")
    new = criteria("Explain the refund policy plainly to customers", "Count the till", key="n")
    assert fates(old, new) == [("reworded", "o1", "n1"), ("same", "o2", "n2")]


def test_one_that_became_two_is_split() -> None:
    old = criteria("Greet customers warmly and listen to their question", key="o")
    new = criteria("Greet customers warmly", "Listen to their question", key="n")
    assert fates(old, new) == [("split", "o1", "n1"), ("split", "o1", "n2")]


def test_two_that_became_one_are_merged() -> None:
    old = criteria("Greet customers warmly", "Listen to their question", key="o")
    new = criteria("Greet customers warmly and listen to their question", key="n")
    assert fates(old, new) == [("merged", "o1", "n1"), ("merged", "o2", "n1")]


def test_strangers_are_new_and_dropped() -> None:
    assert fates(criteria("Fold corners", key="o"), criteria("Lock up", key="n")) == [
        ("new", None, "n1"),
        ("dropped", "o1", None),
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=7), st.lists(TEXTS, max_size=7), st.integers(0, 3))
def test_a_proposal_never_has_faults_and_says_same_only_of_the_same_words(
    old_texts: list[str], new_texts: list[str], kept: int
) -> None:
    old, new = criteria(*old_texts, key="o"), criteria(*new_texts, key="n")
    new = [
        Said(f"o{place + 1}", one.number, one.text) if place < min(kept, len(old)) else one
        for place, one in enumerate(new)
    ]
    lines = propose(old, new)
    assert list(faults_in(lines, old, new)) == []
    texts = {one.key: plain(one.text) for one in old}
    later = {one.key: plain(one.text) for one in new}
    for line in lines:
        if line.fate is Fate.SAME:
            assert texts[line.former or ""] == later[line.later or ""]


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=7))
def test_a_version_beside_itself_is_all_the_same(texts: list[str]) -> None:
    old, new = criteria(*texts, key="o"), criteria(*texts, key="n")
    assert {line.fate for line in propose(old, new)} <= {Fate.SAME}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "Say what became of the earlier criterion 1.1."),
        ([Line(Fate.SAME, "o1", "n1"), Line(Fate.NEW, later="n1")], "new or dropped twice"),
        ([Line(Fate.SPLIT, "o1", "n1")], "no other part"),
        ([Line(Fate.MERGED, "o1", "n1")], "two earlier ones"),
        ([Line(Fate.DROPPED, "o1")], "Say where criterion 1.1 comes from."),
        ([Line(Fate.SAME, "o1", "n1"), Line(Fate.SAME, "o2", "n1")], "exactly one earlier"),
    ],
)
def test_what_does_not_fit_is_said(lines: list[Line], says: str) -> None:
    found = faults_in(lines, criteria("Fold", "Cut", key="o")[:2], criteria("Fold", key="n"))
    assert any(says in one for one in found)


def test_the_next_version_keeps_its_lineage_for_good(app: Flask) -> None:
    bring_in()
    assert not db.session.scalar(sa.select(CriterionLine.id))
    bring_in(SMALL.replace("Say hello first", "Say hello first and before"))
    second = unit_of("SM-1", 2)
    lines = db.session.scalars(sa.select(CriterionLine).order_by(CriterionLine.position)).all()
    assert [(one.fate, one.confirmed) for one in lines] == [
        (Fate.SAME, False),
        (Fate.REWORDED, False),
    ]
    assert {one.unit_version_id for one in lines} == {second.id}
    with pytest.raises(DBAPIError):
        db.session.execute(sa.update(CriterionLine).values(confirmed=True))


def step(old: list[Said], new: list[Said]) -> tuple[Line, ...]:
    return propose(old, new)


@settings(max_examples=200, deadline=None)
@given(*[st.lists(TEXTS, min_size=1, max_size=5, unique=True)] * 3)
def test_two_steps_together_have_no_faults_and_promise_no_more_than_each(
    one: list[str], two: list[str], three: list[str]
) -> None:
    first, second, third = (
        criteria(*texts, key=key) for texts, key in ((one, "a"), (two, "b"), (three, "c"))
    )
    whole = compose(step(first, second), step(second, third))
    assert [fault for fault in faults_in(whole, first, third) if "goes with" in fault] == []
    same = {(line.former, line.later) for line in whole if line.fate is Fate.SAME}
    texts = {said.key: plain(said.text) for said in (*first, *third)}
    assert all(texts[old or ""] == texts[new or ""] for old, new in same)
    assert {line.later for line in whole if line.later} == {said.key for said in third}
    assert {line.former for line in whole if line.former} == {said.key for said in first}


def test_a_step_that_changes_nothing_leaves_the_other_as_it_is() -> None:
    old = criteria("Greet customers warmly and listen to their question", "Lock up", key="o")
    new = criteria("Greet customers warmly", "Listen to their question", "Count", key="n")
    change, rest = step(old, new), step(new, new)
    assert set(compose(change, rest)) == set(change)
