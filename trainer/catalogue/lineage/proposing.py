"""Propose what became of each criterion: by its key, then by its words, then by likeness. Pure.

A proposal errs towards a fresh decision: "same" is said only of the very same words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trainer.catalogue.lineage.fates import Fate, Line, Said

ALIKE = 0.5
ALIKE_AT_ONE_NUMBER = 0.3
CONTAINED = 0.6
WORDS_WITHIN = 2
MOST_PAIRS = 250_000
"""Beyond this likeness is not looked for: what has no key and no twin is new or dropped."""

_ARTICLES = "a an and are as at be by for from how in is it its of on or that the their them they"
_ASKING = "this to what when where which who why with you your"
SMALL_WORDS = frozenset(f"{_ARTICLES} {_ASKING}".split())


def propose(former: Sequence[Said], later: Sequence[Said]) -> tuple[Line, ...]:
    """Say of every earlier and every later criterion what seems to have become of it.

    The lines stand in the order of the later version; what was dropped comes last.
    """
    threads = _Threads(former, later)
    threads.tie_by_key()
    threads.tie_by_words()
    threads.tie_by_likeness()
    return tuple(threads.lines())


def plain(text: str) -> str:
    """Take case, punctuation and white space out, which change no meaning."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@dataclass(frozen=True, slots=True)
class _Read:
    """A criterion with what is compared of it, read once: its plain text, and its words as bits."""

    said: Said
    plain: str
    words: int
    size: int


class _Threads:
    """What comes from what, tied one kind of reason after the other."""

    def __init__(self, former: Sequence[Said], later: Sequence[Said]) -> None:
        bits: dict[str, int] = {}
        self.former = {one.key: _read(one, bits) for one in former}
        self.later = {one.key: _read(one, bits) for one in later}
        self.origins: dict[str, list[str]] = {}
        """Later key → the earlier ones it comes from."""

    def tie_by_key(self) -> None:
        for key in self.later:
            if key in self.former:
                self.origins[key] = [key]

    def tie_by_words(self) -> None:
        twins: dict[str, list[_Read]] = {}
        for old in self._loose_olds():
            twins.setdefault(old.plain, []).append(old)
        for new in self._loose_news():
            if found := twins.get(new.plain):
                number = new.said.number
                best = next((one for one in found if one.said.number == number), found[0])
                found.remove(best)
                self.origins[new.said.key] = [best.said.key]

    def tie_by_likeness(self) -> None:
        olds, news = self._loose_olds(), self._loose_news()
        if len(olds) * len(news) > MOST_PAIRS:
            return
        taken: set[str] = set()
        for _likeness, old, new in sorted(_pairs(olds, news), key=_likest_first):
            if new not in self.origins and old not in taken:
                self.origins[new] = [old]
                taken.add(old)
        self._add_parts()
        self._add_sources()

    def _add_parts(self) -> None:
        """Take what is left of the later ones for parts of an earlier one that was reworded."""
        for new in self._loose_news():
            olds = [self.former[key] for key in self._reworded_from()]
            if (whole := _container(new, olds)) is not None:
                self.origins[new.said.key] = [whole.said.key]

    def _add_sources(self) -> None:
        """Take what is left of the earlier ones for sources of a later one that was reworded."""
        for old in self._loose_olds():
            shared = self._parts()
            news = [
                self.later[key]
                for key in self.origins
                if self._is_reworded(key) and self.origins[key][0] not in shared
            ]
            if (whole := _container(old, news)) is not None:
                self.origins[whole.said.key].append(old.said.key)

    def lines(self) -> Iterable[Line]:
        parts = self._parts()
        for key in self.later:
            olds = self.origins.get(key, [])
            if not olds:
                yield Line(Fate.NEW, later=key)
            for old in olds:
                yield Line(self._fate(key, olds, parts), former=old, later=key)
        for gone in self._loose_olds():
            yield Line(Fate.DROPPED, former=gone.said.key)

    def _fate(self, key: str, olds: list[str], parts: set[str]) -> Fate:
        if len(olds) > 1:
            return Fate.MERGED
        if olds[0] in parts:
            return Fate.SPLIT
        return Fate.REWORDED if self._is_reworded(key) else Fate.SAME

    def _is_reworded(self, key: str) -> bool:
        [first, *more] = self.origins[key]
        return bool(more) or self.former[first].plain != self.later[key].plain

    def _reworded_from(self) -> list[str]:
        return [
            olds[0]
            for key, olds in self.origins.items()
            if len(olds) == 1 and self._is_reworded(key)
        ]

    def _parts(self) -> set[str]:
        """Name the earlier ones that more than one later one comes from."""
        seen: set[str] = set()
        twice: set[str] = set()
        for olds in self.origins.values():
            twice.update(seen.intersection(olds))
            seen.update(olds)
        return twice

    def _loose_olds(self) -> list[_Read]:
        tied = {old for olds in self.origins.values() for old in olds}
        return [one for key, one in self.former.items() if key not in tied]

    def _loose_news(self) -> list[_Read]:
        return [one for key, one in self.later.items() if key not in self.origins]


def _read(one: Said, bits: dict[str, int]) -> _Read:
    """Read a criterion; each word of either version has a bit of its own."""
    text = plain(one.text)
    words = 0
    for word in set(text.split()) - SMALL_WORDS:
        words |= bits.setdefault(word, 1 << len(bits))
    return _Read(one, text, words, words.bit_count())


def _pairs(olds: Sequence[_Read], news: Sequence[_Read]) -> Iterable[tuple[float, str, str]]:
    """List what is alike enough to be a rewording. Ten thousand pairs take about 10 ms."""
    theirs = [(old.words, old.size, old.said.number, old.said.key) for old in olds]
    for new in news:
        mine, size, number, key = new.words, new.size, new.said.number, new.said.key
        for words, other_size, other_number, other in theirs:
            shared = (mine & words).bit_count()
            if not shared:
                continue
            likeness = shared / (size + other_size - shared)
            least = ALIKE_AT_ONE_NUMBER if other_number == number else ALIKE
            if likeness >= least or (
                shared >= WORDS_WITHIN and shared >= CONTAINED * min(size, other_size)
            ):
                yield likeness, other, key


def _likest_first(pair: tuple[float, str, str]) -> float:
    return -pair[0]


def _container(part: _Read, wholes: Sequence[_Read]) -> _Read | None:
    """Find the one that holds most of the words of another, if one holds enough."""
    if not part.size:
        return None
    shares = [((part.words & whole.words).bit_count() / part.size, whole) for whole in wholes]
    share, found = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return found if share >= CONTAINED else None
