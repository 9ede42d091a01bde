"""Where words stand in a text, whatever lies between them."""

import pytest

from trainer.viewing.finding import first_place, pieces, times


@pytest.mark.parametrize(
    ("text", "sought", "number"),
    [
        ("A kettle. The KETTLE!", "kettle", 2),
        ("the new\n  kettle", "New kettle", 1),
        ("£1.50 (net)", "(net)", 1),
        ("nothing here", "kettle", 0),
        ("all of it", "  ", 0),
    ],
)
def test_places_are_counted(text: str, sought: str, number: int) -> None:
    assert times(text, sought) == number
    assert "".join(piece for _found, piece in pieces(text, sought)) == text


def test_the_words_around_a_place_are_given() -> None:
    text = "before " * 20 + "the kettle " + "after " * 20
    around = first_place(text, "kettle")
    assert around is not None
    assert around.startswith("… ")
    assert around.endswith(" …")
    assert "the kettle after" in around
    assert first_place("short kettle", "kettle") == "short kettle"
    assert first_place("short", "kettle") is None
