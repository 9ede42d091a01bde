"""Lines upwards: however people are moved about, nobody is ever above themselves."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.people.reporting import LONGEST_LINE, Line, makes_loop

FIRST = date(2026, 1, 1)
PEOPLE = st.integers(0, 6)
DAYS = st.integers(0, 12)
MOVES = st.lists(
    st.tuples(PEOPLE, PEOPLE, DAYS, st.none() | DAYS.map(lambda n: n + 1)), max_size=40
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def loops_on(lines: list[Line[int]], when: date) -> bool:
    above = {
        one.person: one.manager
        for one in lines
        if one.starts_on <= when and (one.ends_on is None or when < one.ends_on)
    }
    for person in above:
        at, steps = person, 0
        while at in above and steps <= len(above):
            at, steps = above[at], steps + 1
        if steps > len(above):
            return True
    return False


def ended(lines: list[Line[int]], when: date) -> list[Line[int]]:
    return [
        Line(one.person, one.manager, one.starts_on, min(one.ends_on or when, when))
        for one in lines
        if one.starts_on < when
    ]


@settings(max_examples=400, deadline=None)
@given(MOVES)
def test_moves_that_are_let_through_never_make_a_loop(
    moves: list[tuple[int, int, int, int | None]],
) -> None:
    lines: dict[int, list[Line[int]]] = defaultdict(list)
    for person, manager, begins, lasts in moves:
        until = day(begins + lasts) if lasts else None
        line = Line(person, manager, day(begins), until)
        if not makes_loop(line, lambda who: lines[who]):
            lines[person] = [*ended(lines[person], line.starts_on), line]
    everyone = [one for several in lines.values() for one in several]
    assert not any(loops_on(everyone, day(number)) for number in range(26))


@settings(max_examples=400, deadline=None)
@given(MOVES)
def test_only_moves_that_would_make_a_loop_are_stopped(
    moves: list[tuple[int, int, int, int | None]],
) -> None:
    lines: dict[int, list[Line[int]]] = defaultdict(list)
    for person, manager, begins, lasts in moves:
        until = day(begins + lasts) if lasts else None
        line = Line(person, manager, day(begins), until)
        would_be = {**lines, person: [*ended(lines[person], line.starts_on), line]}
        everyone = [one for several in would_be.values() for one in several]
        loops = any(loops_on(everyone, day(number)) for number in range(26))
        assert makes_loop(line, lambda who: lines[who]) == loops
        if not loops:
            lines[person] = would_be[person]


def test_two_may_lead_each_other_one_after_the_other() -> None:
    before = Line("ada", "cleo", day(0), day(5))
    assert not makes_loop(Line("cleo", "ada", day(5)), _of(before))
    assert makes_loop(Line("cleo", "ada", day(4)), _of(before))


def test_a_line_that_never_ends_is_stopped() -> None:
    tall = {n: [Line(n, n + 1, day(0))] for n in range(LONGEST_LINE * 2)}
    assert makes_loop(Line(-1, 0, day(0)), lambda who: tall.get(who, []))
    assert not makes_loop(Line(-1, LONGEST_LINE + 2, day(0)), lambda who: tall.get(who, []))


def _of(line: Line[str]) -> Callable[[str], list[Line[str]]]:
    return lambda who: [line] if who == line.person else []
