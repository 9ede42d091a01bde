"""Two devices wrote in one draft: both are kept, nothing is dropped, and nobody is asked.

Each device tells the words it knew (those its page began with, then each it has sent and heard
nothing of). What it did not change goes by the draft; what nobody else changed goes by the device;
where both changed a text, the later stands below the earlier, under a line that says when.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEADING = re.compile(r"^— .*\d{4}.*\d{1,2}[.:]\d{2} —$", re.MULTILINE)
"""The dated line, in whatever language it was written."""

Values = Mapping[Any, Any]


@dataclass(frozen=True)
class Part:
    """Words under one dated line, or before any."""

    words: str
    heading: str = ""


@dataclass(frozen=True)
class Merged:
    """What the draft holds from now on, and what had to give way where there is room for one."""

    values: dict[Any, Any]
    gave_way: dict[Any, Any]


def merge(
    known: Sequence[Values], theirs: Values, mine: Values, *, prose: Collection[str], line: str
) -> Merged:
    """Put what a device sends together with what the draft holds by now.

    `prose` names the texts, in which both can stand; `line` is the dated line over the later.
    """
    values: dict[Any, Any] = {}
    gave_way: dict[Any, Any] = {}
    for name, sent in mine.items():
        seen = [plain(one.get(name)) for one in known]
        held, wanted = plain(theirs.get(name)), plain(sent)
        if held == wanted or held in seen:
            values[name] = wanted
        elif wanted == seen[0] or _is_empty(wanted):
            values[name] = held
        elif isinstance(wanted, list):
            values[name] = _both_lists(seen, held or [], wanted)
        elif name in prose:
            values[name] = _both_texts(seen, held or "", wanted, line)
        else:
            values[name] = wanted
            if not _is_empty(held):
                gave_way[name] = held
    return Merged(values, gave_way)


def below(text: str, words: str, line: str) -> str:
    """Write words at the end of a text, under a dated line."""
    return _joined([*parts_of(plain(text)), Part(words, line)])


def parts_of(text: str) -> list[Part]:
    """Take a text apart at its dated lines."""
    headings = ["", *HEADING.findall(text)]
    pieces = [piece.strip() for piece in HEADING.split(text)]
    found = [Part(words, heading) for heading, words in zip(headings, pieces, strict=True)]
    return [one for one in found if one.words or one.heading]


def _joined(parts: Iterable[Part]) -> str:
    return "\n\n".join(f"{one.heading}\n{one.words}".strip() for one in parts)


def _both_texts(seen: Sequence[str | None], held: str, wanted: str, line: str) -> str:
    woven = _weave(
        [{part.words for part in parts_of(text or "")} for text in seen],
        {part.words: part for part in parts_of(held)},
        {part.words: part for part in parts_of(wanted)},
    )
    return _joined(
        part if part.heading or place == 0 else Part(part.words, line)
        for place, part in enumerate(woven)
    )


def _both_lists(seen: Sequence[list[Any] | None], held: list[Any], wanted: list[Any]) -> list[Any]:
    return _weave(
        [{str(one) for one in items or []} for items in seen],
        {str(one): one for one in held},
        {str(one): one for one in wanted},
    )


def _weave(
    known: Sequence[Collection[str]], held: dict[str, Any], wanted: dict[str, Any]
) -> list[Any]:
    """Keep what is new on either side; what one side took out of what both had stays out.

    New parts stand where the part that they replace stood, or else at the end.
    """
    seen, base = set().union(*known), known[0]
    new = [one for key, one in wanted.items() if key not in held and key not in base]
    woven = []
    for key, one in held.items():
        if key in wanted or key not in seen:
            woven.append(one)
        else:
            woven.extend(new)
            new = []
    return woven + new


def plain(value: Any) -> Any:
    """Write a value as it is compared: one kind of line end, nothing empty in a list."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list):
        return [one for one in value if any(one.values())]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])
