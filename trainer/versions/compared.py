"""Two versions side by side: what stayed, what changed, what came and what went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from trainer.catalogue import wording
from trainer.catalogue.lineage import Fate, Line
from trainer.catalogue.lineage.reading import lineage_between
from trainer.catalogue.models import (
    Assessed,
    Criterion,
    LearningOutcome,
    QualificationVersion,
    UnitVersion,
)
from trainer.catalogue.structures import structure_of
from trainer.core.text import gettext as _
from trainer.extensions import db


class UnitFate(StrEnum):
    """What became of a unit between two versions of a qualification."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CriterionBeside:
    """One criterion then and now; either may be missing."""

    fate: Fate
    former: Criterion | None
    later: Criterion | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact then and now."""

    name: str
    former: str
    later: str


@dataclass(frozen=True, slots=True)
class UnitBeside:
    """One unit then and now, with its groups and, where it changed, its facts and criteria."""

    fate: UnitFate
    code: str
    former: UnitVersion | None
    later: UnitVersion | None
    groups: tuple[str, str] = ("", "")
    facts: tuple[Beside, ...] = ()
    criteria: tuple[CriterionBeside, ...] = ()

    @property
    def version(self) -> UnitVersion:
        """The later version, or what there was of a unit that went."""
        version = self.later or self.former
        assert version is not None  # noqa: S101 - one of the two is always there
        return version

    @property
    def is_unmoved(self) -> bool:
        """Whether nothing at all changed."""
        return self.fate is UnitFate.SAME and self.groups[0] == self.groups[1]

    def count(self, fate: Fate) -> int:
        """Count the criteria with this fate: of the later version, or those that went."""
        ends = {
            (one.former if fate is Fate.DROPPED else one.later)
            for one in self.criteria
            if one.fate is fate
        }
        return len(ends)


@dataclass(frozen=True, slots=True)
class QualificationsBeside:
    """Two versions of a qualification, the earlier first."""

    former: QualificationVersion
    later: QualificationVersion
    facts: tuple[Beside, ...]
    rules_gone: tuple[str, ...]
    rules_new: tuple[str, ...]
    units: tuple[UnitBeside, ...]


def beside(former: QualificationVersion, later: QualificationVersion) -> QualificationsBeside:
    """Set two versions of a qualification, loaded with their units, side by side."""
    old_rules, new_rules = _rules(former), _rules(later)
    return QualificationsBeside(
        former=former,
        later=later,
        facts=tuple(_facts(former, later)),
        rules_gone=tuple(one for one in old_rules if one not in new_rules),
        rules_new=tuple(one for one in new_rules if one not in old_rules),
        units=tuple(_units(former, later)),
    )


def units_beside(former: UnitVersion, later: UnitVersion) -> UnitBeside:
    """Set two versions of a unit side by side."""
    fate = UnitFate.SAME if former.id == later.id else UnitFate.CHANGED
    lines = lineage_between([(former, later)])
    return UnitBeside(
        fate,
        later.code,
        former,
        later,
        facts=tuple(_unit_facts(former, later, _outcomes([former, later]))),
        criteria=_criteria(lines.get((former.id, later.id), ()), _by_identifier([former, later])),
    )


def _rules(version: QualificationVersion) -> list[str]:
    structure = structure_of(version)
    return [wording.in_words(rule, structure) for rule in structure.rules]


def _facts(former: QualificationVersion, later: QualificationVersion) -> Iterator[Beside]:
    yield from _differing(
        former,
        later,
        (
            (_("Title"), "title"),
            (_("Level"), "level"),
            (_("Credits"), "credit"),
            (_("Whole time in hours"), "tqt"),
            (_("Guided learning from"), "glh_min"),
            (_("Guided learning to"), "glh_max"),
            (_("Months a certificate holds"), "valid_months"),
            (_("Structure"), "structure"),
            (_("Professional body"), "body"),
            (_("Results there are"), "grades"),
            (_("Note"), "note"),
        ),
    )
    for name, part_of in (
        (_("How it is assessed"), _assessed),
        (_("Numbers"), _numbers),
        (_("Methods of assessment"), _methods),
    ):
        if part_of(former) != part_of(later):
            yield Beside(name, _shown(part_of(former)), _shown(part_of(later)))


def _assessed(version: QualificationVersion) -> str:
    if version.assessed is Assessed.INTERVIEW:
        return _("At an interview on the learning log")
    return _("From a portfolio of evidence")


def _unit_facts(
    former: UnitVersion, later: UnitVersion, outcomes: Mapping[int, list[str]]
) -> Iterator[Beside]:
    yield from _differing(
        former,
        later,
        (
            (_("Title"), "title"),
            (_("Level"), "level"),
            (_("Credits"), "credit"),
            (_("Guided learning hours"), "glh"),
            (_("What a learning log could tell of"), "prompts"),
        ),
    )
    old, new = outcomes[former.id], outcomes[later.id]
    if old != new:
        yield Beside(_("Outcomes"), _shown(old), _shown(new))


def _outcomes(versions: Sequence[UnitVersion]) -> dict[int, list[str]]:
    """Read the titles of all these units' outcomes in one statement."""
    titles: dict[int, list[str]] = {version.id: [] for version in versions}
    if not titles:
        return {}
    for unit_version_id, title in db.session.execute(
        sa.select(LearningOutcome.unit_version_id, LearningOutcome.title)
        .where(LearningOutcome.unit_version_id.in_(titles))
        .order_by(LearningOutcome.unit_version_id, LearningOutcome.position)
    ):
        titles[unit_version_id].append(title)
    return titles


def _differing(former: object, later: object, named: Sequence[tuple[str, str]]) -> Iterator[Beside]:
    for name, attribute in named:
        old, new = getattr(former, attribute), getattr(later, attribute)
        if old != new:
            yield Beside(name, _shown(old), _shown(new))


def _numbers(version: QualificationVersion) -> list[str]:
    return [f"{one.organisation} {one.number}" for one in version.numbers]


def _methods(version: QualificationVersion) -> list[str]:
    return [
        f"{one['title']} ({one['weight']} %)" if one["weight"] else one["title"]
        for one in version.methods
    ]


def _shown(value: int | str | list[str] | None) -> str:
    if isinstance(value, list):
        return _shown("; ".join(value))
    return "–" if value in {None, ""} else str(value)


def _units(former: QualificationVersion, later: QualificationVersion) -> Iterator[UnitBeside]:
    old, new = _places(former), _places(later)
    changed = [
        (old[code][0], new[code][0])
        for code in new
        if code in old and old[code][0].id != new[code][0].id
    ]
    lines = lineage_between(changed)
    versions = [version for pair in changed for version in pair]
    criteria, outcomes = _by_identifier(versions), _outcomes(versions)
    for code, (version, group) in new.items():
        if code not in old:
            yield UnitBeside(UnitFate.NEW, code, None, version, ("", group))
            continue
        then, group_then = old[code]
        fate = UnitFate.SAME if then.id == version.id else UnitFate.CHANGED
        yield UnitBeside(
            fate,
            code,
            then,
            version,
            (group_then, group),
            tuple(_unit_facts(then, version, outcomes)) if fate is UnitFate.CHANGED else (),
            _criteria(lines.get((then.id, version.id), ()), criteria),
        )
    for code, (version, group) in old.items():
        if code not in new:
            yield UnitBeside(UnitFate.DROPPED, code, version, None, (group, ""))


def _places(version: QualificationVersion) -> dict[str, tuple[UnitVersion, str]]:
    places: dict[str, tuple[UnitVersion, str]] = {}
    for group in version.groups:
        for member in group.members:
            unit = member.unit_version
            titles = [places[unit.code][1]] if unit.code in places else []
            places[unit.code] = (unit, ", ".join([*titles, group.title]))
    return places


def _by_identifier(versions: Sequence[UnitVersion]) -> dict[str, Criterion]:
    if not versions:
        return {}
    found = db.session.scalars(
        sa.select(Criterion).where(Criterion.unit_version_id.in_({one.id for one in versions}))
    )
    return {one.identifier: one for one in found}


def _criteria(
    lines: Sequence[Line], criteria: Mapping[str, Criterion]
) -> tuple[CriterionBeside, ...]:
    return tuple(
        CriterionBeside(
            line.fate,
            criteria[line.former] if line.former else None,
            criteria[line.later] if line.later else None,
        )
        for line in lines
    )
