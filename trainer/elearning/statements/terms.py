"""The small terms statements are made of: identifiers, languages, moments, how long something took.

Source: Experience API 1.0.3, part two, 2.2 (formatting) and 4 (special data types).
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_NO_ZONE = re.compile(r"-00(:?00)?$")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+(?:\.\d+)?)W|(?=.)(?:(?P<years>\d+(?:\.\d+)?)Y)?(?:(?P<months>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?)"
)


def moment_of(said: str) -> datetime:
    """Read a moment; one that says no zone is meant in UTC. Raises ValueError."""
    if not _MOMENT.match(said) or _NO_ZONE.search(said):
        raise ValueError("is not a moment such as 2026-11-20T10:00:00Z")
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError("is not a moment such as 2026-11-20T10:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def minutes_of(said: str) -> int:
    """Tell how many whole minutes a duration is; years and months, which have no length, are none.

    Raises ValueError.
    """
    found = _DURATION.fullmatch(said)
    if found is None:
        raise ValueError("is not a duration such as PT1H30M")
    parts = {
        name: float(found[name] or 0) for name in ("weeks", "days", "hours", "minutes", "seconds")
    }
    try:
        return round(timedelta(**parts).total_seconds() / 60)
    except OverflowError:
        raise ValueError("is longer than anybody learns") from None


def _is_language(said: str) -> str:
    if not _LANGUAGE.fullmatch(said):
        raise ValueError("is not a language such as en-GB")
    return said


def _checked_moment(said: str) -> str:
    moment_of(said)
    return said


def _checked_duration(said: str) -> str:
    minutes_of(said)
    return said


Iri = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$", max_length=500)
]
"""An absolute identifier; longer ones than 500 signs are refused, which the standard leaves open."""

Uuid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"),
]
Mailbox = Annotated[str, StringConstraints(pattern=r"^mailto:[^@\s]+@[^@\s]+$", max_length=300)]
Sha1 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{40}$")]
Sha2 = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{56,128}$")]
Language = Annotated[str, AfterValidator(_is_language)]
Moment = Annotated[str, AfterValidator(_checked_moment)]
Duration = Annotated[str, AfterValidator(_checked_duration)]
LanguageMap = dict[Language, str]
Extensions = dict[Iri, Any]
