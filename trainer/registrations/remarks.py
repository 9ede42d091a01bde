"""What is to be known of a unit before it is ticked: what it bars, stands for, or was done before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.catalogue import rules
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.catalogue.rules import kinds
from trainer.catalogue.structures import Combination
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about a unit, and the icon it is shown with."""

    icon: str
    says: str


def remarks_on(offered: Combination, learner_id: int | None) -> Mapping[str, list[Remark]]:
    """Say by code what is to be known of the units offered; one statement where it is known to whom."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for rule in offered.structure.rules:
        match rule:
            case kinds.BarredCombination():
                for one, other in rule.units:
                    found[one].append(_barred(offered.structure, other))
                    found[other].append(_barred(offered.structure, one))
            case kinds.EquivalentUnit():
                for code in rule.units:
                    others = [offered.structure.name(one) for one in rule.units if one != code]
                    found[code].append(_counts_once(others))
    if learner_id is not None:
        _note_achieved(found, offered, learner_id)
    return found


def _barred(structure: rules.Structure, other: str) -> Remark:
    return Remark("ban", _("Not together with %(unit)s", unit=structure.name(other)))


def _counts_once(others: list[str]) -> Remark:
    names = ", ".join(others)
    return Remark("swap", _("Stands for %(units)s: only one counts", units=names))


def _note_achieved(found: dict[str, list[Remark]], offered: Combination, learner_id: int) -> None:
    """Point out what the learner achieved under another qualification, by the very unit."""
    codes = {unit.unit_id: code for code, unit in offered.units.items()}
    rows = db.session.execute(
        sa.select(UnitVersion.unit_id, QualificationVersion.title)
        .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(
            Registration.learner_id == learner_id,
            Registration.version_id != offered.version.id,
            UnitAssessment.status == UnitStatus.ACHIEVED,
            UnitVersion.unit_id.in_(codes),
        )
        .order_by(UnitAssessment.achieved_on)
    )
    for unit_id, title in rows:
        says = _("Achieved already in the %(title)s: credit transfer", title=title)
        found[codes[unit_id]].append(Remark("check", says))
