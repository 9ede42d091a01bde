"""Who sees a registration, who may make and change one, and when."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.policies import may_assess_for
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.people.policies import reports_of, reports_to
from trainer.registrations.crediting import BEGUN, NOT_BEGUN
from trainer.registrations.models import Registration, RegistrationStatus, UnitAssessment
from trainer.registrations.work import work_on

_R = RegistrationStatus

OVER = frozenset({_R.CERTIFICATED, _R.WITHDRAWN, _R.TRANSFERRED, _R.LAPSED})
"""Where a registration has come to its end, one way or another."""

COMPLETE = frozenset({_R.CLAIM_READY, _R.CLAIMED, _R.CLAIM_REJECTED, _R.CERTIFICATED})
"""Where every unit is achieved and finally checked, whatever an awarding organisation says to it."""

ASSESSED = frozenset(
    {_R.APPLIED, _R.INITIAL_ASSESSMENT, _R.REGISTERED, _R.ACTIVE, _R.BREAK_IN_LEARNING}
)
ASSURED = ASSESSED | {_R.UNITS_COMPLETE, _R.FINAL_IQA}
"""Where there is work yet for an assessor, and for a quality assurer."""

READERS = frozenset({Role.TRAINING_ADMIN, Role.HR})
"""The roles that read every registration at the sites they serve."""

UNDER_WAY = frozenset({_R.APPLIED, _R.INITIAL_ASSESSMENT, _R.REGISTERED, _R.ACTIVE})
"""Where units may still be chosen."""


def visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations somebody has a part in, and all for training administrators and HR.

    A line manager sees those of the people who report to them today, and of these only progress.
    Whoever is appointed for a site sees those at that site.
    """
    sites = sites_of(actor, READERS)
    if None in sites:
        return sa.select(Registration)
    return sa.select(Registration).where(
        sa.or_(
            Registration.learner_id == actor.id,
            Registration.assessor_id == actor.id,
            Registration.iqa_id == actor.id,
            Registration.learner_id.in_(reports_to(actor)),
            Registration.site_id.in_(sites),
        )
    )


def sites_of(actor: User, roles: Collection[Role]) -> set[int | None]:
    """Name the sites for which this person holds one of the roles today; None is every site."""
    today = clock.today()
    return {
        one.site_id for one in actor.appointments if one.role in roles and one.is_in_force(today)
    }


def at_sites(sites: Collection[int | None]) -> sa.ColumnElement[bool]:
    """Match the registrations at these sites; None among them is every site."""
    return sa.true() if None in sites else Registration.site_id.in_(sites)


def at_sites_of(actor: User, *roles: Role) -> sa.ColumnElement[bool]:
    """Match the registrations at the sites for which this person holds one of the roles today."""
    return at_sites(sites_of(actor, roles))


def may_look_through(actor: User) -> Verdict:
    """Say whether this person reads the list of registrations: HR reads it and changes nothing."""
    if not any(actor.holds(role) for role in READERS):
        return no(_("Training administrators and HR look through registrations."))
    return YES


def may_administer(actor: User) -> Verdict:
    """Say whether this person may look through registrations and make new ones."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator registers learners."))
    return YES


def progress_visible_to(actor: User) -> sa.ColumnElement[bool]:
    """Match the registrations whose criteria and their states this person may see.

    Those with a part in it, the learner's line manager, and training administrators at its site;
    HR reads that somebody is registered and how many units are achieved, and no more.
    """
    return progress_visible(actor.id, clock.today(), sites=progress_sites(actor))


def progress_sites(actor: User) -> frozenset[int | None]:
    """Name the sites at which this person sees everybody's progress; None is every site."""
    return frozenset(sites_of(actor, {Role.TRAINING_ADMIN}))


def progress_visible(
    person_id: Any, day: Any, *, sites: Collection[int | None]
) -> sa.ColumnElement[bool]:
    """Match those of somebody on a day; both may be values given when the statement is run."""
    return sa.or_(
        Registration.learner_id == person_id,
        Registration.assessor_id == person_id,
        Registration.iqa_id == person_id,
        Registration.learner_id.in_(reports_of(person_id, day)),
        at_sites(sites),
    )


def may_register(actor: User, learner: User, site_id: int | None) -> Verdict:
    """Say whether this person may register the learner at that site: never themselves."""
    if actor == learner:
        return no(_("Nobody registers themselves. Another training administrator has to do it."))
    if not learner.active:
        return no(_("%(name)s has left.", name=learner.name))
    return _administers(actor, site_id)


def may_change(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may change anything about the registration."""
    if actor.id == registration.learner_id:
        return no(_("Nobody changes their own registration."))
    return _administers(actor, registration.site_id)


def _administers(actor: User, site_id: int | None) -> Verdict:
    sites = sites_of(actor, {Role.TRAINING_ADMIN})
    if not sites:
        return may_administer(actor)
    if None not in sites and site_id not in sites:
        return no(_("You are training administrator for another site."))
    return YES


def may_assess_first(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may write down what the learner can do already."""
    if not registration.can_move_to(_R.INITIAL_ASSESSMENT):
        return no(
            _("The initial assessment is written down once, before the learner is registered.")
        )
    return may_change(actor, registration)


def may_confirm(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may register the learner, now that units are chosen."""
    if not registration.can_move_to(_R.REGISTERED):
        return no(_("A learner is registered once, after the initial assessment."))
    return may_change(actor, registration)


def may_start(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may let work towards the units begin."""
    if registration.status is not _R.REGISTERED:
        return no(_("Work begins once the learner is registered."))
    return may_change(actor, registration)


def may_read_initial_assessment(actor: User, registration: Registration) -> Verdict:
    """Say whether this person reads what was found: those with a part in it, no line manager."""
    if actor.id in {registration.learner_id, registration.assessor_id, registration.iqa_id}:
        return YES
    return may_change(actor, registration)


def may_choose_units(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may change which units make up the registration."""
    if registration.status not in UNDER_WAY:
        return no(_("Units are chosen until every unit is complete, and not during a break."))
    return may_change(actor, registration)


def may_reassign(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may give the registration another assessor or quality assurer."""
    return first_refusal(_goes_on(registration), may_change(actor, registration))


def may_take_break(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may record a break in learning."""
    if not registration.can_move_to(_R.BREAK_IN_LEARNING):
        return no(_("A break begins only while the registration is active."))
    return may_change(actor, registration)


def may_resume(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may record that a break is over."""
    if registration.status is not _R.BREAK_IN_LEARNING:
        return no(_("There is no break to end."))
    return may_change(actor, registration)


def may_withdraw(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may withdraw the learner."""
    if not registration.can_move_to(_R.WITHDRAWN):
        return no(_("A learner is withdrawn only before every unit is complete."))
    return may_change(actor, registration)


def may_transfer(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may record that the learner goes on elsewhere."""
    if not registration.can_move_to(_R.TRANSFERRED):
        return no(_("A learner is transferred only before every unit is complete."))
    return may_change(actor, registration)


def _goes_on(registration: Registration) -> Verdict:
    if registration.status in OVER:
        return no(_("This registration is over."))
    return YES


def may_credit(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may record that the learner holds the unit already.

    The allocated assessor may, who could judge it, and a training administrator; never the learner,
    and not the quality assurer, who has to agree.
    """
    registration = unit.registration
    if actor.id == registration.learner_id:
        return no(_("Nobody credits their own unit. Show your proof to your assessor."))
    if registration.status not in BEGUN:
        return no(_("Units are credited while the registration is under way."))
    if unit.status not in NOT_BEGUN:
        return no(
            _(
                "This unit has begun. Send the proof as evidence of prior learning, and it is"
                " judged by its criteria."
            )
        )
    if actor.id == registration.iqa_id:
        return no(_("You agree to it as quality assurer, so somebody else has to check the proof."))
    if actor.id == registration.assessor_id:
        return may_assess_for(actor, registration.version, work_on(unit), clock.now())
    return may_change(actor, registration)
