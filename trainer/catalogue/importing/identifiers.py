"""Identifiers by which other programs know our units, outcomes and criteria.

One that came with a file is kept. Where none came it is made from the code, so that two
installations that bring the same file in call the same things by the same names.
"""

import uuid
from typing import Any

OURS = uuid.UUID("5f0c4f2e-6a3b-5d0e-9c57-2f6d0f1b7a41")
"""The name space all identifiers we make ourselves belong to."""


TURNING = 0x0A5F_3C96_71D8_E24B
"""Touches none of the digits that say which kind of UUID it is."""


def made(*parts: str) -> str:
    """Make the identifier that these words always give."""
    words = "\n".join(parts).encode(errors="replace").decode()
    return str(uuid.uuid5(OURS, words))


def of_framework(code: str) -> str:
    """Identify a framework by its code."""
    return made("framework", code)


def of_qualification(code: str) -> str:
    """Identify a qualification that came without an identifier."""
    return made("qualification", code)


def of_unit(code: str) -> str:
    """Identify a unit that came without an identifier."""
    return made("unit", code)


def of_outcome(unit: str, number: str) -> str:
    """Identify an outcome by its unit's identifier and its number there."""
    return made(unit, "outcome", number)


def of_criterion(unit: str, number: str) -> str:
    """Identify a criterion by its unit's identifier and its number there."""
    return made(unit, "criterion", number)


def turned(identifier: str) -> str:
    """Make the identifier of what belongs to one thing alone; turned again, it is the thing's."""
    return str(uuid.UUID(int=uuid.UUID(identifier).int ^ TURNING))


def unless(given: str | None, ours: str) -> str | None:
    """Leave an identifier out where every reader makes the same one."""
    return None if given == ours else given


def tidied(value: Any) -> Any:
    """Write an identifier in the one way it is kept; one that is no UUID gives one."""
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return str(uuid.UUID(value.strip()))
    except ValueError:
        return made("foreign", value.strip())
