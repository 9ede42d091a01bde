"""What is shown never depends on which member of a group said what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.feedback.rules.release import Given, Released, Side, Terms, groups_of, release
from trainer.feedback.rules.repeating import Earlier, first_day

SECRET = [side for side in Side if side is not Side.MANAGER]
QUESTIONS = (1, 2)
IN_WORDS = 9

sizes = st.fixed_dictionaries({side: st.integers(0, 7) for side in SECRET})
minima = st.integers(3, 6)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[dict[Side, list[list[Given]]], int]:
    """What each member of each side answered: some levels, some words, something left out."""
    told: dict[Side, list[list[Given]]] = {}
    for side, size in draw(sizes).items():
        told[side] = [
            [
                *(
                    Given(question, side, level)
                    for question in QUESTIONS
                    if (level := draw(st.one_of(st.none(), st.integers(1, 4)))) is not None
                ),
                *(
                    Given(IN_WORDS, side, words=words)
                    for words in [draw(st.sampled_from(["", "Kind.", "Late.", "Asks."]))]
                    if words
                ),
            ]
            for _member in range(size)
        ]
    return told, draw(minima)


def shown(told: Mapping[Side, list[list[Given]]], minimum: int, more_asked: int = 0) -> Released:
    counts = {side: len(members) for side, members in told.items()}
    asked = {side: count + more_asked for side, count in counts.items()}
    flat = [one for members in told.values() for answers in members for one in answers]
    return release(flat, asked=asked, answered=counts, terms=Terms(True, minimum, "secret"))


@given(rounds(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_who_of_a_group_gave_which_answer_changes_nothing(
    told: tuple[dict[Side, list[list[Given]]], int], dice: Random
) -> None:
    answers, minimum = told
    before = shown(answers, minimum)
    for members in answers.values():
        dealt = [one for answers_of_one in members for one in answers_of_one]
        dice.shuffle(dealt)
        for member in members:
            member.clear()
        for one in dealt:
            dice.choice(members).append(one)
    assert shown(answers, minimum) == before


@given(rounds())
@settings(deadline=None)
def test_no_group_and_no_average_is_of_fewer_than_the_minimum(
    told: tuple[dict[Side, list[list[Given]]], int],
) -> None:
    answers, minimum = told
    released = shown(answers, minimum)
    for part in released.parts:
        assert part.people >= minimum
        assert all(spread.total >= minimum for spread in part.spreads.values())
        assert all(not said.by for words in part.words.values() for said in words)
        assert all(not spread.names for spread in part.spreads.values())


@given(rounds())
@settings(deadline=None)
def test_groups_never_overlap_and_each_side_is_in_one_or_withheld(
    told: tuple[dict[Side, list[list[Given]]], int],
) -> None:
    answers, minimum = told
    released = shown(answers, minimum, more_asked=1)
    placed = Counter(side for part in released.parts for side in part.sides)
    placed.update(released.withheld)
    assert placed == Counter(SECRET)


@given(rounds())
@settings(deadline=None)
def test_what_is_withheld_leaves_no_trace(
    told: tuple[dict[Side, list[list[Given]]], int],
) -> None:
    answers, minimum = told
    released = shown(answers, minimum, more_asked=1)
    for side in released.withheld:
        answers[side] = []
    assert shown(answers, minimum, more_asked=1).parts == released.parts


@given(rounds(), st.sampled_from(SECRET))
@settings(deadline=None)
def test_swapping_words_changes_only_an_order_that_rests_on_the_words(
    told: tuple[dict[Side, list[list[Given]]], int], side: Side
) -> None:
    answers, minimum = told
    before = shown(answers, minimum)
    answers[side].reverse()
    after = shown(answers, minimum)
    for one, other in zip(before.parts, after.parts, strict=True):
        assert one.words == other.words


@given(sizes, minima)
def test_nobody_and_somebody_of_a_small_side_look_alike(
    answered: dict[Side, int], minimum: int
) -> None:
    asked: dict[Side, int] = dict.fromkeys(SECRET, minimum)
    one = groups_of(asked, answered, minimum)
    small = {side for side in SECRET if answered[side] < minimum}
    if sum(answered[side] for side in small) >= minimum:
        return
    fewer = {side: 0 if side in small else count for side, count in answered.items()}
    assert groups_of(asked, fewer, minimum) == one


def test_a_small_side_joins_the_smallest_that_is_large_enough() -> None:
    asked = {Side.PEER: 6, Side.REPORT: 5, Side.OUTSIDE: 1}
    answered = {Side.PEER: 6, Side.REPORT: 4, Side.OUTSIDE: 1}
    groups, withheld = groups_of(asked, answered, 4)
    assert groups == [(Side.PEER,), (Side.REPORT, Side.OUTSIDE)]
    assert withheld == ()


def test_small_sides_that_are_enough_together_are_shown_together() -> None:
    asked = {Side.PEER: 6, Side.REPORT: 2, Side.OUTSIDE: 2}
    assert groups_of(asked, asked, 4) == ([(Side.PEER,), (Side.REPORT, Side.OUTSIDE)], ())


def test_three_of_four_are_withheld_where_nobody_can_hide_them() -> None:
    released = release(
        [Given(1, Side.REPORT, 1)] * 3,
        asked={Side.REPORT: 4},
        answered={Side.REPORT: 3},
        terms=Terms(True, 4, "secret"),
    )
    assert (released.parts, released.withheld) == ([], (Side.REPORT,))


def test_the_manager_stands_alone_with_a_name_and_is_in_no_group() -> None:
    peers = [Given(1, Side.PEER, 2)] * 4
    boss = Given(1, Side.MANAGER, 4, by="Mona Manager")
    released = release(
        [*peers, boss],
        asked={Side.PEER: 4, Side.MANAGER: 1},
        answered={Side.PEER: 4, Side.MANAGER: 1},
        terms=Terms(True, 4, "secret"),
    )
    alone, together = released.parts
    assert alone.spreads[1].names[3] == ("Mona Manager",)
    assert together.spreads[1].counts == (0, 4, 0, 0)


def test_with_names_each_answer_has_one_however_few_there_are() -> None:
    told = Given(IN_WORDS, Side.PEER, words="Asks.", by="Peer A")
    released = release(
        [told, replace(told, question=1, words="", level=3)],
        asked={Side.PEER: 4},
        answered={Side.PEER: 1},
        terms=Terms(False, 4, "secret"),
    )
    [part] = released.parts
    assert part.words[IN_WORDS][0].by == "Peer A"
    assert part.spreads[1].names[2] == ("Peer A",)


def test_each_round_and_each_question_mixes_words_its_own_way() -> None:
    words = [f"Words {number}" for number in range(8)]

    def order(question: int, shuffle: str) -> list[str]:
        released = release(
            [Given(question, Side.PEER, words=one) for one in words],
            asked={Side.PEER: 8},
            answered={Side.PEER: 8},
            terms=Terms(True, 4, shuffle),
        )
        return [said.words for said in released.parts[0].words[question]]

    assert order(1, "a") == order(1, "a")
    assert (
        len({tuple(order(1, "a")), tuple(order(2, "a")), tuple(order(1, "b")), tuple(words)}) == 4
    )


def test_the_same_people_are_asked_again_after_half_a_year() -> None:
    earlier = Earlier(date(2026, 3, 10), anonymous=True, raters=frozenset("abcd"))
    assert first_day([earlier], frozenset("abc"), anonymous=True) == date(2026, 9, 10)
    assert first_day([earlier], frozenset("abc"), anonymous=False) == date(2026, 9, 10)
    assert first_day([earlier], frozenset("xyz"), anonymous=True) is None
    named = replace(earlier, anonymous=False)
    assert first_day([named], frozenset("abc"), anonymous=False) is None


def test_a_side_that_was_never_asked_is_not_shown_without_cover() -> None:
    released = release(
        [Given(1, Side.OUTSIDE, 1)],
        asked={Side.PEER: 4},
        answered={Side.PEER: 4, Side.OUTSIDE: 1},
        terms=Terms(True, 4, "secret"),
    )
    assert [part.sides for part in released.parts] == [(Side.PEER,)]
