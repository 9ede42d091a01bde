"""Who may release units, ask for another look, and sign the final check."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.policies import DECIDING, deciders_of
from trainer.assessments.resting import rests_on_usable
from trainer.assessors.models import ConflictKind, ConflictOfInterest
from trainer.assessors.policies import may_verify
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)


def units_visible_to(actor: User) -> sa.Select[UnitAssessment]:
    """Select the units this person is the quality assurer of."""
    return (
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .where(Registration.iqa_id == actor.id)
    )


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations this person is the quality assurer of."""
    return sa.select(Registration).where(Registration.iqa_id == actor.id)


def may_release(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may let the unit count, or ask for another look at it."""
    if unit.status is not UnitStatus.AWAITING_IQA:
        return no(_("This unit doesn't wait for a quality assurer."))
    if actor.id in deciders_of(unit):
        return no(_("You can't verify your own decision. Someone else has to be allocated."))
    return first_refusal(_may_verify(actor, unit.registration), rests_on_usable(unit))


def may_complete(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may sign the final check of a registration."""
    if registration.status is not RegistrationStatus.UNITS_COMPLETE:
        return no(_("The units of this registration are not complete, or it is checked already."))
    if any(actor.id in deciders_of(unit) for unit in registration.units):
        return no(_("You can't verify your own decision. Someone else has to be allocated."))
    return _may_verify(actor, registration)


def _may_verify(actor: User, registration: Registration) -> Verdict:
    if actor.id == registration.learner_id:
        return no(_("You can't verify your own work."))
    if actor.id != registration.iqa_id:
        return no(
            _("Only %(name)s, the quality assurer, can decide this.", name=registration.iqa.name)
        )
    if registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    return may_verify(
        actor, registration.version.qualification_id, registration.learner_id, clock.today()
    )


def assessed_by_their_manager(units: Iterable[UnitAssessment]) -> set[int]:
    """Name the units whose assessor is also the learner's line manager, by the chart or declared.

    Such a unit is released only by someone who has looked into it.
    """
    ids = {unit.id for unit in units}
    today = clock.today()
    manages = sa.exists().where(
        Placement.user_id == Registration.learner_id,
        Placement.manager_id == Registration.assessor_id,
        Placement.starts_on <= today,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > today),
    )
    declared = sa.exists().where(
        ConflictOfInterest.holder_id == Registration.assessor_id,
        ConflictOfInterest.other_id == Registration.learner_id,
        ConflictOfInterest.kind == ConflictKind.LINE_MANAGER,
        ConflictOfInterest.ended_at.is_(None),
    )
    return set(
        db.session.scalars(
            sa.select(UnitAssessment.id)
            .join(UnitAssessment.registration)
            .where(UnitAssessment.id.in_(ids), sa.or_(manages, declared))
        )
    )


def may_leave_unsampled(unit: UnitAssessment, managed: set[int]) -> Verdict:
    """Say whether the unit may be released without having been looked into."""
    if unit.id in managed:
        return no(
            _(
                "Look into %(unit)s before you release it:"
                " the assessor is the learner's line manager.",
                unit=unit.unit_version.title,
            )
        )
    return YES
