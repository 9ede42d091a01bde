"""Who sees how somebody stands with their next role, who confirms what, and who changes the map."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.assessors.policies import may_enter, may_keep_register
from trainer.careers.models import CandidateStatus, CareerConfirmation, RegisterCandidate
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Placement, Role
from trainer.people.policies import serves_everywhere
from trainer.registrations.policies import sites_of

HR = frozenset({Role.HR})


def people_seen(actor: User) -> sa.Select[User]:
    """Select whose readiness somebody reads: their own, that of their line, and HR that of their sites."""
    seen = [User.id == actor.id, User.id.in_(_line_of(actor))]
    sites = sites_of(actor, HR)
    if None in sites:
        return sa.select(User)
    if sites:
        at_sites = sa.select(Placement.user_id).where(
            Placement.site_id.in_(sites), Placement.holds_on(clock.today())
        )
        seen.append(User.id.in_(at_sites))
    return sa.select(User).where(sa.or_(*seen))


def _line_of(manager: User) -> sa.Select[int]:
    """Select all who report to a manager today, straight or through others."""
    today = clock.today()
    below = (
        sa.select(Placement.user_id)
        .where(Placement.manager_id == manager.id, Placement.holds_on(today))
        .cte("line", recursive=True)
    )
    further = aliased(Placement)
    below = below.union(
        sa.select(further.user_id).where(
            further.manager_id == below.c.user_id,
            further.starts_on <= today,
            sa.or_(further.ends_on.is_(None), further.ends_on > today),
        )
    )
    return sa.select(below.c.user_id)


def may_aim(actor: User, person: User) -> Verdict:
    """Say whether this person may choose the other's target: everybody chooses their own."""
    if actor != person:
        return no(_("%(name)s chooses what to work towards.", name=person.name))
    return YES


def may_confirm(actor: User, person: User) -> Verdict:
    """Say whether this person may confirm what the other did: their line, or HR; never themselves."""
    if actor == person:
        return no(_("Nobody confirms their own experience. Ask your manager."))
    if db.session.scalar(people_seen(actor).where(User.id == person.id)) is None:
        return no(_("A manager of %(name)s, or HR, confirms this.", name=person.name))
    return YES


def may_take_back(actor: User, confirmation: CareerConfirmation) -> Verdict:
    """Say whether this person may take back what was confirmed."""
    if confirmation.taken_back_at is not None:
        return no(_("This was taken back already."))
    return first_refusal(may_confirm(actor, confirmation.person))


def may_publish(actor: User) -> Verdict:
    """Say whether this person may change the career map: HR for every site."""
    if serves_everywhere(actor, HR):
        return YES
    return no(_("HR for every site changes the career map."))


def candidates_seen(actor: User) -> sa.Select[RegisterCandidate]:
    """Select who is ready for the register and waits: for those who keep it, never themselves."""
    found = sa.select(RegisterCandidate)
    if not may_keep_register(actor):
        return found.where(sa.false())
    return found.where(
        RegisterCandidate.status == CandidateStatus.WAITING,
        RegisterCandidate.person_id != actor.id,
        RegisterCandidate.person.has(User.active),
    )


def may_set_aside(actor: User, candidate: RegisterCandidate) -> Verdict:
    """Say whether this person may leave somebody off the register who is ready for it."""
    if candidate.status is not CandidateStatus.WAITING:
        return no(_("This was seen to already."))
    return may_enter(actor, candidate.person)
