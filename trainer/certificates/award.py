"""What a registration has earned at this very moment, and what it lacks for a certificate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.catalogue import rules
from trainer.catalogue.structures import outcome_of
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.quality.models import ReleaseLine
from trainer.registrations.crediting import credited
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@dataclass(frozen=True)
class Award:
    """The units that count, how many criteria were met in them, and what is lacking, if anything.

    `credited` names those that count by credit transfer. `unit` is the one a certificate of a
    single unit is about.
    `lacks` is a sentence for the administrator; empty when a certificate may be issued (INV13).
    """

    units: tuple[UnitAssessment, ...]
    criteria_met: int
    carries_credit: bool
    lacks: str
    credited: frozenset[int] = frozenset()
    unit: UnitAssessment | None = None

    @property
    def credit(self) -> int | None:
        """The credit of the units together, or none where the award carries none."""
        if not self.carries_credit:
            return None
        return sum(unit.unit_version.credit or 0 for unit in self.units)

    @property
    def achieved_on(self) -> date | None:
        """The day the last of the units was achieved."""
        return max((unit.achieved_on for unit in self.units if unit.achieved_on), default=None)


def award_of(registration: Registration) -> Award:
    """Work out afresh which units count and whether the rules hold; trust no stored state."""
    return awards_of([registration])[registration.id]


def award_of_unit(unit: UnitAssessment) -> Award:
    """Work out afresh whether a unit is achieved and released, for a certificate of its own."""
    known = _known([unit.id])
    return Award(
        units=(unit,),
        criteria_met=known.met.get(unit.id, 0),
        carries_credit=unit.unit_version.credit is not None,
        lacks=_lacks_of(unit, known.released),
        credited=frozenset(known.credited),
        unit=unit,
    )


def award_for(registration: Registration, unit: UnitAssessment | None) -> Award:
    """Work out what a certificate of a registration, or of one of its units, would rest on."""
    return award_of(registration) if unit is None else award_of_unit(unit)


def _lacks_of(unit: UnitAssessment, released: set[tuple[int, int]]) -> str:
    if not unit.counts:
        return _("This unit doesn't count any more.")
    return _lacks_of_units([unit], released)


def awards_of(registrations: Sequence[Registration]) -> Mapping[int, Award]:
    """Work out the same for many, in as many statements as for one."""
    chosen: dict[int, list[UnitAssessment]] = {one.id: [] for one in registrations}
    for unit in db.session.scalars(_chosen(chosen)):
        chosen[unit.registration_id].append(unit)
    outcomes = {
        one.id: outcome_of(one.version, [unit.unit_version.code for unit in chosen[one.id]])
        for one in registrations
    }
    counted = {
        number: tuple(
            unit for unit in units if unit.unit_version.code in outcomes[number].counted_in
        )
        for number, units in chosen.items()
    }
    known = _known([unit.id for units in counted.values() for unit in units])
    return {
        one.id: Award(
            units=counted[one.id],
            criteria_met=sum(known.met.get(unit.id, 0) for unit in counted[one.id]),
            carries_credit=one.version.credit is not None,
            lacks=_lacks(counted[one.id], outcomes[one.id], known.released),
            credited=frozenset(known.credited & {unit.id for unit in counted[one.id]}),
        )
        for one in registrations
    }


@dataclass(frozen=True)
class _Known:
    """What is known of units by id: how many criteria were met, which are credited, released."""

    met: Mapping[int, int]
    credited: set[int]
    released: set[tuple[int, int]]


def _known(units: Sequence[int]) -> _Known:
    return _Known(_criteria_met(units), credited(units), _released(units))


def _chosen(registrations: Collection[int]) -> sa.Select[UnitAssessment]:
    return (
        sa.select(UnitAssessment)
        .where(
            UnitAssessment.registration_id.in_(registrations),
            UnitAssessment.counts,
        )
        .order_by(UnitAssessment.registration_id, UnitAssessment.position)
        .options(joinedload(UnitAssessment.unit_version))
    )


def _lacks(
    counted: Sequence[UnitAssessment], outcome: rules.Outcome, released: set[tuple[int, int]]
) -> str:
    unmet = [finding.says for finding in outcome.findings if not finding.holds]
    if unmet or not counted:
        return " ".join([_("The units chosen don't make up the qualification yet."), *unmet])
    return _lacks_of_units(counted, released)


def _lacks_of_units(counted: Sequence[UnitAssessment], released: set[tuple[int, int]]) -> str:
    if open_ones := [unit for unit in counted if not _is_achieved(unit)]:
        return _("Not achieved yet: %(units)s.", units=_named(open_ones))
    if held := [unit for unit in counted if (unit.id, unit.cycle) not in released]:
        return _("Not released by internal quality assurance: %(units)s.", units=_named(held))
    return ""


def _is_achieved(unit: UnitAssessment) -> bool:
    return unit.status is UnitStatus.ACHIEVED and unit.achieved_on is not None


def _named(units: Sequence[UnitAssessment]) -> str:
    return ", ".join(unit.unit_version.title for unit in units)


def _released(units: Sequence[int]) -> set[tuple[int, int]]:
    lines = db.session.execute(
        sa.select(ReleaseLine.unit_assessment_id, ReleaseLine.cycle).where(
            ReleaseLine.unit_assessment_id.in_(units)
        )
    )
    return {(unit_id, cycle) for unit_id, cycle in lines}


def _criteria_met(units: Sequence[int]) -> Mapping[int, int]:
    met = db.session.execute(
        sa.select(CriterionStanding.unit_assessment_id, sa.func.count())
        .where(
            CriterionStanding.unit_assessment_id.in_(units),
            CriterionStanding.state == CriterionState.MET,
        )
        .group_by(CriterionStanding.unit_assessment_id)
    )
    return {unit_id: number for unit_id, number in met}
