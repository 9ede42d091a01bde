"""What a registration has earned at this very moment, and what it lacks for a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.catalogue import rules
from trainer.catalogue.structures import combination
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.quality.models import ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@dataclass(frozen=True)
class Award:
    """The units that count, how many criteria were met in them, and what is lacking, if anything.

    `lacks` is a sentence for the administrator; empty when a certificate may be issued (INV13).
    """

    units: tuple[UnitAssessment, ...]
    criteria_met: int
    carries_credit: bool
    lacks: str

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
    combined = combination(registration.version_id)
    chosen = db.session.scalars(_chosen(registration)).all()
    codes = [unit.unit_version.code for unit in chosen]
    outcome = rules.evaluate(combined.structure, codes)
    counted = tuple(unit for unit in chosen if unit.unit_version.code in outcome.counted_in)
    return Award(
        units=counted,
        criteria_met=_criteria_met(counted),
        carries_credit=combined.version.credit is not None,
        lacks=_lacks(counted, outcome),
    )


def _chosen(registration: Registration) -> sa.Select[UnitAssessment]:
    return (
        sa.select(UnitAssessment)
        .where(
            UnitAssessment.registration_id == registration.id,
            UnitAssessment.counts,
        )
        .order_by(UnitAssessment.position)
        .options(joinedload(UnitAssessment.unit_version))
    )


def _lacks(counted: Sequence[UnitAssessment], outcome: rules.Outcome) -> str:
    unmet = [finding.says for finding in outcome.findings if not finding.holds]
    if unmet or not counted:
        return " ".join([_("The units chosen don't make up the qualification yet."), *unmet])
    if open_ones := [unit for unit in counted if not _is_achieved(unit)]:
        return _("Not achieved yet: %(units)s.", units=_named(open_ones))
    released = _released(counted)
    if held := [unit for unit in counted if (unit.id, unit.cycle) not in released]:
        return _("Not released by internal quality assurance: %(units)s.", units=_named(held))
    return ""


def _is_achieved(unit: UnitAssessment) -> bool:
    return unit.status is UnitStatus.ACHIEVED and unit.achieved_on is not None


def _named(units: Sequence[UnitAssessment]) -> str:
    return ", ".join(unit.unit_version.title for unit in units)


def _released(units: Sequence[UnitAssessment]) -> set[tuple[int, int]]:
    lines = db.session.execute(
        sa.select(ReleaseLine.unit_assessment_id, ReleaseLine.cycle).where(
            ReleaseLine.unit_assessment_id.in_([unit.id for unit in units])
        )
    )
    return {(unit_id, cycle) for unit_id, cycle in lines}


def _criteria_met(units: Sequence[UnitAssessment]) -> int:
    met = sa.select(sa.func.count()).where(
        CriterionStanding.unit_assessment_id.in_([unit.id for unit in units]),
        CriterionStanding.state == CriterionState.MET,
    )
    return db.session.scalar(met) or 0
