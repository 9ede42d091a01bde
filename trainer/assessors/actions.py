"""Every write to the register and to declared conflicts."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.events import (
    AccreditationEnds,
    AssessorAccredited,
    ConflictDeclared,
    ConflictEnded,
    RegisterEntryEnded,
    RegisterEntryMade,
)
from trainer.assessors.models import (
    AssessorAccreditation,
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.bodies.actions import check_days
from trainer.bodies.models import ProfessionalBody
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

LONGEST_TRAINING = 18
"""Months for which somebody may assess while they still work towards the qualification."""

MONTHS = 12


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
) -> RegisterEntry:
    """Approve somebody for a duty on a qualification, from one day to another."""
    require(policies.may_enter(actor, holder))
    _check_dates(standing, starts_on, ends_on)
    _check_overlap(holder, qualification, duty, starts_on, ends_on)
    entry = RegisterEntry(
        holder=holder,
        qualification=qualification,
        duty=duty,
        standing=standing,
        award=award,
        starts_on=starts_on,
        ends_on=ends_on,
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
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return entry


def end_entry(entry: RegisterEntry, *, actor: User, ends_on: date) -> None:
    """End an approval: from that day on it counts no more, and what was decided before stands."""
    require(policies.may_end_entry(actor, entry, clock.today()))
    _check_is_ahead(ends_on)
    if entry.ends_on is not None and ends_on > entry.ends_on:
        raise Unacceptable(_("It ends before that day already."), "ends_on")
    entry.ends_on = max(ends_on, entry.starts_on)
    entry.ended_by_id = actor.id
    publish(
        RegisterEntryEnded(actor=actor, subject=entry, holder=entry.holder, ends_on=entry.ends_on)
    )


def accredit(
    entry: RegisterEntry,
    *,
    actor: User,
    body: ProfessionalBody,
    reference: str,
    starts_on: date,
    ends_on: date | None = None,
) -> AssessorAccreditation:
    """Record on an entry that a body accredits the assessor, by the body's own reference."""
    require(policies.may_accredit(actor, entry, clock.today()))
    check_days(starts_on, ends_on)
    accreditation = AssessorAccreditation(
        entry=entry,
        body=body,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=actor.id,
    )
    db.session.add(accreditation)
    publish(
        AssessorAccredited(
            actor=actor,
            subject=accreditation,
            holder=entry.holder,
            qualification=entry.qualification,
            body=body,
            reference=Sealed(reference),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return accreditation


def end_accreditation(accreditation: AssessorAccreditation, *, actor: User, ends_on: date) -> None:
    """Let an accreditation hold until another day; what was decided until today stands."""
    require(policies.may_accredit(actor, accreditation.entry, clock.today()))
    _check_is_ahead(ends_on)
    former, accreditation.ends_on = accreditation.ends_on, max(ends_on, accreditation.starts_on)
    publish(
        AccreditationEnds(
            actor=actor,
            subject=accreditation,
            holder=accreditation.entry.holder,
            former=former,
            ends_on=accreditation.ends_on,
        )
    )


def declare(*, holder: User, other: User, kind: ConflictKind, actor: User) -> ConflictOfInterest:
    """Declare a tie between two people; all kinds but being the line manager bar judging."""
    require(policies.may_declare(actor, holder))
    if holder == other:
        raise Unacceptable(_("Name somebody else."), "other")
    held = sa.select(ConflictOfInterest.id).where(
        ConflictOfInterest.holder_id == holder.id,
        ConflictOfInterest.other_id == other.id,
        ConflictOfInterest.kind == kind,
        ConflictOfInterest.ended_at.is_(None),
    )
    if db.session.scalar(held) is not None:
        raise Unacceptable(_("This has been declared already."), "other")
    conflict = ConflictOfInterest(holder=holder, other=other, kind=kind)
    db.session.add(conflict)
    publish(ConflictDeclared(actor=actor, subject=conflict, holder=holder, other=other, kind=kind))
    return conflict


def end_conflict(conflict: ConflictOfInterest, *, actor: User) -> None:
    """Say that a tie is over; it stays on record for the time it held."""
    require(policies.may_end_conflict(actor, conflict))
    conflict.ended_at = clock.now()
    publish(
        ConflictEnded(actor=actor, subject=conflict, holder=conflict.holder, other=conflict.other)
    )


def _check_is_ahead(ends_on: date) -> None:
    if ends_on < clock.today():
        raise Unacceptable(
            _("Choose today or a later day. What was decided until now stands."), "ends_on"
        )


def _check_dates(standing: Standing, starts_on: date, ends_on: date | None) -> None:
    check_days(starts_on, ends_on)
    if standing is Standing.WORKING_TOWARDS and (
        ends_on is None or ends_on > _months_after(starts_on, LONGEST_TRAINING)
    ):
        raise Unacceptable(
            _("Someone who works towards the qualification is entered for 18 months at most."),
            "ends_on",
        )


def _months_after(day: date, months: int) -> date:
    """Count calendar months on; the 31st becomes the first of the month after a short one."""
    index = day.month - 1 + months
    first = date(day.year + index // MONTHS, index % MONTHS + 1, 1)
    try:
        return first.replace(day=day.day)
    except ValueError:
        return first.replace(
            year=first.year + first.month // MONTHS, month=first.month % MONTHS + 1
        )


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
