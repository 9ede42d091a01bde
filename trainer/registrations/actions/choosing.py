"""Choosing the units of a registration: only a choice the rules of combination allow is kept."""

from collections.abc import Collection, Sequence

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations import policies
from trainer.registrations.events import UnitsChosen
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.picker import Picked, pick


def choose_units(registration: Registration, *, actor: User, units: Collection[str]) -> None:
    """Make these the units of the registration; mandatory ones join by themselves.

    A unit that has begun stays; one that has not may be left out again.
    """
    require(policies.may_choose_units(actor, registration))
    picked = pick(registration.version.id, units, suggesting=False)
    rows = [
        row
        for row in registration.units
        if row.followed_by_id is None and row.unit_version.code in picked.offered.units
    ]
    _check(picked, units, rows)
    held = {row.unit_version.code: row for row in rows}
    for code, row in held.items():
        if code not in picked.codes and row.status is UnitStatus.NOT_STARTED:
            registration.units.remove(row)
            db.session.delete(row)
    for position, code in enumerate(picked.codes):
        row = held.get(code) or UnitAssessment(
            registration=registration, unit_version=picked.offered.units[code]
        )
        db.session.add(row)
        row.position = position
        row.group_code = picked.offered.group_of(code, picked.outcome.counted_in)
    chosen = [picked.offered.units[code] for code in picked.codes]
    publish(UnitsChosen(actor=actor, subject=registration, units=chosen))


def _check(picked: Picked, units: Collection[str], held: Sequence[UnitAssessment]) -> None:
    if strangers := sorted(set(units) - picked.offered.units.keys()):
        raise Unacceptable(
            _("%(codes)s is no unit of this qualification.", codes=", ".join(strangers)), "units"
        )
    for row in held:
        code, title = row.unit_version.code, row.unit_version.title
        if row.status is UnitStatus.WITHDRAWN and code in picked.codes:
            raise Unacceptable(_("%(unit)s was withdrawn from.", unit=title), "units")
        begun = row.status not in {UnitStatus.NOT_STARTED, UnitStatus.WITHDRAWN}
        if begun and code not in picked.codes:
            raise Unacceptable(_("%(unit)s has begun, so it stays.", unit=title), "units")
    if picked.unmet:
        raise Unacceptable(" ".join(finding.says for finding in picked.unmet), "units")
