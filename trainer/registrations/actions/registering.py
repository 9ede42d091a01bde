"""From an application to work that may begin: step by step, or all of it at once."""

from collections.abc import Collection
from datetime import date

from trainer.accounts.models import User
from trainer.assessors.terms import Work
from trainer.bodies.policies import belongs_to
from trainer.catalogue.models import QualificationNumber, QualificationVersion, VersionStatus
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations import policies, queries
from trainer.registrations.actions.allocating import check_pair
from trainer.registrations.actions.choosing import choose_units
from trainer.registrations.events import (
    Allocated,
    Applied,
    InitialAssessmentRecorded,
    Registered,
    Started,
)
from trainer.registrations.models import InitialAssessment, Registration, RegistrationStatus


def register_learner(
    *,
    learner: User,
    version: QualificationVersion,
    assessor: User,
    iqa: User,
    units: Collection[str],
    actor: User,
    awarding: QualificationNumber | None = None,
    awarding_reference: str = "",
    site: Site | None = None,
    target_on: date | None = None,
    found: str = "",
) -> Registration:
    """Register a learner in one go: apply, assess what they can do, choose units, begin."""
    registration = apply(
        learner=learner,
        version=version,
        awarding=awarding,
        site=site,
        assessor=assessor,
        iqa=iqa,
        target_on=target_on,
        actor=actor,
    )
    record_initial_assessment(registration, actor=actor, found=found)
    choose_units(registration, actor=actor, units=units)
    register(registration, actor=actor, awarding_reference=awarding_reference)
    start(registration, actor=actor)
    return registration


def apply(
    *,
    learner: User,
    version: QualificationVersion,
    assessor: User,
    iqa: User,
    actor: User,
    awarding: QualificationNumber | None = None,
    site: Site | None = None,
    target_on: date | None = None,
) -> Registration:
    """Open a registration for a learner, with the people who will assess and quality assure."""
    require(policies.may_register(actor, learner, site.id if site else None))
    _check_version(learner, version, awarding)
    if target_on is not None and target_on <= clock.today():
        raise Unacceptable(_("Choose a day still to come."), "target_on")
    work = Work(version.qualification_id, learner.id, site.id if site else None)
    check_pair(assessor, iqa, version=version, work=work)
    registration = Registration(
        learner=learner,
        version=version,
        awarding=awarding,
        site=site,
        assessor=assessor,
        iqa=iqa,
        target_on=target_on,
        status=RegistrationStatus.APPLIED,
    )
    db.session.add(registration)
    db.session.flush()  # What follows names the registration by its id.
    publish(
        Applied(
            actor=actor, subject=registration, learner=learner, version=version, awarding=awarding
        )
    )
    publish(
        Allocated(
            actor=actor,
            subject=registration,
            assessor=assessor,
            iqa=iqa,
            former_assessor=None,
            former_iqa=None,
            reason=Sealed(""),
        )
    )
    return registration


def _check_version(
    learner: User, version: QualificationVersion, awarding: QualificationNumber | None
) -> None:
    if version.status is not VersionStatus.CURRENT or version.published_at is None:
        raise Unacceptable(_("This version takes no new learners."))
    _check_membership(version)
    if queries.has_open(learner.id, version.qualification_id):
        raise Unacceptable(_("%(name)s is registered on this already.", name=learner.name))
    if awarding is None and version.numbers:
        raise Unacceptable(_("Choose who awards it."), "awarding")
    if awarding is not None:
        if awarding.version_id != version.id:
            raise Unacceptable(_("That number belongs to another qualification."), "awarding")
        _check_number(awarding)


def _check_membership(version: QualificationVersion) -> None:
    if not (verdict := belongs_to(version.body, clock.today())):
        raise Unacceptable(verdict.reason)


def _check_number(awarding: QualificationNumber) -> None:
    if not awarding.registers_on(clock.today()):
        raise Unacceptable(
            _(
                "%(organisation)s takes no more registrations for this.",
                organisation=awarding.organisation,
            ),
            "awarding",
        )


def record_initial_assessment(registration: Registration, *, actor: User, found: str) -> None:
    """Write down what the learner can do already, and what they will need."""
    require(policies.may_assess_first(actor, registration))
    registration.move_to(RegistrationStatus.INITIAL_ASSESSMENT)
    registration.initial_assessment = InitialAssessment(found=found, made_by=actor)
    publish(InitialAssessmentRecorded(actor=actor, subject=registration, found=Sealed(found)))


def register(registration: Registration, *, actor: User, awarding_reference: str = "") -> None:
    """Register the learner, once units are chosen and while the number takes registrations."""
    require(policies.may_confirm(actor, registration))
    if not registration.units:
        raise Unacceptable(_("Choose the units first."), "units")
    _check_membership(registration.version)
    if registration.awarding is not None:
        _check_number(registration.awarding)
    registration.move_to(RegistrationStatus.REGISTERED)
    registration.registered_on = clock.today()
    registration.awarding_reference = awarding_reference
    publish(
        Registered(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            on=registration.registered_on,
            reference=Sealed(awarding_reference),
        )
    )


def start(registration: Registration, *, actor: User) -> None:
    """Let work towards the units begin."""
    require(policies.may_start(actor, registration))
    registration.move_to(RegistrationStatus.ACTIVE)
    publish(Started(actor=actor, subject=registration))
