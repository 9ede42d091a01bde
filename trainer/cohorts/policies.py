"""Who puts cohorts together, and what may be done with one when."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import VersionStatus
from trainer.cohorts.models import Cohort, CohortStatus
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.registrations.policies import may_administer


def visible_to(actor: User) -> sa.Select[Cohort]:
    """Select the cohorts somebody sees: all for training administrators, none for others."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return sa.select(Cohort).where(sa.false())
    return sa.select(Cohort)


def may_prepare(actor: User) -> Verdict:
    """Say whether this person may put cohorts together: whoever may register one learner."""
    return may_administer(actor)


def may_change(actor: User, cohort: Cohort) -> Verdict:
    """Say whether this person may change who is in it and how they are to be registered."""
    if cohort.is_under_way:
        return no(_("They are being registered at the moment. Wait until that is over."))
    return may_prepare(actor)


def may_register(actor: User, cohort: Cohort) -> Verdict:
    """Say whether this person may have those registered who are not yet."""
    if not (verdict := may_change(actor, cohort)):
        return verdict
    if cohort.version.status is not VersionStatus.CURRENT:
        return no(
            _("Another version takes new learners now. Look through how they are registered.")
        )
    waiting = [one for one in cohort.members if one.registration_id is None]
    if not waiting:
        return no(_("Everybody in it is registered already."))
    if cohort.iqa_id is None or any(one.assessor_id is None for one in waiting):
        return no(_("First choose who assesses and who quality assures."))
    return YES


def may_discard(actor: User, cohort: Cohort) -> Verdict:
    """Say whether this person may give it up: while nobody in it is registered."""
    if cohort.status is not CohortStatus.PREPARING:
        return no(_("Some were registered from it, so it stays on record."))
    return may_prepare(actor)
