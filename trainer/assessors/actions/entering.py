"""Approving somebody for a duty on a qualification, and ending that."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.actions.days import check_is_ahead
from trainer.assessors.events import RegisterEntryEnded, RegisterEntryMade
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.assessors.queries import units_in
from trainer.bodies.actions import check_days
from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site

LONGEST_TRAINING = 18
"""Months for which somebody may assess while they still work towards the qualification."""


def enter(
    *,
    holder: User,
    qualification: Qualification,
    duty: Duty,
    standing: Standing,
    starts_on: date,
    actor: User,
    ends_on: date | None = None,
    award: str = "",
    award_number: str = "",
    awarded_on: date | None = None,
    units: Sequence[Unit] = (),
    sites: Sequence[Site] = (),
) -> RegisterEntry:
    """Approve somebody for a duty on a qualification, from one day to another.

    No units or no sites is all of them. Nothing is decided under it before their competence in the
    work is checked.
    """
    require(policies.may_enter(actor, holder))
    _check_dates(standing, starts_on, ends_on)
    _check_award(duty, standing, awarded_on)
    _check_units(qualification, units)
    _check_overlap(holder, qualification, duty, starts_on, ends_on)
    entry = RegisterEntry(
        holder=holder,
        qualification=qualification,
        duty=duty,
        standing=standing,
        award=award,
        award_number=award_number,
        awarded_on=awarded_on,
        units=list(units),
        sites=list(sites),
        starts_on=starts_on,
        ends_on=ends_on,
        checked_first=True,
        recorded_by=actor,
    )
    db.session.add(entry)
    publish(
        RegisterEntryMade(
            actor=actor,
            subject=entry,
            holder=holder,
            qualification=qualification,
            duty=duty,
            standing=standing,
            award=Sealed(award),
            award_number=Sealed(award_number),
            awarded_on=awarded_on,
            unit_ids=sorted(one.id for one in units),
            site_ids=sorted(one.id for one in sites),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return entry


def end_entry(entry: RegisterEntry, *, actor: User, ends_on: date) -> None:
    """End an approval: from that day on it counts no more, and what was decided before stands."""
    require(policies.may_end_entry(actor, entry, clock.today()))
    check_is_ahead(ends_on)
    if entry.ends_on is not None and ends_on > entry.ends_on:
        raise Unacceptable(_("It ends before that day already."), "ends_on")
    entry.ends_on = max(ends_on, entry.starts_on)
    entry.ended_by_id, entry.ended_at = actor.id, clock.now()
    publish(
        RegisterEntryEnded(actor=actor, subject=entry, holder=entry.holder, ends_on=entry.ends_on)
    )


def _check_dates(standing: Standing, starts_on: date, ends_on: date | None) -> None:
    check_days(starts_on, ends_on)
    if standing is Standing.WORKING_TOWARDS and (
        ends_on is None or ends_on > clock.months_after(starts_on, LONGEST_TRAINING)
    ):
        raise Unacceptable(
            _("Someone who works towards the qualification is entered for 18 months at most."),
            "ends_on",
        )


def _check_award(duty: Duty, standing: Standing, awarded_on: date | None) -> None:
    if awarded_on is not None and awarded_on > clock.today():
        raise Unacceptable(_("That day is still to come."), "awarded_on")
    if standing is Standing.WORKING_TOWARDS and duty is Duty.COUNTERSIGN:
        raise Unacceptable(
            _("Countersigning takes somebody who holds the assessor qualification."), "standing"
        )


def _check_units(qualification: Qualification, units: Sequence[Unit]) -> None:
    there = {identity for identity, _code, _title in units_in(qualification.id)}
    if not {one.id for one in units} <= there:
        raise Unacceptable(_("One of these units is not in this qualification."), "units")


def _check_overlap(
    holder: User, qualification: Qualification, duty: Duty, starts_on: date, ends_on: date | None
) -> None:
    begins_before = [RegisterEntry.starts_on < ends_on] if ends_on is not None else []
    overlapping = sa.select(RegisterEntry.id).where(
        RegisterEntry.holder_id == holder.id,
        RegisterEntry.qualification_id == qualification.id,
        RegisterEntry.duty == duty,
        sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > starts_on),
        *begins_before,
    )
    if db.session.scalar(overlapping.limit(1)) is not None:
        raise Unacceptable(
            _("%(name)s has an entry for this duty in that time. End it first.", name=holder.name),
            "starts_on",
        )
