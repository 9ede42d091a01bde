"""The kinds of rule a qualification can make about which units are chosen."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AllOfGroup:
    """Every unit of the group has to be taken: the group is mandatory."""

    type: ClassVar[str] = "all_of_group"
    group: str


@dataclass(frozen=True, slots=True)
class GroupMinCredit:
    """So much credit has to come from the group."""

    type: ClassVar[str] = "group_min_credit"
    group: str
    min: int


@dataclass(frozen=True, slots=True)
class GroupMaxCredit:
    """Only so much credit of the group counts; the rest is surplus."""

    type: ClassVar[str] = "group_max_credit"
    group: str
    max: int


@dataclass(frozen=True, slots=True)
class GroupMinUnits:
    """So many units have to come from the group."""

    type: ClassVar[str] = "group_min_units"
    group: str
    min: int


@dataclass(frozen=True, slots=True)
class GroupMaxUnits:
    """Only so many units of the group count; the rest are surplus."""

    type: ClassVar[str] = "group_max_units"
    group: str
    max: int


@dataclass(frozen=True, slots=True)
class GroupsMinUnitsEach:
    """So many units have to come from each of the groups."""

    type: ClassVar[str] = "groups_min_units_each"
    groups: tuple[str, ...]
    min: int


@dataclass(frozen=True, slots=True)
class GroupsMinCredit:
    """So much credit has to come from the groups together."""

    type: ClassVar[str] = "groups_min_credit"
    groups: tuple[str, ...]
    min: int


@dataclass(frozen=True, slots=True)
class GroupsMinCreditAtLevel:
    """So much credit at this level or above has to come from the groups together."""

    type: ClassVar[str] = "groups_min_credit_at_level"
    groups: tuple[str, ...]
    level: int
    min: int


@dataclass(frozen=True, slots=True)
class TotalMinCredit:
    """So much credit has to be counted in all."""

    type: ClassVar[str] = "total_min_credit"
    min: int


@dataclass(frozen=True, slots=True)
class TotalMinUnits:
    """So many units have to be counted in all."""

    type: ClassVar[str] = "total_min_units"
    min: int


@dataclass(frozen=True, slots=True)
class MinCreditAtLevel:
    """So much of the credit counted in all has to be at this level or above."""

    type: ClassVar[str] = "min_credit_at_level"
    level: int
    min: int


@dataclass(frozen=True, slots=True)
class BarredCombination:
    """The two units of a pair may not be taken together."""

    type: ClassVar[str] = "barred_combination"
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EquivalentUnit:
    """Any of the units stands for the others, and only one of them counts."""

    type: ClassVar[str] = "equivalent_unit"
    units: tuple[str, ...]


Rule = (
    AllOfGroup
    | GroupMinCredit
    | GroupMaxCredit
    | GroupMinUnits
    | GroupMaxUnits
    | GroupsMinUnitsEach
    | GroupsMinCredit
    | GroupsMinCreditAtLevel
    | TotalMinCredit
    | TotalMinUnits
    | MinCreditAtLevel
    | BarredCombination
    | EquivalentUnit
)

KINDS: tuple[type[Rule], ...] = (
    AllOfGroup,
    GroupMinCredit,
    GroupMaxCredit,
    GroupMinUnits,
    GroupMaxUnits,
    GroupsMinUnitsEach,
    GroupsMinCredit,
    GroupsMinCreditAtLevel,
    TotalMinCredit,
    TotalMinUnits,
    MinCreditAtLevel,
    BarredCombination,
    EquivalentUnit,
)
