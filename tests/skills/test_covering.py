"""Whether enough hold a skill: the rule alone, by its days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.skills.rules.covering import CoverState, Holds, cover

TODAY = date(2026, 11, 27)
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=400)

holders = st.lists(
    st.one_of(
        st.just((None, False)),
        st.integers(1, 60).map(lambda days: (TODAY + timedelta(days=days), True)),
        st.integers(61, 900).map(lambda days: (TODAY + timedelta(days=days), False)),
    ),
    max_size=6,
).map(lambda told: [Holds(place, until, is_soon) for place, (until, is_soon) in enumerate(told)])


def test_met_thin_and_short() -> None:
    lasting, soon = Holds(1, LATER, is_soon=False), Holds(2, SOON, is_soon=True)
    other = Holds(3, None, is_soon=False)
    assert cover([lasting, other], 2) == (CoverState.MET, LATER, None)
    assert cover([lasting, soon], 2) == (CoverState.THIN, SOON, 1)
    assert cover([lasting], 2) == (CoverState.SHORT, None, 1)
    assert cover([], 1) == (CoverState.SHORT, None, None)


def test_it_hangs_on_the_only_one_and_on_the_last_to_lapse() -> None:
    assert cover([Holds(7, None, is_soon=False)], 1) == (CoverState.MET, None, 7)
    two = [Holds(1, SOON, is_soon=True), Holds(2, SOON + timedelta(days=3), is_soon=True)]
    assert cover(two, 1) == (CoverState.THIN, SOON + timedelta(days=3), 2)


@given(holders, st.integers(1, 6))
def test_it_is_as_counting_would_say(told: list[Holds], number: int) -> None:
    found = cover(told, number)
    lasting = sum(not one.is_soon for one in told)
    assert (found.state is CoverState.SHORT) == (len(told) < number)
    assert (found.state is CoverState.MET) == (lasting >= number)
    assert (found.hangs_on is None) == (not told or lasting > 1)
    if found.short_on is not None:
        left = [one for one in told if one.until is None or one.until > found.short_on]
        before = [one for one in told if one.until is None or one.until >= found.short_on]
        assert len(left) < number <= len(before)
    elif len(told) >= number:
        assert sum(one.until is None for one in told) >= number
