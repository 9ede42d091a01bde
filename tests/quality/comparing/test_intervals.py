"""How sure shares and medians are, against published worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quality.comparing.intervals import FEWEST, middle_of, share_of, wilson


@pytest.mark.parametrize(
    ("successes", "cases", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_score_interval_is_newcombe_s_third_method(
    successes: int, cases: int, low: float, high: float
) -> None:
    """The four worked examples of Newcombe (1998), Statistics in Medicine 17, table I."""
    assert wilson(successes, cases) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(numbers: tuple[int, int]) -> None:
    some, cases = numbers
    low, high = wilson(some, cases)
    assert 0 <= low <= some / cases <= high <= 1
    assert wilson(cases - some, cases) == pytest.approx((1 - high, 1 - low))


@given(st.integers(0, FEWEST - 1), st.integers(0, FEWEST - 1))
def test_of_too_few_nothing_is_said(some: int, cases: int) -> None:
    assert share_of(min(some, cases), cases) is None
    assert middle_of([1.0] * cases) is None


def test_from_five_on_something_is() -> None:
    found = share_of(2, FEWEST)
    assert found is not None
    assert (found.value, found.of_them, found.cases) == (0.4, 2, 5)


@pytest.mark.parametrize(
    ("cases", "low", "high"), [(5, 1, 5), (13, 3, 11), (25, 8, 18), (100, 40, 61)]
)
def test_the_median_lies_between_the_ranks_of_campbell_and_gardner(
    cases: int, low: int, high: int
) -> None:
    """r = n/2 - 1.96 √n/2 and s = 1 + n/2 + 1.96 √n/2, rounded; for 100 cases the 40th and 61st."""
    found = middle_of([float(value) for value in range(cases, 0, -1)])
    assert found is not None
    assert (found.low, found.value, found.high) == (low, (cases + 1) / 2, high)
