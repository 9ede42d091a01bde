"""Reading rules from the plain mappings of a catalogue file, and writing them back."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from trainer.catalogue.rules import says
from trainer.catalogue.rules.kinds import KINDS, BarredCombination, Rule

HIGHEST_LEVEL = 12  # the Scottish framework counts to twelve, the others stop before
PAIR = 2


class BadRule(ValueError):
    """A rule can't be read; the message is a sentence that names the field."""


def parse(mapping: Mapping[str, Any]) -> Rule:
    """Read one rule, saying which field is wrong if it can't be."""
    kind = _kind(mapping.get("type"))
    wanted = [field.name for field in fields(kind)]
    for name in mapping:
        if name not in {"type", *wanted}:
            raise BadRule(says.field_unknown(kind.type, str(name), wanted))
    read: dict[str, Any] = {}
    for name in wanted:
        reader, shape = _reader(kind, name)
        if name not in mapping:
            raise BadRule(says.field_missing(kind.type, name, shape))
        read[name] = reader(mapping[name])
        if read[name] is None:
            raise BadRule(says.field_wrong(kind.type, name, shape))
    return kind(**read)


def to_data(rule: Rule) -> dict[str, Any]:
    """Write a rule as the plain mapping that `parse` reads."""
    written = {field.name: _plain(getattr(rule, field.name)) for field in fields(rule)}
    return {"type": rule.type, **written}


def _kind(name: object) -> type[Rule]:
    for kind in KINDS:
        if kind.type == name:
            return kind
    raise BadRule(says.type_unknown(name, [kind.type for kind in KINDS]))


def _plain(value: object) -> object:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _code(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _codes(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple) or not value:
        return None
    codes = [code for code in map(_code, value) if code is not None]
    return tuple(codes) if len(set(codes)) == len(value) else None


def _several_codes(value: object) -> tuple[str, ...] | None:
    codes = _codes(value)
    return codes if codes is not None and len(codes) >= PAIR else None


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, list | tuple) or not value:
        return None
    pairs = []
    for item in value:
        codes = _codes(item)
        if codes is None or len(codes) != PAIR:
            return None
        pairs.append((codes[0], codes[1]))
    return tuple(pairs)


def _whole_number(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if value >= 1 else None


def _level(value: object) -> int | None:
    number = _whole_number(value)
    return number if number is not None and number <= HIGHEST_LEVEL else None


Reader = tuple[Callable[[object], Any], str]

READERS: dict[str, Reader] = {
    "group": (_code, "the code of a group"),
    "groups": (_codes, "a list of codes of groups, each once"),
    "min": (_whole_number, "a whole number of 1 or more"),
    "max": (_whole_number, "a whole number of 1 or more"),
    "level": (_level, f"a level from 1 to {HIGHEST_LEVEL}"),
    "units": (_several_codes, "a list of two or more codes of units, each once"),
}
PAIRS: Reader = (_pairs, "a list of pairs, each with the codes of two different units")


def _reader(kind: type[Rule], name: str) -> Reader:
    return PAIRS if kind is BarredCombination and name == "units" else READERS[name]
