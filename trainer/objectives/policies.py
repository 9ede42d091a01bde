"""Who sees whose objectives and talks, and who of the two does what."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.figures.policies import people_visible_to
from trainer.objectives.models import (
    OPEN,
    UNDER_WAY,
    AgendaItem,
    Objective,
    ObjectiveStatus,
    OneToOne,
    PrivateNote,
    TeamObjective,
)
from trainer.people.policies import leads, reports_to


def visible_to(actor: User) -> sa.Select[Objective]:
    """Select the objectives this person may read: their own, of those below them, and HR's sites.

    Assessors, quality assurers and training administrators read none but their own.
    """
    people = people_visible_to(actor).with_only_columns(User.id)
    return sa.select(Objective).where(Objective.person_id.in_(people))


def may_propose(actor: User, person: User) -> Verdict:
    """Say whether this person may propose an objective for the other: themselves or their manager."""
    if actor == person or leads(actor, person):
        return YES
    return no(_("Only %(name)s and their manager propose objectives.", name=person.name))


def may_change(actor: User, objective: Objective) -> Verdict:
    """Say whether this person may put the objective anew; both then agree again."""
    if objective.status not in OPEN:
        return no(_("This objective is over. What it said stays as it is."))
    return may_propose(actor, objective.person)


def may_agree(actor: User, person: User) -> Verdict:
    """Say whether this person may agree to the other's objectives: both sides have to."""
    if actor == person or leads(actor, person):
        return YES
    return no(_("Only %(name)s and their manager agree to objectives.", name=person.name))


def may_check_in(actor: User, objective: Objective) -> Verdict:
    """Say whether this person may note how the objective goes."""
    return first_refusal(may_agree(actor, objective.person), _is_under_way(objective))


def may_close(actor: User, objective: Objective) -> Verdict:
    """Say whether this person may say what came of the objective: the manager, never oneself."""
    if not leads(actor, objective.person):
        return no(_("Their manager says what came of it, after talking about it."))
    return _is_under_way(objective)


def may_drop(actor: User, objective: Objective) -> Verdict:
    """Say whether this person may drop the objective: once agreed, only the manager."""
    if objective.status is ObjectiveStatus.PROPOSED:
        return may_agree(actor, objective.person)
    if not leads(actor, objective.person):
        return no(_("Both of you agreed to this, so your manager drops it. Talk with them."))
    return _is_under_way(objective)


def team_objectives_of(actor: User) -> sa.Select[TeamObjective]:
    """Select the team objectives this person set."""
    return sa.select(TeamObjective).where(TeamObjective.manager_id == actor.id)


def talks_visible_to(actor: User) -> sa.Select[OneToOne]:
    """Select the talks this person is one of the two in; nobody else reads them."""
    return sa.select(OneToOne).where(
        sa.or_(OneToOne.person_id == actor.id, OneToOne.manager_id == actor.id)
    )


def notes_of(writer: User) -> sa.Select[PrivateNote]:
    """Select the notes somebody wrote for themselves; there is no other way to them."""
    return sa.select(PrivateNote).where(PrivateNote.writer_id == writer.id)


def partners(actor: User) -> sa.Select[User]:
    """Select whom this person may plan a talk with: those who report to them, and their manager."""
    placement = actor.placement()
    manager_id = placement.manager_id if placement else None
    return (
        sa.select(User)
        .where(User.active, sa.or_(User.id.in_(reports_to(actor)), User.id == manager_id))
        .order_by(User.name, User.id)
    )


def may_write(actor: User, talk: OneToOne) -> Verdict:
    """Say whether this person may write in what the two share."""
    if actor.id not in {talk.person_id, talk.manager_id}:
        return no(_("Only the two of them write here."))
    if talk.called_off_at is not None:
        return no(_("This one-to-one was called off."))
    return YES


def may_call_off(actor: User, talk: OneToOne) -> Verdict:
    """Say whether this person may call the talk off."""
    if talk.held_on is not None:
        return no(_("This one-to-one has been held."))
    return may_write(actor, talk)


def may_tick(actor: User, item: AgendaItem) -> Verdict:
    """Say whether this person may tick off what was talked of."""
    return may_write(actor, item.one_to_one)


def _is_under_way(objective: Objective) -> Verdict:
    if objective.status in UNDER_WAY:
        return YES
    if objective.status is ObjectiveStatus.PROPOSED:
        return no(_("Both of you agree to it first."))
    return no(_("This objective is over."))
