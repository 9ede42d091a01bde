import pytest

from trainer.letterhead.colours import contrast, is_colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_as_the_guidelines_count_it(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("typed", ["", "red", "#fff", "#GGGGGG", "#5b2b5d;", "#5b2b5d\n"])
def test_what_is_no_colour(typed: str) -> None:
    assert not is_colour(typed)
