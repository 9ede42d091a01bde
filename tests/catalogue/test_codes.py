"""Numbers of units and qualifications, typed right and typed wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.structures import worked
from trainer.catalogue.codes import Kind, check

QUALIFICATIONS = """
    601/3562/1 601/3973/0 601/3576/1 601/4310/1 601/3734/4 601/4797/0 601/6718/X 601/3564/5
    601/3974/2 601/4027/6 601/6727/0 601/3540/2 601/4756/8 500/9341/1 600/2832/4 601/1023/5
    603/2394/2 501/1679/4 501/1676/9 501/1677/0 501/1648/4 501/1649/6
"""
OLDER_UNITS = """
    F/601/1609 L/601/1614 R/601/1209 L/601/1211 R/601/1212 L/601/0933 D/601/0936 M/601/1508
    M/601/1511 D/601/5313 H/601/5314 F/601/5319 T/601/5320 A/601/5321
"""

digits = st.text("0123456789", min_size=7, max_size=7)


def unit(seven: str) -> str:
    expected = check(f"A/{seven[:3]}/{seven[3:]}").expected
    return f"{expected}/{seven[:3]}/{seven[3:]}"


@pytest.mark.parametrize("code", [*worked()["units"], *OLDER_UNITS.split()])
def test_real_unit_numbers_are_right(code: str) -> None:
    found = check(code)
    assert (found.kind, found.is_right, found.expected) == (Kind.UNIT, True, code[0])


@pytest.mark.parametrize("code", QUALIFICATIONS.split())
def test_real_qualification_numbers_are_right(code: str) -> None:
    found = check(code)
    assert (found.kind, found.is_right, found.expected) == (Kind.QUALIFICATION, True, code[-1])


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("601/3562/2", Kind.QUALIFICATION, "1"),
        ("601/3562/10", Kind.QUALIFICATION, "1"),
        ("601/6718/10", Kind.QUALIFICATION, "X"),
        ("601/6718/0", Kind.QUALIFICATION, "X"),
        ("A/506/2131", Kind.UNIT, "F"),
        ("B/506/2130", Kind.UNIT, "A"),
    ],
)
def test_a_slip_is_found_and_the_right_character_named(
    code: str, kind: Kind, expected: str
) -> None:
    found = check(code)
    assert (found.kind, found.is_right, found.expected) == (kind, False, expected)
    assert f"with {expected}, not" in found.says


def test_a_person_hears_where_to_look() -> None:
    assert check("601/3562/2").says == (
        "601/3562/2 looks like a qualification number with a slip in it: with these digits it "
        "would end with 1, not 2. Compare it with the original."
    )
    assert check("B/506/2130").says == (
        "B/506/2130 looks like a unit number with a slip in it: with these digits it "
        "would begin with A, not B. Compare it with the original."
    )
    assert check("A/506/2130").says == "A/506/2130 is a unit number, and its check character fits."


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("GL0F 22", Kind.SQA_AWARD),
        ("F940 04", Kind.SQA_UNIT),
        ("ST0072", Kind.APPRENTICESHIP),
        ("CFACSA1", Kind.NOS),
        ("CFACSB15", Kind.NOS),
        ("BH-SVC-1", Kind.OTHER),
        ("S/016/608", Kind.OTHER),
        ("5530-02", Kind.OTHER),
        ("A/506/21301", Kind.OTHER),
        ("A/506/٢١٣٠", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_other_shapes_are_named_and_never_refused(code: str, kind: Kind) -> None:
    found = check(code)
    assert (found.code, found.kind, found.is_right, found.expected) == (code, kind, None, "")
    assert found.says.endswith(".")


def test_small_letters_and_stray_spaces_are_forgiven() -> None:
    assert check(" a/506/2130 ").is_right
    assert check(" a/506/2130 ").code == "A/506/2130"
    assert check("601/6718/x").is_right
    assert check("gl0f  22").code == "GL0F 22"
    assert check(" Our scheme ").code == "Our scheme"


@given(digits, st.integers(0, 6), st.integers(1, 9))
def test_any_one_wrong_digit_is_found(seven: str, place: int, by: int) -> None:
    right = unit(seven)
    wrong_digit = str((int(seven[place]) + by) % 10)
    wrong = unit(seven[:place] + wrong_digit + seven[place + 1 :])
    assert check(right).is_right
    assert check(right[0] + wrong[1:]).is_right is False


@given(digits, st.integers(0, 6), st.integers(0, 6))
def test_any_two_digits_swapped_are_found(seven: str, one: int, other: int) -> None:
    swapped = list(seven)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    wrong = "".join(swapped)
    found = check(f"{unit(seven)[0]}/{wrong[:3]}/{wrong[3:]}")
    assert found.is_right is (wrong == seven)


@given(st.text())
def test_nothing_typed_ever_breaks_it(code: str) -> None:
    assert check(code).says
