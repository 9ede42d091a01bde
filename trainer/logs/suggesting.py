"""Guess from somebody's own words which criteria they may have shown, and say which words."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainer.logs.stemming import FAINT, STOPWORDS, stem

TOP = 8
WINDOW = 7
"""How many words of the entry, little ones included, count as one thought."""

_OWN_WORDS, _TEXT, _TITLES = 1.5, 1.0, 0.25
_REPEATED = 0.2
_TOGETHER = 0.8
_SPREAD = 0.06
_FEWEST = 50
_FAINTLY = 0.4
_LEAST = 0.9
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[.;:!?\n]")
_REACH = 4


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
    size: float


@dataclass(frozen=True)
class _Token:
    stem: str
    start: int
    end: int
    place: int
    sentence: int


def suggest(
    texts: Sequence[str], candidates: Sequence[Candidate], *, top: int = TOP
) -> list[Suggestion]:
    """Rank the criteria that the words of an entry fit best, best first.

    Rare words weigh more than common ones, words close together more than words far apart. The
    same words always give the same answer.
    """
    entry = "\n".join(text for text in texts if text)
    tokens = list(_tokens(entry))
    said = Counter(token.stem for token in tokens)
    found = []
    for profile in _profiles(tuple(candidates)):
        worth = {stem: profile.worth[stem] for stem in profile.worth.keys() & said.keys()}
        if profile.telling.isdisjoint(worth):
            continue
        near, first, last = _best_stretch(tokens, worth)
        score = (_apart(worth, said) + _TOGETHER * near) / profile.size
        if score >= _LEAST:
            phrase = _phrase(entry, tokens, first, last)
            found.append(Suggestion(profile.candidate, phrase, score))
    found.sort(key=lambda one: (-round(one.score, 6), one.candidate.unit, one.candidate.number))
    return found[:top]


def _apart(worth: dict[str, float], said: Counter[str]) -> float:
    """Weigh the words wherever they stand; saying one three times adds a little."""
    return sum(value * (1 + _REPEATED * min(2, said[stem] - 1)) for stem, value in worth.items())


def _best_stretch(tokens: list[_Token], worth: dict[str, float]) -> tuple[float, int, int]:
    """Find the few words of one sentence that say most: their worth, the first and the last."""
    hits = [index for index, token in enumerate(tokens) if token.stem in worth]
    best = (0.0, 0, 0)
    for position, first in enumerate(hits):
        seen: dict[str, float] = {}
        for last in hits[position:]:
            if not _are_near(tokens[first], tokens[last]):
                break
            seen[tokens[last].stem] = worth[tokens[last].stem]
            value = sum(seen.values()) - _SPREAD * (tokens[last].place - tokens[first].place)
            if value > best[0] + 1e-9:
                best = (value, first, last)
    return best


def _are_near(one: _Token, other: _Token) -> bool:
    return other.place - one.place < WINDOW and one.sentence == other.sentence


def _phrase(entry: str, tokens: list[_Token], first: int, last: int) -> str:
    """Quote the stretch, and a few words more where one word alone would say little."""
    start, end = tokens[first].start, tokens[last].end
    before = list(_WORD.finditer(_SENTENCE_ENDS.split(entry[:start])[-1]))
    after = list(_WORD.finditer(_SENTENCE_ENDS.split(entry[end:])[0]))
    wanted = max(0, _REACH - len(_WORD.findall(entry[start:end])))
    following = after[:wanted]
    leading = before[len(before) - (wanted - len(following)) :] if wanted > len(following) else []
    start -= len(_SENTENCE_ENDS.split(entry[:start])[-1]) - leading[0].start() if leading else 0
    end += following[-1].end() if following else 0
    return " ".join(entry[start:end].split())


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    for number, sentence in enumerate(_sentences(text)):
        for found in _WORD.finditer(text, *sentence):
            place += 1
            word = _plain(found.group())
            if word not in STOPWORDS:
                yield _Token(stem(word), found.start(), found.end(), place, number)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_ENDS.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


@lru_cache(maxsize=128)
def _profiles(candidates: tuple[Candidate, ...]) -> list[_Profile]:
    """Weigh the words of these criteria once: people on the same units share the result."""
    weights = [_weights(candidate) for candidate in candidates]
    rarity = _rarity(weights)
    return [
        _profile(candidate, weight, rarity)
        for candidate, weight in zip(candidates, weights, strict=True)
    ]


def _profile(candidate: Candidate, weight: dict[str, float], rarity: dict[str, float]) -> _Profile:
    worth = {stem: value * rarity[stem] for stem, value in weight.items()}
    telling = frozenset(stem for stem, value in weight.items() if value >= _TEXT)
    # A wordy criterion must not win by having more to match.
    size = math.sqrt(1.0 + math.sqrt(sum(value**2 for value in worth.values())))
    return _Profile(candidate, worth, telling, size)


def _weights(candidate: Candidate) -> dict[str, float]:
    weights = dict.fromkeys(_stems(f"{candidate.outcome} {candidate.unit}"), _TITLES)
    weights.update(dict.fromkeys(_stems(candidate.text), _TEXT))
    weights.update(dict.fromkeys(_stems(" ".join(candidate.words)), _OWN_WORDS))
    return weights


def _stems(text: str) -> list[str]:
    return [token.stem for token in _tokens(text)]


def _rarity(weights: list[dict[str, float]]) -> dict[str, float]:
    """Tell how much each word narrows the choice: 1 at most, little for what most criteria say.

    Among a handful of criteria every word would seem common, so there count as a few dozen.
    """
    seen = Counter(stem for weight in weights for stem, value in weight.items() if value >= _TEXT)
    every = max(len(weights), _FEWEST)
    return {
        stem: (math.log((1 + every) / (1 + seen[stem])) / math.log(1 + every) + 0.05)
        * (_FAINTLY if stem in FAINT else 1)
        for weight in weights
        for stem in weight
    }
