"""Two devices and one draft: nothing written is lost, whoever is heard first and however often."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.logs.merging import HEADING, Merged, below, merge, parts_of

LINE = "— also written on another device, 26 November 2026, 10:12 —"
PROSE = {"what"}


def text(known: list[str], theirs: str, mine: str, line: str = LINE) -> str:
    states = [{"what": one} for one in known]
    merged = merge(states, {"what": theirs}, {"what": mine}, prose=PROSE, line=line)
    return str(merged.values["what"])


def single(known: list[object], theirs: object, mine: object) -> Merged:
    states = [{"minutes": one} for one in known]
    return merge(states, {"minutes": theirs}, {"minutes": mine}, prose=PROSE, line=LINE)


def words_in(whole: str) -> set[str]:
    return {part.words for part in parts_of(whole)}


@pytest.mark.parametrize(
    ("known", "theirs", "mine", "kept"),
    [
        (["A"], "A", "A", "A"),
        (["A"], "A", "B", "B"),
        (["A"], "B", "A", "B"),
        (["A"], "B", "B", "B"),
        (["A"], "A", "", ""),
        (["A"], "B", "", "B"),
        (["A"], "", "B", "B"),
        (["A"], "B", "C", f"B\n\n{LINE}\nC"),
        ([""], "B", "C", f"B\n\n{LINE}\nC"),
        (["A"], "A\r\nmore", "A\nmore", "A\nmore"),
    ],
)
def test_what_one_text_becomes(known: list[str], theirs: str, mine: str, kept: str) -> None:
    assert text(known, theirs, mine) == kept


def test_the_line_is_recognised_where_it_stands_alone() -> None:
    assert HEADING.findall(f"A\n\n{LINE}\nB") == [LINE]
    assert HEADING.findall(f"I wrote {LINE} in it") == []


def test_an_answer_that_was_lost_is_no_second_device() -> None:
    assert text(["", "She had"], "She had", "She had two chairs.") == "She had two chairs."


def test_words_that_were_sent_and_not_heard_of_are_sent_again_as_they_grew() -> None:
    first = text(["A", "mine"], "theirs", "mine")
    again = text(["A", "mine", "mine, longer"], first, "mine, longer", line=LINE)
    assert again == f"theirs\n\n{LINE}\nmine, longer"


def test_both_write_on_after_they_were_put_together() -> None:
    both = text(["A"], "B", "C")
    later = text([both], both.replace("C", "C more"), both.replace("B", "B, too"))
    assert later == f"B, too\n\n{LINE}\nC more"


def test_what_there_is_room_for_once_gives_way_and_is_told() -> None:
    assert single([10], 15, 20) == Merged({"minutes": 20}, {"minutes": 15})
    assert single([10], 20, 20) == Merged({"minutes": 20}, {})
    assert single([10], 15, 10) == Merged({"minutes": 15}, {})
    assert single([10], 15, None) == Merged({"minutes": 15}, {})
    assert single([10], None, 20) == Merged({"minutes": 20}, {})
    assert single([10], 15, 0) == Merged({"minutes": 0}, {"minutes": 15})


def test_questions_of_both_are_kept() -> None:
    def pair(question: str) -> dict[str, str]:
        return {"question": question, "answer": ""}

    empty = {"question": "", "answer": ""}
    base = [pair("A"), empty]
    merged = merge(
        [{"pairs": base}],
        {"pairs": [pair("A"), pair("B")]},
        {"pairs": [pair("A"), pair("C"), empty]},
        prose=(),
        line=LINE,
    )
    assert merged.values["pairs"] == [pair("A"), pair("B"), pair("C")]


def test_words_are_put_below_with_their_date() -> None:
    assert below("A", "Minutes: 15", LINE) == f"A\n\n{LINE}\nMinutes: 15"


words = st.text(st.sampled_from("ab \n—1"), max_size=8).map(str.strip)
blocks = st.lists(words.filter(bool), max_size=3, unique=True)
whole = blocks.map(f"\n\n{LINE}\n".join)


@given(base=whole, theirs=whole, mine=whole)
def test_nothing_new_is_lost(base: str, theirs: str, mine: str) -> None:
    kept = words_in(text([base], theirs, mine))
    assert words_in(theirs) - words_in(base) <= kept
    assert words_in(mine) - words_in(base) <= kept


@given(base=whole, theirs=whole, mine=whole)
def test_sending_again_changes_nothing(base: str, theirs: str, mine: str) -> None:
    once = text([base, mine], theirs, mine)
    assert text([base, mine], once, mine) == once


@given(base=whole, sent=st.lists(whole, min_size=2, max_size=3))
def test_the_same_words_are_kept_whoever_is_heard_first(base: str, sent: list[str]) -> None:
    found = []
    for order in permutations(sent):
        draft = base
        for mine in order:
            draft = text([base], draft, mine)
        found.append(words_in(draft) - words_in(base))
    new = set().union(*(words_in(one) for one in sent)) - words_in(base)
    assert all(one == new for one in found)


@given(base=whole, typed=st.lists(whole, min_size=1, max_size=4), heard=st.integers(0, 4))
def test_one_device_alone_has_the_last_word(base: str, typed: list[str], heard: int) -> None:
    """However many of its answers were lost, what it wrote last is what the draft says."""
    draft, known = base, [base]
    for place, mine in enumerate(typed):
        known.append(mine)
        draft = text(known, draft, mine)
        if place == heard:
            known = [mine]
    assert draft == typed[-1]


@given(base=st.integers(0, 3), theirs=st.integers(0, 3), mine=st.integers(0, 3))
def test_a_single_answer_stands_or_is_told(base: int, theirs: int, mine: int) -> None:
    merged = single([base], theirs, mine)
    told = {merged.values["minutes"], *merged.gave_way.values()}
    assert {theirs, mine} - {base} <= told
