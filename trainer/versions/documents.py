"""From a published version to the document of a draft, and from that to what is published."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from pydantic import ValidationError

from trainer.catalogue import rules
from trainer.catalogue.comparing import entry_of, known
from trainer.catalogue.importing import Plan, QualificationEntry, UnitEntry, checking, saying
from trainer.catalogue.importing.entries import CatalogueEntry
from trainer.catalogue.lineage import Fate, Line, Said, propose
from trainer.catalogue.lineage.composing import weave
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.versions.models import Draft, DraftKind
from trainer.versions.outline import Content, place_at

LISTED = ("numbers", "methods", "groups", "rules")
"""The lists of a qualification whose items the editor shows one by one."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps a draft from being published, and at which of its places."""

    place: str
    says: str


class Looked(TypedDict):
    """What somebody says became of criteria: which each comes from, and which ask the same."""

    origins: dict[str, list[str]]
    same: list[str]


def unit_content(version: UnitVersion) -> Content:
    """Write a unit down as the document of a draft; criteria keep their identifiers as keys."""
    return {
        "title": version.title,
        "level": version.level,
        "credit": version.credit,
        "glh": version.glh,
        "facts": version.facts.value,
        "wording": version.wording.value,
        "prompts": version.prompts,
        "outcomes": [
            {
                "key": f"old{outcome.id}",
                "number": outcome.number,
                "title": outcome.title,
                "kind": outcome.kind.value,
                "criteria": [
                    {
                        "key": one.identifier,
                        "number": one.number,
                        "text": one.text,
                        "words": one.words,
                    }
                    for one in outcome.criteria
                ],
            }
            for outcome in version.outcomes
        ],
    }


def qualification_content(version: QualificationVersion) -> Content:
    """Write a qualification down as the document of a draft."""
    content = entry_of(version).model_dump(mode="json")
    del content["code"]
    for name in LISTED:
        content[name] = [{**one, "key": f"old{place}"} for place, one in enumerate(content[name])]
    return content


def entry(draft: Draft) -> UnitEntry | QualificationEntry:
    """Read a draft as what a file would bring; it raises `ValidationError` where it can't be."""
    content = {"code": draft.code, **draft.content}
    if draft.kind is DraftKind.UNIT:
        content["outcomes"] = [
            {
                **_bare(outcome),
                "criteria": [_bare(one) for one in outcome["criteria"]],
            }
            for outcome in content["outcomes"]
        ]
        return UnitEntry.model_validate_json(json.dumps(content))
    content |= {name: [_bare(one) for one in content[name]] for name in LISTED}
    return QualificationEntry.model_validate_json(json.dumps(content))


def plan(draft: Draft) -> Plan:
    """Read a draft as a file that brings this one thing."""
    read, source = entry(draft), f"draft {draft.id}"
    if isinstance(read, UnitEntry):
        return Plan(source=source, units=(read,))
    return Plan(source=source, qualifications=(read,))


def faults_of(draft: Draft) -> list[Wrong]:
    """Test a draft as a file would be tested: every field, then the whole, then its rules."""
    name = "units" if draft.kind is DraftKind.UNIT else "qualifications"
    try:
        read = entry(draft)
    except ValidationError as error:
        return [
            _placed(saying.of(one), [name, 0, *one["loc"]], draft)
            for one in error.errors(include_url=False)
        ]
    whole = CatalogueEntry.model_validate(
        {"trainer_catalogue": 1, name: [read.model_dump()]}, strict=False
    )
    found = checking.check(whole, known())
    return [_placed(one.says, list(one.at), draft) for one in found.faults]


def former_said(version: UnitVersion) -> list[Said]:
    """List the criteria of the version before, as lineage sees them."""
    return [
        Said(one.identifier, one.number, one.text)
        for outcome in version.outcomes
        for one in outcome.criteria
    ]


def later_said(content: Content) -> list[Said]:
    """List the criteria of a draft as lineage sees them."""
    return [
        Said(one["key"], one["number"], one["text"])
        for outcome in content["outcomes"]
        for one in outcome["criteria"]
    ]


def mark_of(content: Content) -> str:
    """Make a mark that changes when the criteria do, so that their lineage is looked at again."""
    said = [[one.key, one.text] for one in later_said(content)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def lines_of(draft: Draft, former: UnitVersion) -> tuple[Line, ...]:
    """Say what became of each criterion: as confirmed, or as proposed from what the draft has."""
    earlier, later = former_said(former), later_said(draft.content)
    if not is_confirmed(draft):
        return propose(earlier, later)
    origins: dict[str, list[str]] = draft.lineage["origins"]
    same = set(draft.lineage["same"])
    pairs = {(old, new): new in same for new, olds in origins.items() for old in olds}
    return weave([one.key for one in earlier], [one.key for one in later], pairs)


def looked_of(lines: Sequence[Line]) -> Looked:
    """Say of lines what somebody would say who finds them right."""
    return {"origins": sources_of(lines), "same": same_of(lines)}


def sources_of(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Say from which earlier criteria each later one comes."""
    sources: dict[str, list[str]] = {}
    for line in lines:
        if line.later:
            sources.setdefault(line.later, []).extend([line.former] if line.former else [])
    return sources


def same_of(lines: Sequence[Line]) -> list[str]:
    """List the later criteria for which decisions carry over."""
    return [line.later for line in lines if line.later and line.fate is Fate.SAME]


def is_confirmed(draft: Draft) -> bool:
    """Say whether somebody looked at the lineage of the criteria as they are now."""
    return bool(draft.lineage) and draft.lineage_mark == mark_of(draft.content)


def by_number(lines: tuple[Line, ...], content: Content) -> list[Line]:
    """Name later criteria by number, as they are known once published."""
    numbers = {one.key: one.number for one in later_said(content)}
    return [
        Line(line.fate, line.former, numbers[line.later] if line.later else None) for line in lines
    ]


def readable_rule(rule: dict[str, Any]) -> bool:
    """Say whether a rule can be read at all."""
    try:
        rules.parse(_bare(rule))
    except rules.BadRule:
        return False
    return True


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "key"}


def _placed(says: str, at: list[int | str], draft: Draft) -> Wrong:
    name = "units" if draft.kind is DraftKind.UNIT else "qualifications"
    where, field = saying.place(at, {name: [{"code": draft.code, **draft.content}]})
    parts = [part.strip() for part in where.split(", ")[1:]] + ([field] if field else [])
    sentence = f"{', '.join(parts).capitalize()}: {says}" if parts else says
    return Wrong(place_at(draft.content, at[2:]), sentence)
