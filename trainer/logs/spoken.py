"""Take an entry word by word: what it says, what it means, and the phrase that says most."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.logs import trade
from trainer.logs.stemming import STOPWORDS, WORD, plain, stem

WINDOW = 7
"""How many words of the entry, little ones included, count as one thought."""

_SPREAD = 0.06
_REPEATED, _OFTEN = 0.3, 3
_SENTENCE = re.compile(r"[^.;:!?\n]+")
_REACH = 4


@dataclass(frozen=True)
class Token:
    """A word that says something, or a meaning that some words have together."""

    stem: str
    start: int
    end: int
    place: int
    sentence: int
    weight: float = 1.0


def tokens(text: str) -> list[Token]:
    """Find the words that say something, and what the trade means by some of them."""
    found: list[Token] = []
    place = 0
    for number, sentence in enumerate(_SENTENCE.finditer(text)):
        words = list(WORD.finditer(text, *sentence.span()))
        found += sorted(
            [*_words(words, place, number), *_meanings(words, place, number)],
            key=lambda token: (token.place, token.end, token.stem),
        )
        place += len(words)
    return found


def _words(words: list[re.Match[str]], place: int, sentence: int) -> Iterator[Token]:
    for position, found in enumerate(words, place):
        word = plain(found.group())
        if word not in STOPWORDS:
            yield Token(stem(word), found.start(), found.end(), position, sentence)


def _meanings(words: list[re.Match[str]], place: int, sentence: int) -> Iterator[Token]:
    for meant in trade.in_speech([word.group() for word in words]):
        start, end = words[meant.first].start(), words[meant.last].end()
        yield Token(meant.name, start, end, place + meant.first, sentence, meant.weight)


def places(said: list[Token]) -> dict[str, list[int]]:
    """Tell where each word and meaning stands among what was said."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, token in enumerate(said):
        found[token.stem].append(index)
    return dict(found)


def plainly(said: list[Token], where: dict[str, list[int]]) -> dict[str, float]:
    """Weigh each word and meaning by how plainly it is said; again and again adds a little."""
    totals = {}
    for name, found in where.items():
        most, *more = sorted((said[index].weight for index in found), reverse=True)
        totals[name] = most + _REPEATED * sum(more[:_OFTEN])
    return totals


def best_stretch(
    said: list[Token], where: dict[str, list[int]], worth: dict[str, float]
) -> tuple[float, int, int]:
    """Find the few words of one sentence that say most: their worth, the first and the last."""
    hits = sorted(index for name in worth for index in where[name])
    best = (0.0, 0, 0)
    for position, first in enumerate(hits):
        seen: dict[str, float] = {}
        for last in hits[position:]:
            if not _are_near(said[first], said[last]):
                break
            seen[said[last].stem] = worth[said[last].stem] * said[last].weight
            value = sum(seen.values()) - _SPREAD * (said[last].place - said[first].place)
            if value > best[0] + 1e-9:
                best = (value, first, last)
    return best


def _are_near(one: Token, other: Token) -> bool:
    return other.place - one.place < WINDOW and one.sentence == other.sentence


def phrase(entry: str, stretch: list[Token]) -> str:
    """Quote a stretch, and a few words more where one word alone would say little."""
    start, end = stretch[0].start, max(token.end for token in stretch)
    sentence = next(one for one in _SENTENCE.finditer(entry) if one.end() > start)
    before = list(WORD.finditer(entry, sentence.start(), start))
    after = list(WORD.finditer(entry, end, sentence.end()))
    wanted = max(0, _REACH - len(WORD.findall(entry[start:end])))
    following = after[:wanted]
    leading = before[len(before) - (wanted - len(following)) :] if wanted > len(following) else []
    start = leading[0].start() if leading else start
    end = following[-1].end() if following else end
    return " ".join(entry[start:end].split())
