"""Come here for how good suggestions are: `python -m bench.suggesting`.

Prints how often the right unit is first, and among the first five, for entries of everyday language
written before any of it was tuned, beside what counting shared words, and SQLite's full-text
search, would reach.
"""

import atexit
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import trainer
from trainer.logs.stemming import STOPWORDS
from trainer.logs.suggesting import Candidate, suggest

HALVES = ("tuned", "unseen")
FIRST = 5

BUILTIN = Path(trainer.__file__).parent / "catalogue" / "builtin"
_ENTRIES = Path(__file__).parents[1] / "tests" / "data" / "suggestions"
_DIPLOMA, _NEXT = "cs-l2-dip", "cs-l3-dip"

Ranking = Callable[[str, Sequence[Candidate]], list[Candidate]]
"""How criteria are put in order for the words of an entry, best first."""


@dataclass(frozen=True)
class Share:
    """Of so many entries, how many got a right unit first, and how many within the first five."""

    entries: int
    first: int
    first_five: int


@cache
def every_unit() -> list[Candidate]:
    """List all criteria of the suite of 2014."""
    units = [unit for file in _suite() for unit in file.get("units", [])]
    criteria = [
        (unit, outcome, one)
        for unit in units
        for outcome in unit["outcomes"]
        for one in outcome["criteria"]
    ]
    return [
        Candidate(
            number, one["number"], one["text"], tuple(one.get("words", ())), outcome["title"],
            unit["title"], unit["code"],
        )
        for number, (unit, outcome, one) in enumerate(criteria, 1)
    ]  # fmt: skip


@cache
def of_a_learner() -> list[Candidate]:
    """List the criteria of somebody on the level 2 diploma whose goal is what level 3 asks of all.

    All units the diploma lists are there, since a learner may choose any of them.
    """
    structures = {
        one["code"]: one["groups"] for f in _suite() for one in f.get("qualifications", [])
    }
    chosen = {code for group in structures[_DIPLOMA] for code in group["units"]}
    goals = set(structures[_NEXT][0]["units"])
    return [one for one in every_unit() if one.unit_code in chosen | goals]


SETTINGS = {"a learner’s own units": of_a_learner, "the whole suite": every_unit}


@cache
def _suite() -> list[dict[str, Any]]:
    return [
        yaml.safe_load(file.read_text()) for file in sorted(BUILTIN.glob("customer-service-2014*"))
    ]


@cache
def entries(half: str) -> list[tuple[str, frozenset[str]]]:
    """Read the texts of one half, each with the codes of the units that would be right."""
    loaded = yaml.safe_load((_ENTRIES / f"{half}.yaml").read_text(encoding="utf-8"))
    return [(entry["text"], frozenset(entry["units"])) for entry in loaded]


def share(ranking: Ranking, half: str, candidates: Sequence[Candidate]) -> Share:
    """Count over the entries that have a right unit among the candidates."""
    there = {one.unit_code for one in candidates}
    found = [
        [one.unit_code in right for one in ranking(text, candidates)[:FIRST]]
        for text, right in entries(half)
        if right & there
    ]
    return Share(len(found), sum(one[:1] == [True] for one in found), sum(map(any, found)))


def suggested(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Rank as the page does."""
    return [one.candidate for one in suggest([text], candidates)]


def by_overlap(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Rank by how many different words an entry and a criterion share, as they are written."""
    said = _words(text)
    shared = {one.id: len(said & _words_of(one)) for one in candidates}
    return sorted((one for one in candidates if shared[one.id]), key=lambda one: -shared[one.id])


@cache
def _words_of(one: Candidate) -> set[str]:
    return _words(" ".join([one.text, *one.words, one.outcome, one.unit]))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - STOPWORDS


def by_full_text(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Rank as SQLite's FTS5 does: any of the words, cut to their stems, rare ones weighing more."""
    asked_for = " OR ".join(f'"{word}"' for word in sorted(_words(text)))
    rows = _index(tuple(candidates)).execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid", [asked_for]
    )
    known = {one.id: one for one in candidates}
    return [known[number] for (number,) in rows]


@cache
def _index(candidates: tuple[Candidate, ...]) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    atexit.register(index.close)
    index.execute("CREATE VIRTUAL TABLE words USING fts5(text, hints, titles, tokenize='porter')")
    index.executemany(
        "INSERT INTO words (rowid, text, hints, titles) VALUES (?, ?, ?, ?)",
        [
            (one.id, one.text, " ".join(one.words), f"{one.outcome} {one.unit}")
            for one in candidates
        ],
    )
    return index


def mixed(ranking: Ranking) -> Ranking:
    """Let a ranking begin with the best criterion of each unit, as suggestions do."""

    def ranked(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        best: dict[str, Candidate] = {}
        for one in ranking(text, candidates):
            best.setdefault(one.unit_code, one)
        return list(best.values())

    return ranked


RANKINGS: dict[str, Ranking] = {
    "suggested": suggested,
    "shared words": by_overlap,
    "shared words, mixed": mixed(by_overlap),
    "full text": by_full_text,
    "full text, mixed": mixed(by_full_text),
}


def main() -> None:
    """Print a line for each setting, half and way of ranking."""
    print(f"{'candidates':26}{'entries':14}{'ranking':22}{'first':>12}{'first five':>14}")
    for setting, candidates in SETTINGS.items():
        for half in HALVES:
            for name, ranking in RANKINGS.items():
                found = share(ranking, half, candidates())
                cells = (_of(found.first, found.entries), _of(found.first_five, found.entries))
                print(f"{setting:26}{half:14}{name:22}{cells[0]:>12}{cells[1]:>14}")


def _of(count: int, entries: int) -> str:
    return f"{count}/{entries} {count / entries:.0%}"


if __name__ == "__main__":
    main()
