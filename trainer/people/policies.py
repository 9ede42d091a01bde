"""Who sees whom, who may change what is known of people, and who may give and confirm roles."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Appointment, Placement, Role

ADMINISTRATIVE = frozenset({Role.TRAINING_ADMIN, Role.HR, Role.SYSTEM_ADMIN})
"""The roles that see and keep the records of people."""

CONFIRMED_BY_HR = frozenset({Role.ASSESSOR, Role.IQA, Role.HR})
"""The roles HR may confirm; only a system administrator confirms administrators."""

FEWEST_ADMINISTRATORS = 2
"""With fewer system administrators nobody could ever be appointed again."""


def reports_to(manager: User, on: date | None = None) -> sa.Select[int]:
    """Select the ids of the people who report straight to this manager on that day (today)."""
    return reports_of(manager.id, on or clock.today())


def reports_of(manager_id: Any, day: Any) -> sa.Select[int]:
    """Select the ids of a manager's direct reports; both may be values given when it is run."""
    return sa.select(Placement.user_id).where(
        Placement.manager_id == manager_id, Placement.holds_on(day)
    )


def line_below(manager: User, on: date | None = None) -> sa.Select[int]:
    """Select the ids of everybody below this manager on that day (today), however far down."""
    day = on or clock.today()
    line = reports_of(manager.id, day).cte("line_below", recursive=True)
    further = (
        sa.select(Placement.user_id)
        .join(line, Placement.manager_id == line.c.user_id)
        .where(Placement.holds_on(day))
    )
    return sa.select(line.union(further).c.user_id)


def visible_to(actor: User) -> sa.Select[User]:
    """Select whom this person may look up: themselves, their manager, their reports.

    Training administrators, HR and system administrators see everybody, or everybody who is
    at their site where the appointment is for one.
    """
    if serves_everywhere(actor, ADMINISTRATIVE):
        return sa.select(User)
    today = Placement.holds_on(clock.today())
    own_manager = sa.select(Placement.manager_id).where(Placement.user_id == actor.id, today)
    nearby = [User.id == actor.id, User.id.in_(reports_to(actor)), User.id.in_(own_manager)]
    if sites := sites_served(actor, ADMINISTRATIVE):
        at_sites = sa.select(Placement.user_id).where(Placement.site_id.in_(sites), today)
        nearby.append(User.id.in_(at_sites))
    return sa.select(User).where(sa.or_(*nearby))


def serves_everywhere(actor: User, roles: Iterable[Role]) -> bool:
    """Say whether this person holds one of these roles today for every site."""
    return None in sites_served(actor, roles)


def sites_served(actor: User, roles: Iterable[Role]) -> set[int | None]:
    """Name the sites for which this person holds one of the roles today; None is every site."""
    wanted, today = set(roles), clock.today()
    return {
        one.site_id for one in actor.appointments if one.role in wanted and one.is_in_force(today)
    }


def may_administer(actor: User) -> Verdict:
    """Say whether this person may look through the list of people."""
    if not any(actor.holds(role) for role in ADMINISTRATIVE):
        return no(_("Training administrators, HR and system administrators keep this list."))
    return YES


def may_lead(actor: User) -> Verdict:
    """Say whether anybody reports to this person today. Asks the database once."""
    if not db.session.scalar(sa.select(reports_to(actor).exists())):
        return no(_("Nobody reports to you."))
    return YES


def may_keep_records(actor: User) -> Verdict:
    """Say whether this person may add people, sites and teams, and import files of people."""
    if not serves_everywhere(actor, ADMINISTRATIVE):
        return no(
            _("A training administrator, HR or a system administrator for every site does this.")
        )
    return YES


def may_change(actor: User, person: User) -> Verdict:
    """Say whether this person may change what is known of the other, and where they work.

    Only a system administrator may touch another's record: whoever can change the address a
    reset link goes to can become the person.
    """
    if person.erased_at is not None:
        return no(_("This person was erased. Nothing is written about them any more."))
    if person.holds(Role.SYSTEM_ADMIN) and not actor.holds(Role.SYSTEM_ADMIN):
        return no(
            _(
                "%(name)s is a system administrator, so another system administrator changes this.",
                name=person.name,
            )
        )
    return may_keep_records(actor)


def may_leave(actor: User, person: User) -> Verdict:
    """Say whether this person may record that the other leaves."""
    if actor == person:
        return no(_("Ask a colleague to record your own leaving."))
    if not person.active:
        return no(_("%(name)s has left already.", name=person.name))
    return first_refusal(may_change(actor, person), enough_administrators_without(person))


def may_take_back(actor: User, person: User) -> Verdict:
    """Say whether this person may take someone who left back on."""
    if person.active:
        return no(_("%(name)s works here.", name=person.name))
    return may_change(actor, person)


def may_place(actor: User, person: User) -> Verdict:
    """Say whether this person may give the other another job, site, team or manager."""
    if not person.active:
        return no(_("%(name)s has left. Take them back first.", name=person.name))
    return may_change(actor, person)


def may_read_record(actor: User, person: User) -> Verdict:
    """Say whether this person may read the other's jobs so far, address and roles."""
    if actor == person or may_administer(actor) or leads(actor, person):
        return YES
    return no(_("Only %(name)s, their manager and administrators read this.", name=person.name))


def leads(actor: User, person: User) -> bool:
    """Say whether the other reports straight to this person today."""
    found = db.session.scalar(reports_to(actor).where(Placement.user_id == person.id))
    return found is not None


def may_hand_over_code(actor: User, person: User) -> Verdict:
    """Say whether this person may make a one-time code with which the other sets a password."""
    if actor == person:
        return no(
            _("Nobody makes a code for themselves. Ask your manager, or change your password.")
        )
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if actor.holds(Role.SYSTEM_ADMIN):
        return YES
    if person.holds(Role.SYSTEM_ADMIN):
        return no(_("For a system administrator another system administrator makes the code."))
    if actor.holds(Role.HR) or leads(actor, person):
        return YES
    return no(_("Their manager, HR or a system administrator can make a code."))


def may_ask_for(actor: User, role: Role, holder: User) -> Verdict:
    """Say whether this person may ask that the other be given the role."""
    if actor == holder:
        return no(_("Nobody asks for a role for themselves. Ask a colleague to ask for you."))
    if not holder.active:
        return no(_("%(name)s has left.", name=holder.name))
    return _may_propose(actor, role)


def _may_propose(actor: User, role: Role) -> Verdict:
    if serves_everywhere(actor, {Role.SYSTEM_ADMIN}):
        return YES
    if role is Role.SYSTEM_ADMIN:
        return no(_("Only a system administrator asks for another system administrator."))
    return may_keep_records(actor)


def roles_confirmed_by(actor: User) -> frozenset[Role]:
    """Return the roles this person may confirm or refuse when others ask for them."""
    if serves_everywhere(actor, {Role.SYSTEM_ADMIN}):
        return frozenset(Role)
    return CONFIRMED_BY_HR if serves_everywhere(actor, {Role.HR}) else frozenset()


def may_decide(actor: User, appointment: Appointment) -> Verdict:
    """Say whether this person may decide on the role that was asked for."""
    if actor == appointment.holder:
        return no(_("Nobody decides on a role of their own."))
    if actor == appointment.asked_by:
        return no(_("You asked for this, so someone else decides."))
    if appointment.role not in roles_confirmed_by(actor):
        return no(
            _("A system administrator decides this; HR may for assessors, quality assurers and HR.")
        )
    return YES


def may_confirm(actor: User, appointment: Appointment) -> Verdict:
    """Say whether this person may confirm it: whoever asked must still be entitled to ask."""
    holder, asked_by = appointment.holder, appointment.asked_by
    if not holder.active:
        return no(_("%(name)s has left.", name=holder.name))
    if asked_by is None or not asked_by.active or not _may_propose(asked_by, appointment.role):
        return no(_("Whoever asked may no longer ask for this. Refuse it, and ask anew."))
    return may_decide(actor, appointment)


def may_end(actor: User, appointment: Appointment) -> Verdict:
    """Say whether this person may end a role: their own, or as those who may ask for it."""
    if appointment.role is Role.SYSTEM_ADMIN and appointment.is_in_force(clock.today()):
        enough = enough_administrators_without(appointment.holder)
        if not enough:
            return enough
    return YES if actor == appointment.holder else _may_propose(actor, appointment.role)


def lasting_administrators() -> sa.Select[int]:
    """Select the ids of those who are system administrators with no end in sight."""
    return (
        sa.select(User.id)
        .join(Appointment, Appointment.holder_id == User.id)
        .where(
            User.active,
            Appointment.role == Role.SYSTEM_ADMIN,
            Appointment.holds_on(clock.today()),
            Appointment.ends_on.is_(None),
        )
        .distinct()
    )


def enough_administrators_without(person: User) -> Verdict:
    """Say whether two system administrators would be left without this person (INV21)."""
    if not person.holds(Role.SYSTEM_ADMIN):
        return YES
    others = db.session.scalars(lasting_administrators().where(User.id != person.id)).all()
    if len(others) < FEWEST_ADMINISTRATORS:
        return no(
            _(
                "Two system administrators must stay, because it takes two to appoint anybody."
                " Appoint another first."
            )
        )
    return YES
