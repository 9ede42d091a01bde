"""Guess from somebody's own words which criteria they may have shown, and say which words."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trainer.logs import trade
from trainer.logs.spoken import Token, best_stretch, phrase, places, plainly, tokens
from trainer.logs.stemming import FAINT, STOPWORDS, WORD, plain, stem

TOP = 8
EACH_OF_ANOTHER_UNIT = 5
"""So many suggestions come first, each of another unit, before a second one of any."""

_OWN_WORDS, _TEXT, _TITLES = 1.2, 1.0, 0.25
_MEANT_BY_UNIT, _MEANT_BY_PART = 1.7, 0.4
_TOGETHER = 0.8
_UNIT_SUITS, _BY_SO_MANY = 0.5, 3
_FEWEST = 50
_FAINTLY = 0.4
_LEAST = 0.9


@dataclass(frozen=True)
class Candidate:
    """A criterion somebody works towards, with the words a person would use of it."""

    id: int
    number: str
    text: str
    words: tuple[str, ...]
    outcome: str
    unit: str
    unit_code: str


@dataclass(frozen=True)
class Suggestion:
    """A criterion that fits, and the very phrase of the entry that says so."""

    candidate: Candidate
    phrase: str
    score: float


@dataclass(frozen=True)
class _Profile:
    candidate: Candidate
    worth: dict[str, float]
    telling: frozenset[str]
    of_unit: frozenset[str]
    size: float


@dataclass(frozen=True)
class _Fit:
    """How well a criterion fits: with all that speaks for its unit, and alone; and where."""

    candidate: Candidate
    first: int
    last: int
    score: float
    alone: float


def suggest(
    texts: Sequence[str],
    candidates: Sequence[Candidate],
    *,
    after: Container[int] = (),
    top: int = TOP,
) -> list[Suggestion]:
    """Rank the criteria that the words of an entry fit best, best first, of several units.

    Rare words weigh more than common ones, words close together more than words far apart, and what
    the trade means by them as much as the words. Criteria named in `after` come when all others
    have come. The same words always give the same answer.
    """
    entry = "\n".join(text for text in texts if text)
    said = tokens(entry)
    where = places(said)
    weight = plainly(said, where)
    fits = [fit for one in _profiles(tuple(candidates)) if (fit := _fit(one, said, where, weight))]
    fits = _with_units(fits)
    ordered = [
        one
        for is_after in (False, True)
        for one in _of_several_units(
            [fit for fit in fits if (fit.candidate.id in after) is is_after]
        )
    ]
    return [
        Suggestion(one.candidate, phrase(entry, said[one.first : one.last + 1]), one.score)
        for one in ordered[:top]
    ]


def _fit(
    profile: _Profile, said: list[Token], where: dict[str, list[int]], weight: dict[str, float]
) -> _Fit | None:
    """Weigh what an entry says for a criterion; nothing where it says too little."""
    worth = {name: profile.worth[name] for name in profile.worth.keys() & weight.keys()}
    if profile.telling.isdisjoint(worth):
        return None
    near, first, last = best_stretch(said, where, worth)
    alone = sum(worth[name] * weight[name] for name in worth.keys() - profile.of_unit)
    of_unit = sum(worth[name] * weight[name] for name in worth.keys() & profile.of_unit)
    score = (alone + of_unit + _TOGETHER * near) / profile.size
    if score < _LEAST:
        return None
    return _Fit(profile.candidate, first, last, score, alone / profile.size)


def _with_units(fits: list[_Fit]) -> list[_Fit]:
    """Add to each criterion how well its whole unit suits, by those of it that fit best."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for one in fits:
        scores[one.candidate.unit_code].append(one.score)
    suits = {
        code: _UNIT_SUITS * sum(sorted(of_unit)[-_BY_SO_MANY:]) / _BY_SO_MANY
        for code, of_unit in scores.items()
    }
    return [replace(one, score=one.score + suits[one.candidate.unit_code]) for one in fits]


def _of_several_units(fits: list[_Fit]) -> list[_Fit]:
    """Put the best criterion of each of the best units first, then whatever fits best by itself.

    A wrong guess at the unit then costs one place, not all of them.
    """
    best: dict[str, _Fit] = {}
    for one in _in_order(fits, lambda fit: fit.score):
        best.setdefault(one.candidate.unit_code, one)
    first = list(best.values())[:EACH_OF_ANOTHER_UNIT]
    shown = {one.candidate.id for one in first}
    rest = [one for one in fits if one.candidate.id not in shown]
    return first + _in_order(rest, lambda fit: fit.alone)


def _in_order(fits: Iterable[_Fit], score: Callable[[_Fit], float]) -> list[_Fit]:
    return sorted(
        fits,
        key=lambda one: (-round(score(one), 6), one.candidate.unit, one.candidate.number),
    )


@lru_cache(maxsize=128)
def _profiles(candidates: tuple[Candidate, ...]) -> list[_Profile]:
    """Weigh the words of these criteria once: people on the same units share the result."""
    weights = [_weights(candidate) for candidate in candidates]
    telling = [_telling(weight) for weight in weights]
    seen = Counter(name for names in telling for name in names)
    return [
        _profile(candidate, weight, names, _rarity(weight, seen, len(candidates)))
        for candidate, weight, names in zip(candidates, weights, telling, strict=True)
    ]


def _profile(
    candidate: Candidate,
    weight: dict[str, float],
    telling: frozenset[str],
    rarity: dict[str, float],
) -> _Profile:
    worth = {name: value * rarity[name] for name, value in weight.items()}
    # A wordy criterion must not win by having more to match.
    size = math.sqrt(1.0 + math.sqrt(sum(value**2 for value in worth.values())))
    return _Profile(candidate, worth, telling, trade.in_units(candidate.unit), size)


def _weights(candidate: Candidate) -> dict[str, float]:
    """Weigh the words of a criterion and its titles, and what staff would say for them."""
    weights = dict.fromkeys(_stems(f"{candidate.outcome} {candidate.unit}"), _TITLES)
    weights |= dict.fromkeys(_stems(candidate.text), _TEXT)
    weights |= dict.fromkeys(_stems(" ".join(candidate.words)), _OWN_WORDS)
    weights |= dict.fromkeys(trade.in_units(candidate.text), _MEANT_BY_PART)
    weights |= dict.fromkeys(trade.in_units(candidate.outcome), _MEANT_BY_PART)
    return weights | dict.fromkeys(trade.in_units(candidate.unit), _MEANT_BY_UNIT)


def _telling(weights: dict[str, float]) -> frozenset[str]:
    """Name what a suggestion may rest on: meanings and words, but no word of a title alone."""
    return frozenset(name for name, value in weights.items() if value > _TITLES)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in map(plain, WORD.findall(text)) if word not in STOPWORDS]


def _rarity(names: Iterable[str], seen: Counter[str], candidates: int) -> dict[str, float]:
    """Tell how much each word narrows the choice: 1 at most, little for what most criteria say.

    Among a handful of criteria every word would seem common, so there count as a few dozen.
    """
    every = max(candidates, _FEWEST)
    return {
        name: (math.log((1 + every) / (1 + seen[name])) / math.log(1 + every) + 0.05)
        * (_FAINTLY if name in FAINT else 1)
        for name in names
    }
