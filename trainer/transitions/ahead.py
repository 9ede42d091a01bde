"""What a move to a later version would do to one registration, before anything is done."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.assessments.models import CriterionState
from trainer.catalogue import rules
from trainer.catalogue.lineage import FRESH, Fate
from trainer.catalogue.models import QualificationNumber, QualificationVersion, UnitVersion
from trainer.core.text import gettext as _
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

_U = UnitStatus

UNBEGUN = frozenset({_U.NOT_STARTED, _U.PLANNED})
OPEN = frozenset({_U.IN_PROGRESS, _U.READY})
"""Where a unit can go on in another version; once names are under it, it must come to its end."""


class UnitMove(StrEnum):
    """What a move does to one unit."""

    STAYS = "stays"
    ACHIEVED = "achieved"
    KEPT = "kept"
    GOES_ON = "goes_on"
    DROPPED = "dropped"
    ADDED = "added"


SETTLED = frozenset({UnitMove.STAYS, UnitMove.ACHIEVED, UnitMove.KEPT})
"""Nothing is asked of these units afresh."""

CHANGING = frozenset({UnitMove.GOES_ON, UnitMove.DROPPED})
"""What is claimed or planned of these units is so of another version from then on, or no more."""

LEFT = frozenset({UnitMove.DROPPED, UnitMove.KEPT})
"""The later version doesn't list these units, so they don't count in it."""


@dataclass(frozen=True, slots=True)
class CriterionAhead:
    """One thread of a criterion, and how the earlier one stands."""

    fate: Fate
    former_id: int | None
    later_id: int | None
    former: str
    later: str
    state: CriterionState

    @property
    def carries(self) -> bool:
        """Whether a decision goes over as it is."""
        return self.fate is Fate.SAME and self.state in {
            CriterionState.MET,
            CriterionState.NOT_YET_MET,
        }


@dataclass(frozen=True, slots=True)
class UnitAhead:
    """One unit: what it is now, what it becomes, and each of its criteria where words change."""

    move: UnitMove
    row: UnitAssessment | None
    former: UnitVersion | None
    later: UnitVersion | None
    criteria: tuple[CriterionAhead, ...] = ()

    @property
    def title(self) -> str:
        """The name of the unit as it will be, or was."""
        version = self.later or self.former
        return version.title if version else ""

    @property
    def code(self) -> str:
        """The code of the unit."""
        version = self.later or self.former
        return version.code if version else ""

    def ends(self, *fates: Fate) -> int:
        """Count the criteria with one of these fates, each once."""
        return len(
            {
                one.former_id if one.fate is Fate.DROPPED else one.later_id
                for one in self.criteria
                if one.fate in fates
            }
        )

    @property
    def carried(self) -> int:
        """How many decisions go over."""
        return sum(one.carries for one in self.criteria)

    @property
    def laters(self) -> dict[int, tuple[int, ...]]:
        """Which later criteria each earlier one became."""
        found: dict[int, tuple[int, ...]] = {}
        for one in self.criteria:
            if one.former_id is not None and one.later_id is not None:
                found[one.former_id] = (*found.get(one.former_id, ()), one.later_id)
        return found

    @property
    def fresh(self) -> int:
        """How many criteria were met before and must be decided afresh."""
        met = {
            one.later_id
            for one in self.criteria
            if one.fate in FRESH and one.state is CriterionState.MET
        }
        return len(met)


@dataclass(frozen=True, slots=True)
class ClaimAhead:
    """A claim of an entry not sent yet, and the criteria it turns into.

    `stays` says that it is kept besides, since the learner works towards the unit elsewhere too.
    """

    revision_id: int
    former_id: int
    later_ids: tuple[int, ...]
    stays: bool

    @property
    def ends(self) -> bool:
        """Whether nothing of the later version takes its place."""
        return not self.later_ids and not self.stays


@dataclass(frozen=True, slots=True)
class Ahead:
    """The whole move of one registration."""

    registration: Registration
    version: QualificationVersion
    awarding: QualificationNumber | None
    units: tuple[UnitAhead, ...]
    hindrances: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[ClaimAhead, ...] = ()

    @property
    def mark(self) -> str:
        """A short mark that changes with anything the move would do.

        Entries not sent yet are the learner's to change at any time, and follow as they are then.
        """
        seen = [str(self.version.id), self.registration.status.value, *self.hindrances]
        for unit in self.units:
            states = [
                f"{one.former_id}-{one.later_id}:{one.fate}:{one.state}" for one in unit.criteria
            ]
            status = unit.row.status.value if unit.row else ""
            seen += [unit.move.value, unit.code, status, *states]
        return hashlib.sha256("|".join(seen).encode()).hexdigest()[:16]

    @property
    def laters(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """For each version of a unit that is left, what its criteria became."""
        return {
            unit.former.id: unit.laters
            for unit in self.units
            if unit.former is not None and unit.move in CHANGING
        }

    def count(self, move: UnitMove) -> int:
        """Count the units with which this happens."""
        return Counter(unit.move for unit in self.units)[move]

    @property
    def carried(self) -> int:
        """How many decisions go over."""
        return sum(unit.carried for unit in self.units)

    @property
    def fresh(self) -> int:
        """How many criteria that were met must be decided afresh."""
        return sum(unit.fresh for unit in self.units)

    @property
    def to_meet(self) -> int:
        """How many criteria of the units that go on are reworded, split, merged or new."""
        return sum(unit.ends(*FRESH) for unit in self.units)

    @property
    def entries(self) -> int:
        """How many entries not sent yet claim something that changes."""
        return len({one.revision_id for one in self.claims if one.later_ids or one.ends})

    @property
    def claims_ended(self) -> int:
        """How many of their claims nothing takes the place of."""
        return sum(one.ends for one in self.claims)

    @property
    def dropped(self) -> int:
        """How many criteria are asked no more."""
        return sum(unit.ends(Fate.DROPPED) for unit in self.units)


def move_of(row: UnitAssessment, later: UnitVersion | None) -> UnitMove:
    """Say what becomes of a unit. One that is achieved is never taken away.

    It counts in whichever words, as long as the version lists the unit.
    """
    if later is None:
        return UnitMove.KEPT if row.status is _U.ACHIEVED else UnitMove.DROPPED
    if row.unit_version_id == later.id:
        return UnitMove.STAYS
    if row.status in {_U.ACHIEVED, _U.RPL_GRANTED}:
        return UnitMove.ACHIEVED
    return UnitMove.GOES_ON


def hindrance_of(unit: UnitAhead, *, waits: bool) -> str:
    """Say why a unit can't go over yet: names are being put under it, or evidence waits."""
    if unit.row is None or unit.move in SETTLED:
        return ""
    if waits:
        return _("Evidence for %(unit)s waits for the assessor.", unit=unit.title)
    if unit.row.status not in UNBEGUN | OPEN:
        return _("%(unit)s is being signed; it has to be released first.", unit=unit.title)
    return ""


def number_in(
    version: QualificationVersion, former: QualificationNumber | None
) -> QualificationNumber | None:
    """Find the awarding organisation's number in a version: the very same, or else its only one."""
    if former is None:
        return None
    same = [one for one in version.numbers if one.organisation == former.organisation]
    exact = [one for one in same if one.number == former.number]
    if exact:
        return exact[0]
    return same[0] if len(same) == 1 else None


def chosen_codes(units: Sequence[UnitAhead]) -> list[str]:
    """List the units that count after the move, by code."""
    return [unit.code for unit in units if unit.move not in LEFT]


def what_lacks(structure: rules.Structure, codes: Sequence[str]) -> tuple[rules.Outcome, list[str]]:
    """Say what the rules of the later version make of these units, and what they miss."""
    outcome = rules.evaluate(structure, codes)
    return outcome, [finding.says for finding in outcome.findings if not finding.holds]
