"""Whether the number of a unit or a qualification has been typed right.

The check character of a regulated number is the weighted sum of its seven
digits, modulo 11. It catches any one wrong digit and any two digits swapped.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _

WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
UNIT_LETTERS = "ADFHJKLMRTY"
QUALIFICATION_MARKS = "0123456789X"


class Kind(StrEnum):
    """What a code looks like the code of."""

    UNIT = "unit number"
    QUALIFICATION = "qualification number"
    SQA_AWARD = "SQA award"
    SQA_UNIT = "SQA unit"
    APPRENTICESHIP = "apprenticeship"
    NOS = "NOS"
    OTHER = "other"


SHAPES = (
    (Kind.UNIT, re.compile(r"[A-Z]/[0-9]{3}/[0-9]{4}")),
    (Kind.QUALIFICATION, re.compile(r"[0-9]{3}/[0-9]{4}/[0-9A-Z]{1,2}")),
    (Kind.SQA_AWARD, re.compile(r"G[A-Z0-9]{3} [0-9]{2}")),
    (Kind.SQA_UNIT, re.compile(r"[A-FH-Z][A-Z0-9]{3} [0-9]{2}")),
    (Kind.APPRENTICESHIP, re.compile(r"ST[0-9]{4}")),
    (Kind.NOS, re.compile(r"[A-Z]{3}[A-Z&]{2,6}[0-9]{1,3}")),
)


@dataclass(frozen=True, slots=True)
class CodeFinding:
    """What a code is, and whether its check character agrees with its digits.

    `code` is tidied: capital letters, single spaces. `is_right` is None and
    `expected` empty for kinds without a check character. A code is never
    refused: `says` is a hint that the person may overrule.
    """

    code: str
    kind: Kind
    is_right: bool | None
    expected: str
    says: str


def check(code: str) -> CodeFinding:
    """Say what kind of code this is and whether it seems to be typed right."""
    tidy = " ".join(code.upper().split())
    kind = _kind(tidy)
    if kind is Kind.UNIT:
        return _checked(tidy, kind, tidy[0], UNIT_LETTERS[_remainder(tidy[2:])])
    if kind is Kind.QUALIFICATION:
        digits, _, given = tidy.rpartition("/")
        return _checked(tidy, kind, given, QUALIFICATION_MARKS[_remainder(digits)])
    if kind is Kind.OTHER:
        return CodeFinding(code.strip(), kind, None, "", _unchecked(code.strip()))
    return CodeFinding(tidy, kind, None, "", _recognised(tidy, kind))


def accept(code: str, *, reason: str, field: str) -> CodeFinding:
    """Check a code somebody typed: one with a slip in it is kept only with a reason why it is right.

    Whoever keeps it so writes the reason down in the event of what they did.
    """
    finding = check(code)
    if finding.is_right is False and not reason.strip():
        raise Unacceptable(
            _("%(slip)s If it is right, say how you know.", slip=finding.says), field
        )
    return finding


def _kind(tidy: str) -> Kind:
    return next((kind for kind, shape in SHAPES if shape.fullmatch(tidy)), Kind.OTHER)


def _remainder(digits: str) -> int:
    numbers = [int(digit) for digit in digits if digit != "/"]
    return sum(weight * number for weight, number in zip(WEIGHTS, numbers, strict=True)) % 11


def _checked(tidy: str, kind: Kind, given: str, expected: str) -> CodeFinding:
    if given == expected:
        return CodeFinding(tidy, kind, True, expected, _right(tidy, kind))
    return CodeFinding(tidy, kind, False, expected, _wrong(tidy, kind, given, expected))


def _right(tidy: str, kind: Kind) -> str:
    return f"{tidy} is a {kind}, and its check character fits."


def _wrong(tidy: str, kind: Kind, given: str, expected: str) -> str:
    where = "begin" if kind is Kind.UNIT else "end"
    return (
        f"{tidy} looks like a {kind} with a slip in it: with these digits it would {where} "
        f"with {expected}, not {given}. Compare it with the original."
    )


def _recognised(tidy: str, kind: Kind) -> str:
    names = {
        Kind.SQA_AWARD: "an SQA award",
        Kind.SQA_UNIT: "an SQA unit",
        Kind.APPRENTICESHIP: "an apprenticeship standard",
        Kind.NOS: "a national occupational standard",
    }
    return f"{tidy} has the shape of {names[kind]}, which has no check character."


def _unchecked(code: str) -> str:
    if not code:
        return "There is no code to check."
    return f"{code} has a shape of its own, so it is kept as you typed it."
