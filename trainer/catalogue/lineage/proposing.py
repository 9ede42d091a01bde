"""Propose what became of each criterion: by its key, then by its words, then by likeness. Pure.

A proposal errs towards a fresh decision: "same" is said only of the very same words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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
    threads = _Threads({one.key: one for one in former}, {one.key: one for one in later})
    threads.tie_by_key()
    threads.tie_by_words()
    threads.tie_by_likeness()
    return tuple(threads.lines())


def plain(text: str) -> str:
    """Take case, punctuation and white space out, which change no meaning."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@dataclass
class _Threads:
    former: dict[str, Said]
    later: dict[str, Said]
    origins: dict[str, list[str]] = field(default_factory=dict)
    """Later key → the earlier ones it comes from."""

    def tie_by_key(self) -> None:
        for key in self.later:
            if key in self.former:
                self.origins[key] = [key]

    def tie_by_words(self) -> None:
        twins: dict[str, list[Said]] = {}
        for old in self._loose_olds():
            twins.setdefault(plain(old.text), []).append(old)
        for new in self._loose_news():
            if found := twins.get(plain(new.text)):
                best = next((one for one in found if one.number == new.number), found[0])
                found.remove(best)
                self.origins[new.key] = [best.key]

    def tie_by_likeness(self) -> None:
        olds, news = self._loose_olds(), self._loose_news()
        if len(self.former) * len(self.later) > MOST_PAIRS:
            return
        taken: set[str] = set()
        for _likeness, old, new in sorted(_pairs(olds, news), key=lambda pair: -pair[0]):
            if new.key not in self.origins and old.key not in taken:
                self.origins[new.key] = [old.key]
                taken.add(old.key)
        self._add_parts()
        self._add_sources()

    def _add_parts(self) -> None:
        """Take what is left of the later ones for parts of an earlier one that was reworded."""
        for new in self._loose_news():
            olds = [self.former[key] for key in self._reworded_from()]
            if (whole := _container(new, olds)) is not None:
                self.origins[new.key] = [whole.key]

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
                self.origins[whole.key].append(old.key)

    def lines(self) -> Iterable[Line]:
        parts = self._parts()
        for key in self.later:
            olds = self.origins.get(key, [])
            if not olds:
                yield Line(Fate.NEW, later=key)
            for old in olds:
                yield Line(self._fate(key, olds, parts), former=old, later=key)
        for gone in self._loose_olds():
            yield Line(Fate.DROPPED, former=gone.key)

    def _fate(self, key: str, olds: list[str], parts: set[str]) -> Fate:
        if len(olds) > 1:
            return Fate.MERGED
        if olds[0] in parts:
            return Fate.SPLIT
        return Fate.REWORDED if self._is_reworded(key) else Fate.SAME

    def _is_reworded(self, key: str) -> bool:
        [first, *more] = self.origins[key]
        return bool(more) or plain(self.former[first].text) != plain(self.later[key].text)

    def _reworded_from(self) -> list[str]:
        return [
            self.origins[key][0]
            for key in list(self.origins)
            if self._is_reworded(key) and len(self.origins[key]) == 1
        ]

    def _parts(self) -> set[str]:
        """Name the earlier ones that more than one later one comes from."""
        seen: set[str] = set()
        twice: set[str] = set()
        for olds in self.origins.values():
            twice.update(seen.intersection(olds))
            seen.update(olds)
        return twice

    def _tied(self) -> set[str]:
        return {old for olds in self.origins.values() for old in olds}

    def _loose_olds(self) -> list[Said]:
        tied = self._tied()
        return [one for key, one in self.former.items() if key not in tied]

    def _loose_news(self) -> list[Said]:
        return [one for key, one in self.later.items() if key not in self.origins]


def _pairs(olds: Sequence[Said], news: Sequence[Said]) -> Iterable[tuple[float, Said, Said]]:
    words = {one.key: _words(one) for one in olds}
    for new in news:
        mine = _words(new)
        for old in olds:
            theirs = words[old.key]
            shared = len(mine & theirs)
            likeness = shared / (len(mine | theirs) or 1)
            least = ALIKE_AT_ONE_NUMBER if old.number == new.number else ALIKE
            within = shared >= WORDS_WITHIN and shared >= CONTAINED * min(len(mine), len(theirs))
            if likeness >= least or within:
                yield likeness, old, new


def _container(part: Said, wholes: Sequence[Said]) -> Said | None:
    """Find the one that holds most of the words of another, if one holds enough."""
    mine = _words(part)
    if not mine:
        return None
    shares = [(len(mine & _words(whole)) / len(mine), whole) for whole in wholes]
    share, whole = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return whole if share >= CONTAINED else None


def _words(one: Said) -> frozenset[str]:
    return frozenset(plain(one.text).split()) - SMALL_WORDS
