"""Names go, words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.standardisation.anonymising import parts_of, stand_ins, without_names

NAMES = stand_ins([("Will O’Neill-Grace", "[x]"), ("Anne-Marie de la Tour", "[y]")])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Will told Anne-Marie.", "[x] told [y]."),
        ("I will do it with grace.", "I will do it with grace."),
        ("WILL O’NEILL-GRACE signed.", "[x] signed."),
        ("Will’s and Tour’s", "[x]’s and [y]’s"),
        ("Willing Annette", "Willing Annette"),
        ("Anne-Marie de la Tour de France", "[y] de France"),
    ],
)
def test_whole_names_and_their_longer_parts(text: str, left: str) -> None:
    assert without_names(text, NAMES) == left


def test_parts() -> None:
    assert parts_of("Jo de la Tour") == ["Jo de la Tour", "Tour"]


WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=8)


@given(st.lists(WORD, min_size=1, max_size=3), WORD, WORD)
def test_no_name_is_left_wherever_it_stands(name: list[str], before: str, after: str) -> None:
    whole = " ".join(name)
    left = without_names(f"{before} {whole}, {after}.", stand_ins([(whole, "[1]")]))
    assert not set(name) & set(left.replace(",", " ").replace(".", " ").split())


@given(WORD, WORD)
def test_what_names_nobody_is_left_alone(name: str, text: str) -> None:
    if name not in text:
        assert without_names(text, stand_ins([(name, "[1]")])) == text
