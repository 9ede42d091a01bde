"""Roles: asked for by one, confirmed by another, neither being the person; refused, and ended."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import policies
from trainer.people.actions.placing import leaving_on
from trainer.people.actions.turns import take_turns
from trainer.people.events import RoleAskedFor, RoleConfirmed, RoleEnded, RoleRefused
from trainer.people.models import Appointment, AppointmentStatus, Role, Site


def ask_for_role(
    holder: User,
    *,
    actor: User,
    role: Role,
    starts_on: date,
    why: str,
    proof: Proof,
    site: Site | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Ask that someone be given a role; it is theirs once another person confirms it."""
    require(policies.may_ask_for(actor, role, holder))
    require(is_proven(actor, proof))
    _refuse_unfit(holder, role, site, starts_on, ends_on)
    asked = Appointment(
        holder=holder,
        role=role,
        site=site,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=why,
        asked_by=actor,
    )
    db.session.add(asked)
    publish(
        RoleAskedFor(
            actor=actor,
            subject=asked,
            holder=holder,
            role=role,
            site=site,
            starts_on=starts_on,
            ends_on=ends_on,
            why=Sealed(why),
            proven_at=proof.at,
        )
    )
    return asked


def confirm_role(appointment: Appointment, *, actor: User, proof: Proof) -> None:
    """Confirm a role that someone else asked for; it holds from today at the earliest."""
    require(policies.may_confirm(actor, appointment))
    require(is_proven(actor, proof))
    appointment.move_to(AppointmentStatus.CONFIRMED)
    appointment.starts_on = max(appointment.starts_on, clock.today())
    if appointment.ends_on is not None and appointment.ends_on <= appointment.starts_on:
        raise Conflict(_("The last day asked for is over. Refuse it, and ask anew."))
    _decided(appointment, actor)
    _announce_confirmed(appointment, actor, proof)


def refuse_role(appointment: Appointment, *, actor: User, reason: str) -> None:
    """Refuse a role that someone else asked for, saying why."""
    require(policies.may_decide(actor, appointment))
    appointment.move_to(AppointmentStatus.REFUSED)
    appointment.reason = reason
    _decided(appointment, actor)
    publish(
        RoleRefused(
            actor=actor,
            subject=appointment,
            holder=appointment.holder,
            role=appointment.role,
            reason=Sealed(reason),
        )
    )


def end_role(appointment: Appointment, *, actor: User, reason: str) -> None:
    """End someone's role now, saying why; they lose it at their next request."""
    take_turns()
    require(policies.may_end(actor, appointment))
    appointment.move_to(AppointmentStatus.ENDED)
    today = clock.today()
    appointment.ends_on = min(appointment.ends_on or today, today)
    appointment.reason = reason
    publish(
        RoleEnded(
            actor=actor,
            subject=appointment,
            holder=appointment.holder,
            role=appointment.role,
            ends_on=appointment.ends_on,
            reason=Sealed(reason),
        )
    )


def add_first_administrators(first: User, second: User) -> None:
    """Make the first two system administrators, while there is none to ask for or confirm them."""
    take_turns()
    if first == second:
        raise Unacceptable(_("Name two people: each confirms what the other asks for."))
    anybody = sa.select(Appointment.id).where(
        Appointment.role == Role.SYSTEM_ADMIN, Appointment.holds_on(clock.today())
    )
    if db.session.scalar(anybody.limit(1)) is not None:
        raise Conflict(_("There are system administrators already; ask them to appoint another."))
    for holder in (first, second):
        appointment = Appointment(
            holder=holder,
            role=Role.SYSTEM_ADMIN,
            status=AppointmentStatus.CONFIRMED,
            starts_on=clock.today(),
            decided_at=clock.now(),
        )
        db.session.add(appointment)
        _announce_confirmed(appointment, None, None)


def _refuse_unfit(
    holder: User, role: Role, site: Site | None, starts_on: date, ends_on: date | None
) -> None:
    if role is Role.SYSTEM_ADMIN and site is not None:
        raise Unacceptable(_("A system administrator serves every site."), "site")
    if ends_on is not None and ends_on <= max(starts_on, clock.today()):
        raise Unacceptable(_("The last day must be after the first, and not over yet."), "last_day")
    gone = leaving_on(holder)
    if gone is not None and (ends_on is None or ends_on > gone):
        raise Unacceptable(
            _("They are leaving. Let the role end with their last day, or before."), "last_day"
        )
    live = {AppointmentStatus.ASKED, AppointmentStatus.CONFIRMED}
    for other in holder.appointments:
        over = other.ends_on is not None and other.ends_on <= max(starts_on, clock.today())
        if other.role is role and other.status in live and other.site in {None, site} and not over:
            raise Unacceptable(
                _("They hold this role, or someone has asked for it already."), "role"
            )


def _decided(appointment: Appointment, actor: User) -> None:
    appointment.decided_by = actor
    appointment.decided_at = clock.now()


def _announce_confirmed(appointment: Appointment, actor: User | None, proof: Proof | None) -> None:
    publish(
        RoleConfirmed(
            actor=actor,
            subject=appointment,
            holder=appointment.holder,
            role=appointment.role,
            site=appointment.site,
            starts_on=appointment.starts_on,
            ends_on=appointment.ends_on,
            proven_at=proof.at if proof else None,
        )
    )
