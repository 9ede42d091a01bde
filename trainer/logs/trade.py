"""Know what staff say for what units say: who “rang round” made telephone calls to customers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from trainer.logs.stemming import FAINT, WORD, bare

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATA = Path(__file__).with_name("synonyms.yaml")
_BETWEEN = 2
_OF_SEVERAL_WORDS, _OF_ONE, _OF_A_FAINT_ONE = 1.7, 1.0, 0.4


@dataclass(frozen=True)
class Meaning:
    """What some words of a sentence, from the first to the last, stand for, and how plainly."""

    name: str
    first: int
    last: int
    weight: float


@dataclass(frozen=True)
class _Phrase:
    """What follows the first word of a phrase, and what the whole stands for."""

    rest: tuple[str, ...]
    meanings: tuple[str, ...]
    weight: float


@lru_cache(maxsize=4096)
def in_units(text: str) -> frozenset[str]:
    """Name the meanings that the title of a unit, an outcome or a criterion has."""
    words = [bare(word) for word in WORD.findall(text)]
    return frozenset(meaning.name for meaning in _found(words, _phrases("units")))


def in_speech(words: Sequence[str]) -> Iterator[Meaning]:
    """Find what the words of a sentence mean in this trade."""
    return _found([bare(word) for word in words], _phrases("staff"))


def _found(words: Sequence[str], phrases: dict[str, list[_Phrase]]) -> Iterator[Meaning]:
    for first, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            last = _end(words, first, phrase.rest)
            if last is not None:
                for name in phrase.meanings:
                    yield Meaning(name, first, last, phrase.weight)


def _end(words: Sequence[str], place: int, rest: tuple[str, ...]) -> int | None:
    """Find where a phrase ends whose first word stands here, if the others follow closely."""
    for word in rest:
        near = words[place + 1 : place + 2 + _BETWEEN]
        if word not in near:
            return None
        place += 1 + near.index(word)
    return place


@cache
def groups() -> list[dict[str, str]]:
    """Read what units say, and what staff say for it, group by group."""
    loaded: list[dict[str, str]] = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=_Safe)  # noqa: S506 - it is a safe one
    return loaded


@cache
def _phrases(side: str) -> dict[str, list[_Phrase]]:
    """Read the phrases of one side by their first word."""
    meanings: dict[tuple[str, ...], dict[str, None]] = {}
    for number, group in enumerate(groups()):
        for listed in group[side].split(","):
            words = tuple(bare(word) for word in WORD.findall(listed))
            meanings.setdefault(words, {})[f"meaning {number}"] = None
    found: dict[str, list[_Phrase]] = {}
    for words, names in meanings.items():
        phrase = _Phrase(words[1:], tuple(names), _weight(words) / len(names) ** 0.5)
        found.setdefault(words[0], []).append(phrase)
    return found


def _weight(words: tuple[str, ...]) -> float:
    """Weigh a phrase: several words in their order say more than one that may mean anything."""
    if len(words) > 1:
        return _OF_SEVERAL_WORDS
    return _OF_A_FAINT_ONE if words[0] in FAINT else _OF_ONE
