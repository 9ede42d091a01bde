"""People leave and come back: what ends with them, and who takes over those who report to them."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts import actions as accounts
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable, WrongState
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import policies, queries
from trainer.people.actions.placing import Post, begin, latest, reassign, refuse_impossible
from trainer.people.actions.turns import take_turns
from trainer.people.events import CameBack, LeavingPlanned, Left, RoleEnded, RoleRefused, Stays
from trainer.people.models import Appointment, AppointmentStatus, Placement


def leave(person: User, *, actor: User, on: date, successor: User | None = None) -> None:
    """Record from which day somebody is gone; today or earlier shuts them out at once.

    Whoever still reports to them by then reports to the successor from that day.
    """
    take_turns()
    require(policies.may_leave(actor, person))
    _hand_over_reports(person, successor, on, actor=actor)
    depart(person, on=on, actor=actor)


def depart(person: User, *, on: date, actor: User | None) -> None:
    """End what ends with somebody; whether they may go is decided above."""
    last = latest(person)
    if last is None and on > clock.today():
        raise Unacceptable(_("They have no job yet that could end. Let them leave now."), "when")
    for placement in person.placements:
        if placement is last or placement.ends_on is None or placement.ends_on > on:
            placement.ends_on = max(on, placement.starts_on)
    for appointment in person.appointments:
        _end_with_holder(appointment, on, actor)
    if on > clock.today():
        publish(LeavingPlanned(actor=actor, subject=person, on=on))
    else:
        accounts.close_account(person, actor=actor)
        publish(Left(actor=actor, subject=person, on=on))


def let_leavers_go() -> int:
    """Shut out whoever's last day is over; the job worker asks for this each hour."""
    take_turns()
    leavers = db.session.scalars(queries.overdue_leavers()).all()
    for person in leavers:
        last = latest(person)
        depart(person, on=(last.ends_on if last else None) or clock.today(), actor=None)
    return len(leavers)


def stay(person: User, *, actor: User) -> None:
    """Take back that somebody is going to leave; roles that were to end then still do."""
    require(policies.may_place(actor, person))
    last = latest(person)
    if last is None or last.ends_on is None:
        raise WrongState(_("%(name)s isn't leaving.", name=person.name))
    last.ends_on = None
    publish(Stays(actor=actor, subject=person))


def take_back(person: User, *, actor: User, post: Post) -> None:
    """Take someone who left on again, under the same staff number and with all they achieved."""
    take_turns()
    require(policies.may_take_back(actor, person))
    last = latest(person)
    if last is not None and last.ends_on is not None and post.starts_on < last.ends_on:
        raise Unacceptable(_("They had not left yet on that day."), "starts_on")
    refuse_impossible(person, post)
    begin(person, post, actor=actor)
    come_back(person, actor=actor)


def come_back(person: User, *, actor: User) -> None:
    """Open the account of someone who has a job again; whether they may is decided above."""
    accounts.reopen_account(person, actor=actor)
    publish(CameBack(actor=actor, subject=person))


def _end_with_holder(appointment: Appointment, on: date, actor: User | None) -> None:
    reason, today = _("They left."), clock.today()
    ends_on = max(on, today)
    if appointment.status is AppointmentStatus.ASKED:
        appointment.move_to(AppointmentStatus.REFUSED)
        appointment.reason, appointment.decided_at = reason, clock.now()
        publish(
            RoleRefused(
                actor=actor,
                subject=appointment,
                holder=appointment.holder,
                role=appointment.role,
                reason=Sealed(reason),
            )
        )
        return
    lasts = appointment.ends_on is None or appointment.ends_on > ends_on
    if appointment.status is AppointmentStatus.CONFIRMED and lasts:
        if on <= today:
            appointment.move_to(AppointmentStatus.ENDED)
        appointment.reason, appointment.ends_on = reason, ends_on
        publish(
            RoleEnded(
                actor=actor,
                subject=appointment,
                holder=appointment.holder,
                role=appointment.role,
                ends_on=ends_on,
                reason=Sealed(reason),
            )
        )


def _hand_over_reports(person: User, successor: User | None, on: date, *, actor: User) -> None:
    reports = db.session.scalars(
        sa.select(Placement).where(
            Placement.manager_id == person.id,
            sa.or_(Placement.ends_on.is_(None), Placement.ends_on > on),
            Placement.ends_on.is_distinct_from(Placement.starts_on),
        )
    ).all()
    if not reports:
        return
    if successor is None or successor == person:
        raise Unacceptable(
            _(
                "Still reporting to %(name)s: %(names)s. Say who they report to from then on.",
                name=person.name,
                names=", ".join(sorted({one.user.name for one in reports})),
            ),
            "successor",
        )
    above = latest(person)
    for placement in reports:
        heir = (above.manager if above else None) if placement.user == successor else successor
        try:
            reassign(placement, heir, on=on, actor=actor)
        except Unacceptable as error:
            words = f"{placement.user.name}: {error.sentence}"
            raise Unacceptable(words, "successor") from error
