"""A catalogue file once read: what is to be kept, what stands against it, and what looks odd."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.catalogue import rules
from trainer.catalogue.importing.entries import FrameworkEntry, QualificationEntry, UnitEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and where: line, place ("unit A/506/2130, criterion 1.1") and field."""

    says: str
    line: int | None = None
    place: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"

    @property
    def where(self) -> str:
        """Say where it is, as people point at it: `Line 14, unit A/506/2130, field title`."""
        parts = [f"line {self.line}" if self.line else "", self.place]
        parts.append(f"field {self.field}" if self.field else "")
        said = ", ".join(part for part in parts if part) or "the whole file"
        return said[0].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue holds already, so that a file may build on it."""

    frameworks: frozenset[str] = frozenset()
    units: Mapping[str, rules.Unit] = field(default_factory=dict)
    qualifications: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    """The code of each unit and qualification by its identifier."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a file holds that has no place with us: what it is called, and how often it is there."""

    what: str
    count: int

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What one file would bring; it may be carried out only while it has no faults."""

    source: str
    frameworks: tuple[FrameworkEntry, ...] = ()
    units: tuple[UnitEntry, ...] = ()
    qualifications: tuple[QualificationEntry, ...] = ()
    faults: tuple[Fault, ...] = ()
    """The first of what is wrong; `fault_count` says how much there is in all."""
    warnings: tuple[Fault, ...] = ()
    """The first of what deserves a look; `warning_count` says how much there is in all."""
    left_out: tuple[LeftOut, ...] = ()
    fault_count: int = 0
    warning_count: int = 0
    format: str = "yaml"
