"""Having everybody in a cohort registered: asked for on a page, done one by one by the worker."""

from trainer.accounts.models import User
from trainer.cohorts import policies, queries
from trainer.cohorts.events import CohortRegistered, CohortSentOff
from trainer.cohorts.models import Cohort, CohortMember, CohortStatus
from trainer.core.errors import TrainerError
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.registrations.actions.registering import register_learner


def send_off(cohort: Cohort, *, actor: User) -> None:
    """Have all registered who are not yet; those refused before are tried again."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    require(policies.may_register(actor, cohort))
    cohort.move_to(CohortStatus.REGISTERING)
    cohort.registered_by = actor
    waiting = [one for one in cohort.members if one.registration_id is None]
    for one in waiting:
        one.refusal = ""
    outbox.ask(Task.REGISTER_COHORT, cohort_id=cohort.id)
    publish(CohortSentOff(actor=actor, subject=cohort, learners=[one.learner for one in waiting]))


def register_member(member_id: int) -> None:
    """Register one of them as the cohort says; whoever sent it off answers for it.

    Does nothing where it was done before, so that it can be tried again after a crash.
    """
    member = db.session.get_one(CohortMember, member_id, with_for_update=True)
    cohort = member.cohort
    if member.registration_id is not None or not cohort.is_under_way:
        return
    if cohort.registered_by is None or cohort.iqa is None:
        raise TrainerError(_("First choose who assesses and who quality assures."))
    if member.assessor is None:
        raise TrainerError(_("Nobody may assess them: choose somebody."))
    member.registration = register_learner(
        learner=member.learner,
        version=cohort.version,
        awarding=cohort.awarding,
        site=queries.sites_of([member.learner_id]).get(member.learner_id),
        assessor=member.assessor,
        iqa=cohort.iqa,
        units=cohort.units,
        target_on=cohort.target_on,
        found=cohort.found,
        actor=cohort.registered_by,
    )


def note_refusal(member_id: int, sentence: str) -> None:
    """Keep why one of them could not be registered."""
    db.session.get_one(CohortMember, member_id).refusal = sentence


def finish(cohort_id: int) -> None:
    """Note that everybody was tried, whatever came of it."""
    cohort = db.session.get(Cohort, cohort_id, with_for_update=True)
    if cohort is None or not cohort.is_under_way:
        return
    cohort.move_to(CohortStatus.DONE)
    registered = sum(one.registration_id is not None for one in cohort.members)
    publish(
        CohortRegistered(
            actor=cohort.registered_by,
            subject=cohort,
            registered=registered,
            refused=len(cohort.members) - registered,
        )
    )
