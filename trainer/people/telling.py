"""Whom roles concern: those who may decide, the person, and whoever asked for them."""

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.events import RoleAskedFor, RoleConfirmed, RoleEnded, RoleRefused
from trainer.people.models import Appointment, Role
from trainer.people.policies import CONFIRMED_BY_HR
from trainer.people.queries import holders_of


def tell_who_may_decide(event: RoleAskedFor) -> None:
    """Tell those who may confirm or refuse it that a role was asked for."""
    words = _(
        "%(asker)s asks that %(name)s be given a role: %(role)s.",
        asker=event.subject.asked_by.name if event.subject.asked_by else "",
        name=event.holder.name,
        role=event.role.words,
    )
    deciding = {Role.SYSTEM_ADMIN} | ({Role.HR} if event.role in CONFIRMED_BY_HR else set())
    for person in db.session.scalars(holders_of(deciding)):
        if person != event.holder:
            tell(person, words, "/roles", actor=event.actor)


def tell_of_confirmation(event: RoleConfirmed) -> None:
    """Tell the person and whoever asked that the role is theirs."""
    role = event.role.words
    _tell(
        event.subject,
        _("You hold a role now: %(role)s.", role=role),
        _("%(name)s holds a role now: %(role)s.", name=event.holder.name, role=role),
        event.actor,
    )


def tell_of_refusal(event: RoleRefused) -> None:
    """Tell the person and whoever asked that the role was refused."""
    role = event.role.words
    _tell(
        event.subject,
        _("A role that was asked for you was refused: %(role)s.", role=role),
        _(
            "A role you asked for was refused: %(name)s, %(role)s.",
            name=event.holder.name,
            role=role,
        ),
        event.actor,
    )


def tell_of_end(event: RoleEnded) -> None:
    """Tell the person and whoever asked that the role is over, or on which day it will be."""
    role = event.role.words
    _tell(
        event.subject,
        _("Your role ends: %(role)s.", role=role),
        _("The role of %(name)s ends: %(role)s.", name=event.holder.name, role=role),
        event.actor,
    )


def _tell(appointment: Appointment, to_holder: str, to_asker: str, actor: User | None) -> None:
    holder, asker = appointment.holder, appointment.asked_by
    path = f"/people/{holder.id}"
    tell(holder, to_holder, path, actor=actor)
    if asker is not None:
        tell(asker, to_asker, path, actor=actor)
