"""How somebody stands with what a role asks, held against an evaluator that walks through the days."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.careers.rules.asking import Ask, Fact, Facts, Kind, Requirement, Some
from trainer.careers.rules.readiness import Readiness, count, line_of, ready, stands, supposing

DAY = date(2026, 11, 27)
HORIZON = 40

days = st.integers(-HORIZON, HORIZON).map(lambda n: DAY + timedelta(days=n))
kinds = st.sampled_from([Kind.UNIT, Kind.SHIFTS, Kind.APPRAISAL, Kind.CONFIRMED])
asks = st.builds(Ask, kinds, st.sampled_from("ab"), st.integers(1, 4), st.just("Asked for"))


@st.composite
def facts_about(draw: st.DrawFn) -> Fact:
    first, second = draw(days), draw(st.none() | days)
    if second is not None and second < first:
        first, second = second, first
    return Fact(draw(st.integers(0, 3)), first, second, "It was so", "Ben", draw(st.booleans()))


def some_of(parts: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    return st.lists(parts, min_size=1, max_size=4).flatmap(
        lambda chosen: st.builds(
            Some, st.integers(0, len(chosen)), st.just(tuple(chosen)), st.just("Some of these")
        )
    )


requirements: st.SearchStrategy[Requirement] = st.recursive(asks, some_of, max_leaves=8)
known: st.SearchStrategy[Facts] = st.dictionaries(
    st.tuples(kinds, st.sampled_from("ab")), st.lists(facts_about(), max_size=4), max_size=8
)


def plainly(requirement: Requirement, facts: Facts, day: date, as_of: date) -> Readiness:
    """Evaluate slowly, with what was known `as_of` a day and still counts on `day`."""
    if isinstance(requirement, Some):
        states = [plainly(part, facts, day, as_of) for part in requirement.parts]
        if states.count(Readiness.MET) >= requirement.least:
            return Readiness.MET
        begun = states.count(Readiness.NOT) < len(states)
        return Readiness.PARTLY if begun else Readiness.NOT
    total, best, begun = 0, 0, False
    for (kind, about), told in facts.items():
        for fact in told if (kind, about) == (requirement.kind, requirement.about) else ():
            counts = fact.holds(day) and fact.holds(as_of)
            if counts and fact.under_way:
                begun = True
            elif counts:
                total, best = total + fact.amount, max(best, fact.amount)
    reached = total if requirement.kind is Kind.SHIFTS else best
    if reached >= requirement.least:
        return Readiness.MET
    counts_in_part = reached and requirement.kind is not Kind.APPRAISAL
    return Readiness.PARTLY if counts_in_part or begun else Readiness.NOT


@given(requirements, known)
def test_it_says_what_a_plain_evaluator_says(requirement: Requirement, facts: Facts) -> None:
    assert line_of(requirement, facts, DAY).state is plainly(requirement, facts, DAY, DAY)


@given(requirements, known)
def test_what_is_met_stays_so_until_the_day_it_names(
    requirement: Requirement, facts: Facts
) -> None:
    line = line_of(requirement, facts, DAY)
    later = [DAY + timedelta(days=n) for n in range(HORIZON + 2)]
    states = [plainly(requirement, facts, day, DAY) for day in later]
    lost = [d for d, state in zip(later, states, strict=True) if state is not Readiness.MET]
    if line.state is Readiness.MET:
        assert line.until == (lost[0] if lost else None)
    else:
        assert line.until is None


@given(requirements, known, st.lists(asks, max_size=3))
def test_supposing_more_never_takes_anything_away(
    requirement: Requirement, facts: Facts, more: Sequence[Ask]
) -> None:
    order = [Readiness.NOT, Readiness.PARTLY, Readiness.MET]
    before = line_of(requirement, facts, DAY).state
    supposed = supposing(facts, more, DAY, "If you finished this")
    assert order.index(line_of(requirement, supposed, DAY).state) >= order.index(before)
    for ask in more:
        assert line_of(ask, supposed, DAY).state is Readiness.MET


@given(known, st.lists(asks, min_size=1, max_size=3))
def test_supposing_leaves_the_records_as_they_are(facts: Facts, more: Sequence[Ask]) -> None:
    before = {key: list(told) for key, told in facts.items()}
    supposing(facts, more, DAY, "If you finished this")
    assert {key: list(told) for key, told in facts.items()} == before


UNIT = Ask(Kind.UNIT, "CS-1", 1, "Understand customers")
SHIFTS = Ask(Kind.SHIFTS, "desk", 2, "Two shifts on the desk")


def test_a_line_names_what_it_rests_on_and_what_is_over() -> None:
    now = Fact(1, DAY, None, "Released", "Idris Quality")
    over = Fact(1, DAY - timedelta(days=9), DAY, "An earlier one")
    line = line_of(UNIT, {UNIT.key: [over, now]}, DAY)
    assert (line.evidence, line.over, line.until) == ((now,), (over,), None)


def test_what_has_ended_counts_no_more() -> None:
    over = Fact(1, DAY - timedelta(days=9), DAY, "Held until today")
    assert line_of(UNIT, {UNIT.key: [over]}, DAY).state is Readiness.NOT
    assert line_of(UNIT, {UNIT.key: [over]}, DAY - timedelta(days=1)).until == DAY


def test_shifts_add_up_and_units_do_not() -> None:
    one = Fact(1, DAY, None, "One")
    assert line_of(SHIFTS, {SHIFTS.key: [one]}, DAY).state is Readiness.PARTLY
    assert line_of(SHIFTS, {SHIFTS.key: [one, one]}, DAY).state is Readiness.MET
    unit = Ask(Kind.UNIT, "CS-1", 2, "Two of one unit")
    assert line_of(unit, {unit.key: [one, one]}, DAY).state is Readiness.PARTLY


def test_a_level_is_reached_or_it_is_not() -> None:
    graded = Ask(Kind.APPRAISAL, "outcome", 2, "Fully meets")
    below = Fact(1, DAY, None, "Nearly there")
    assert line_of(graded, {graded.key: [below]}, DAY).state is Readiness.NOT


def test_nobody_is_ready_while_a_line_is_open() -> None:
    facts: Facts = {UNIT.key: [Fact(1, DAY, None, "Released")]}
    lines = stands([UNIT, SHIFTS], facts, DAY)
    assert (count(lines), count(lines, Readiness.NOT), ready(lines)) == (1, 1, False)
    assert ready(stands([UNIT], facts, DAY))
