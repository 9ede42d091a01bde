"""Reading what somebody typed about an outcome: the code of a unit, and numbers of its criteria."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.courses import queries


@dataclass(frozen=True)
class Outcome:
    """What people can do afterwards, with the unit and criteria it has to do with."""

    words: str
    unit_version: UnitVersion | None
    criteria: tuple[Criterion, ...]


def read(lines: Iterable[tuple[str, str]]) -> list[Outcome]:
    """Find the units and criteria that lines of words and codes are about."""
    return [_read(words, about) for words, about in lines]


def _read(words: str, about: str) -> Outcome:
    code, *numbers = about.replace(",", " ").split() or [""]
    if not code:
        return Outcome(words, None, ())
    unit = queries.unit_called(code)
    if unit is None:
        raise Unacceptable(_("There is no unit with the code %(code)s.", code=code))
    known = {one.number: one for one in unit.criteria}
    if strange := [one for one in numbers if one not in known]:
        raise Unacceptable(
            _(
                "Unit %(code)s has no criterion %(numbers)s.",
                code=unit.code,
                numbers=", ".join(strange),
            )
        )
    return Outcome(words, unit, tuple(known[one] for one in dict.fromkeys(numbers)))
