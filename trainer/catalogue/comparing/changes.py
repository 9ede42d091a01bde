"""What a file would do, thing by thing: words and shapes, no questions asked."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from trainer.catalogue.codes import CodeFinding, check
from trainer.catalogue.importing import FrameworkEntry, QualificationEntry, UnitEntry
from trainer.catalogue.lineage import Line, Said
from trainer.catalogue.models import Framework, QualificationVersion, UnitVersion


class Effect(StrEnum):
    """What an import would do to one thing."""

    NEW = "new"
    CHANGED = "changed"
    DATES = "dates"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FrameworkChange:
    """One framework of a file beside what it is called now; it has no versions."""

    effect: Effect
    entry: FrameworkEntry
    former: Framework | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit of a file beside its latest version, and what seems to become of its criteria.

    Lines name earlier criteria by identifier and later ones by number: until they are published
    that is all they have.
    """

    effect: Effect
    entry: UnitEntry
    former: UnitVersion | None
    fingerprint: str
    lines: tuple[Line, ...] = ()
    earlier: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class QualificationChange:
    """One qualification beside its latest version; `follows` where only its units changed."""

    effect: Effect
    entry: QualificationEntry
    former: QualificationVersion | None
    fingerprint: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a file would do."""

    frameworks: tuple[FrameworkChange, ...]
    units: tuple[UnitChange, ...]
    qualifications: tuple[QualificationChange, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the catalogue holds all of it already."""
        effects = {one.effect for one in self.frameworks} | {one.effect for one in self.units}
        effects |= {one.effect for one in self.qualifications}
        return effects <= {Effect.SAME}

    @property
    def fingerprint(self) -> str:
        """A mark that differs as soon as anything would become of anything but what is said here."""
        versioned: list[UnitChange | QualificationChange] = [*self.units, *self.qualifications]
        changes: list[FrameworkChange | UnitChange | QualificationChange] = [
            *self.frameworks,
            *versioned,
        ]
        told = [
            [one.entry.code, one.effect.value, one.former.id if one.former else 0]
            for one in changes
        ]
        marks = [one.fingerprint for one in versioned]
        return hashlib.sha256(json.dumps([told, marks]).encode()).hexdigest()


def slips(comparison: Comparison) -> list[CodeFinding]:
    """List the numbers a file would add whose check character does not fit."""
    new = [one.entry.code for one in comparison.units if one.former is None]
    for change in comparison.qualifications:
        held = {one.number for one in change.former.numbers} if change.former else set()
        new += [one.number for one in change.entry.numbers if one.number not in held]
    return [one for one in map(check, dict.fromkeys(new)) if one.is_right is False]
