"""Who arranges cover, for which learners, and who may take them on."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.policies import may_assess
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.cover.models import Cover
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.registrations.policies import OVER, at_sites_of
from trainer.registrations.work import work_under


def may_arrange(actor: User) -> Verdict:
    """Say whether this person arranges cover."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator arranges cover."))
    return YES


def registrations_of(actor: User, absent: User) -> sa.Select[Registration]:
    """Select the registrations of an assessor that this person may give to somebody else."""
    return sa.select(Registration).where(
        Registration.assessor_id == absent.id,
        Registration.learner_id != actor.id,
        Registration.status.not_in(OVER),
        at_sites_of(actor, Role.TRAINING_ADMIN),
    )


def visible_to(actor: User) -> sa.Select[Cover]:
    """Select the arrangements somebody sees: all for training administrators, else their own."""
    if actor.holds(Role.TRAINING_ADMIN):
        return sa.select(Cover)
    return sa.select(Cover).where(
        sa.or_(Cover.absent_id == actor.id, Cover.substitute_id == actor.id)
    )


def may_take_on(person: User, registration: Registration) -> Verdict:
    """Say whether somebody may assess in the place of the assessor allocated: register and ties."""
    if person.id == registration.iqa_id:
        return no(_("%(name)s quality assures this learner.", name=person.name))
    return may_assess(person, work_under(registration), clock.now())


def may_end(actor: User, cover: Cover) -> Verdict:
    """Say whether this person may give the learners back now."""
    if cover.ended_at is not None:
        return no(_("This is over already."))
    if cover.back_on is None:
        return no(_("This is for good. Arrange it the other way round instead."))
    return may_arrange(actor)
