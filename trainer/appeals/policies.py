"""Who sees an appeal, who may make one and take it further, and who answers it."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appeals.fitness import Around, around, known_of
from trainer.appeals.models import Appeal, AppealOutcome, AppealStatus, Stage
from trainer.appeals.rules import Unfit, unfit_for
from trainer.assessments.policies import DECIDING
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import at_sites_of, sites_of


def visible_to(actor: User) -> sa.Select[Appeal]:
    """Select one's own appeals, those one answers, has answered, or has a part in.

    A training administrator sees those at their sites, to choose who answers.
    """
    answered = sa.exists().where(
        AppealOutcome.appeal_id == Appeal.id, AppealOutcome.decider_id == actor.id
    )
    return (
        sa.select(Appeal)
        .join(Appeal.unit_assessment)
        .join(UnitAssessment.registration)
        .where(
            sa.or_(
                Appeal.learner_id == actor.id,
                Appeal.hearer_id == actor.id,
                Registration.assessor_id == actor.id,
                Registration.iqa_id == actor.id,
                answered,
                at_sites_of(actor, Role.TRAINING_ADMIN),
            )
        )
    )


def may_appeal(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may appeal against what was decided on a unit: its learner."""
    if actor.id != unit.registration.learner_id:
        return no(_("Only the learner appeals against a judgement on their work."))
    if unit.registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    return YES


def may_take_further(actor: User, appeal: Appeal, on: date) -> Verdict:
    """Say whether this person may take the appeal to its next stage: the learner, in time."""
    if actor.id != appeal.learner_id:
        return no(_("Only the learner takes an appeal further."))
    if appeal.status is not AppealStatus.ANSWERED:
        return no(_("There is no answer to take further."))
    if on > appeal.due_on:
        return no(_("The last day to take this further has gone by."))
    return YES


def may_withdraw(actor: User, appeal: Appeal) -> Verdict:
    """Say whether this person may take the appeal back: the learner, while it is open."""
    if actor.id != appeal.learner_id:
        return no(_("Only the learner takes an appeal back."))
    if not appeal.is_open:
        return no(_("This appeal doesn’t wait for an answer any more."))
    return YES


def hearer_of(appeal: Appeal, known: Around | None = None) -> User | None:
    """Find whose turn it is to answer: whoever was chosen, or the one the stage names, if fit.

    None where somebody has to be chosen first, or where any training administrator may record
    what the awarding organisation answered.
    """
    person = _named(appeal)
    return person if person is not None and is_fit(person, appeal, known) else None


def _named(appeal: Appeal) -> User | None:
    registration = appeal.unit_assessment.registration
    named = {Stage.ASSESSOR: registration.assessor, Stage.IQA: registration.iqa}
    return appeal.hearer or named.get(appeal.stage)


def is_fit(person: User, appeal: Appeal, known: Around | None = None) -> Verdict:
    """Say whether this person may answer the appeal at its stage.

    Whoever asks of several people looks up once what is `known` around it.
    """
    unfit = unfit_for(appeal.stage, known_of(person, appeal, known))
    return YES if unfit is None else no(_why(unfit, person))


def may_answer(actor: User, appeal: Appeal) -> Verdict:
    """Say whether it is this person's turn to answer the appeal."""
    if not appeal.is_open:
        return no(_("This appeal doesn’t wait for an answer any more."))
    known = around(appeal, [one for one in (actor, _named(appeal)) if one is not None])
    if not (fit := is_fit(actor, appeal, known)):
        return fit
    if appeal.stage is Stage.AWARDING:
        return _administers(actor, appeal)
    hearer = hearer_of(appeal, known)
    if hearer is None:
        return no(_("A training administrator has to choose first who answers this."))
    if hearer.id != actor.id:
        return no(_("Only %(name)s can answer this now.", name=hearer.name))
    return YES


def may_choose_hearer(actor: User, appeal: Appeal) -> Verdict:
    """Say whether this person may choose who answers the appeal at its stage."""
    if actor.id == appeal.learner_id:
        return no(_("Nobody chooses who answers their own appeal."))
    if not appeal.is_open:
        return no(_("This appeal doesn’t wait for an answer any more."))
    if appeal.stage is Stage.ASSESSOR:
        return no(_("The assessor looks again first. Give the learner another assessor instead."))
    if appeal.stage is Stage.AWARDING:
        return no(_("The awarding organisation answers this. Record what they wrote."))
    return _administers(actor, appeal)


def may_choose(actor: User, appeal: Appeal, hearer: User) -> Verdict:
    """Say whether this person may choose that one."""
    return first_refusal(may_choose_hearer(actor, appeal), is_fit(hearer, appeal))


def may_look_through(actor: User) -> Verdict:
    """Say whether this person looks through all appeals."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator looks through appeals."))
    return YES


def _administers(actor: User, appeal: Appeal) -> Verdict:
    sites = sites_of(actor, {Role.TRAINING_ADMIN})
    if not sites & {None, appeal.unit_assessment.registration.site_id}:
        return no(_("A training administrator does this."))
    return YES


def _why(unfit: Unfit, person: User) -> str:
    return {
        Unfit.LEARNER: _("You can't answer your own appeal."),
        Unfit.LEFT: _("%(name)s has left.", name=person.name),
        Unfit.ANSWERED_BEFORE: _(
            "%(name)s answered this at an earlier stage, so somebody else has to now.",
            name=person.name,
        ),
        Unfit.BARRED: _(
            "%(name)s and the learner have a declared conflict of interest.", name=person.name
        ),
        Unfit.TOOK_PART: _(
            "%(name)s took part in what is appealed against, so somebody else has to answer.",
            name=person.name,
        ),
        Unfit.ALLOCATED: _(
            "%(name)s assesses or quality assures this learner, so somebody else has to answer.",
            name=person.name,
        ),
        Unfit.MANAGES: _(
            "%(name)s is the learner’s line manager, so somebody else has to answer.",
            name=person.name,
        ),
        Unfit.NOT_ENTITLED: _(
            "%(name)s doesn’t have the role or the place on the register that this takes.",
            name=person.name,
        ),
    }[unfit]
