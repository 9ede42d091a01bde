"""Take names out of what somebody wrote: pure, and rather one too many than one too few."""

import re
from collections.abc import Iterable, Mapping

SHORTEST = 3
"""Shorter parts of a name (an initial, “de”) are left alone unless the whole name stands there."""


def without_names(text: str, names: Mapping[str, str]) -> str:
    """Put what stands for each person in the place of their name; longer names go first."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(_whole(name), names[name].replace("\\", r"\\"), text, flags=_flags(name))
    return text


def parts_of(name: str) -> list[str]:
    """List under which words somebody may be spoken of: their whole name and its longer parts."""
    parts = [part for part in re.split(r"[\s]+", name.strip()) if len(part) >= SHORTEST]
    return list(dict.fromkeys([name.strip(), *parts]))


def stand_ins(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Say for every name of these people, given with what stands for them, what takes its place."""
    return {part: stand_in for name, stand_in in people if name.strip() for part in parts_of(name)}


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def _flags(name: str) -> int:
    """Ignore case in whole names only: “will” and “grace” are words as well."""
    return re.IGNORECASE if " " in name else 0
