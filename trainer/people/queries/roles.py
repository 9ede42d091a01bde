"""Roles asked for, waiting for somebody, and held."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.people import policies
from trainer.people.models import Appointment, AppointmentStatus, Role


def _appointments() -> sa.Select[Appointment]:
    return sa.select(Appointment).options(
        joinedload(Appointment.holder),
        joinedload(Appointment.asked_by),
        joinedload(Appointment.decided_by),
        joinedload(Appointment.site),
        raiseload("*"),
    )


def roles_waiting_for(actor: User) -> sa.Select[Appointment]:
    """Select the roles asked for that this person may decide, oldest first, ready to list."""
    return (
        _appointments()
        .where(*waits_for_decision(actor.id, policies.roles_confirmed_by(actor)))
        .order_by(Appointment.id)
    )


def waits_for_decision(person_id: Any, roles: Collection[Role]) -> list[sa.ColumnElement[bool]]:
    """Match the roles asked for that somebody who confirms these roles may decide."""
    return [
        Appointment.status == AppointmentStatus.ASKED,
        Appointment.role.in_(roles),
        Appointment.holder_id != person_id,
        Appointment.asked_by_id != person_id,
    ]


def roles_waiting_for_others(actor: User) -> sa.Select[Appointment]:
    """Select the roles asked for that someone other than this person has to decide."""
    mine = roles_waiting_for(actor).with_only_columns(Appointment.id).order_by(None)
    return (
        _appointments()
        .where(
            Appointment.status == AppointmentStatus.ASKED,
            Appointment.id.not_in(mine),
            Appointment.holder_id.in_(policies.visible_to(actor).with_only_columns(User.id)),
        )
        .order_by(Appointment.id)
    )


def roles_held(actor: User, role: Role | None = None) -> sa.Select[Appointment]:
    """Select the roles in force today or still to begin, by role and name, ready to list."""
    today = clock.today()
    visible = policies.visible_to(actor).with_only_columns(User.id)
    held = (
        _appointments()
        .where(Appointment.holder_id.in_(visible))
        .join(User, Appointment.holder_id == User.id)
        .where(
            Appointment.status == AppointmentStatus.CONFIRMED,
            sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on > today),
        )
        .order_by(Appointment.role, sa.func.lower(User.name), Appointment.id)
    )
    return held.where(Appointment.role == role) if role else held


def appointment(actor: User, appointment_id: int) -> sa.Select[Appointment]:
    """Select a role of someone this person sees, where they may look through such a list."""
    visible = policies.visible_to(actor).with_only_columns(User.id)
    return sa.select(Appointment).where(
        Appointment.id == appointment_id, Appointment.holder_id.in_(visible)
    )


def holders_of(roles: Collection[Role], sites: Collection[int | None] = ()) -> sa.Select[User]:
    """Select those who hold one of these roles today, for every site or for one of these."""
    return (
        sa.select(User)
        .join(Appointment, Appointment.holder_id == User.id)
        .where(
            User.active,
            Appointment.role.in_(roles),
            Appointment.holds_on(clock.today()),
            sa.or_(Appointment.site_id.is_(None), Appointment.site_id.in_(set(sites) - {None})),
        )
        .distinct()
    )
