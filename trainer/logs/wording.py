"""What was written in a piece of evidence, under the very question it answers, and what changed."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from trainer.core.text import gettext as _
from trainer.logs.frameworks import ANSWERS, COLUMNS, FRAMEWORKS
from trainer.logs.kinds import KINDS, Shape
from trainer.logs.models import EvidenceKind, Framework, Revision

LONG = 4000
"""From so many words on, words that stand everywhere are no longer looked for."""

Piece = tuple[str, str]
"""Whether words were kept, added or removed, and the words."""


class Told(NamedTuple):
    """One question, with what was written under it."""

    heading: str
    words: str


class Change(NamedTuple):
    """A text that reads otherwise now: its words kept, added and removed, in reading order."""

    heading: str
    pieces: list[Piece]

    def count(self, kind: str) -> int:
        """Count the words that were added or removed."""
        return sum(len(words.split()) for of_kind, words in self.pieces if of_kind == kind)


def told(revision: Revision) -> list[Told]:
    """List what was written and is to be read, in the order of its questions."""
    words = {name: getattr(revision, name) for name in ("framework", "details", *COLUMNS)}
    return read(revision.item.kind, words)


def read(kind: EvidenceKind, words: Mapping[str, Any]) -> list[Told]:
    """List what these words of a revision say, in the order of their questions."""
    pairs = _by_framework(words) if kind is EvidenceKind.LOG else _by_kind(kind, words)
    return [Told(str(heading), text) for heading, text in pairs if text]


def _by_framework(words: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    if words["framework"] == Framework.INTERVIEW:
        answers = words["details"].get(ANSWERS, {})
        return [pair for replies in answers.values() for pair in replies.items()]
    said = {name: words[name] for name in COLUMNS} | words["details"]
    prompts = FRAMEWORKS[Framework(words["framework"])].prompts
    return [(one.label, said.get(one.name, "")) for one in prompts]


def _by_kind(kind: EvidenceKind, words: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    rules = KINDS[kind]
    for detail, value in rules.shown(words["details"]):
        match detail.shape:
            case Shape.PAIRS:
                yield from ((one["question"], one["answer"]) for one in value)
            case Shape.YES_NO:
                yield detail.label, _("Yes") if value else _("No")
            case _:
                yield detail.label, str(value)
    if "what" in rules.columns:
        yield rules.columns["what"][0], words["what"]


def changes(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[Change]:
    """List the texts, by their headings, that are not what they were."""
    pairs = [(name, earlier.get(name, ""), later.get(name, "")) for name in {**earlier, **later}]
    return [Change(name, list(pieces(was, now))) for name, was, now in pairs if was != now]


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Cut two texts into what was kept, removed and added, in reading order, line ends included."""
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    matcher = difflib.SequenceMatcher(
        None,
        [one.rstrip() for one in before],
        [one.rstrip() for one in after],
        autojunk=len(before) + len(after) > LONG,
    )
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield "kept", "".join(after[new_start:new_end])
            continue
        if end > start:
            yield "removed", "".join(before[start:end])
        if new_end > new_start:
            yield "added", "".join(after[new_start:new_end])
