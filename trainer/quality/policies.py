"""Who may release units, ask for another look, and sign the final check."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.policies import DECIDING, deciders_of
from trainer.assessments.resting import rests_on_usable
from trainer.assessors.policies import may_verify
from trainer.assessors.terms import Work
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.people.models import Role
from trainer.quality.models import FaultSearch, Release, ReleaseLine
from trainer.registrations.models import (
    LEFT,
    TO_RELEASE,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.policies import at_sites_of
from trainer.registrations.work import units_behind, work_on, work_under
from trainer.sampling.holding import Held
from trainer.sampling.models import OPEN, Look, Pick, Stage
from trainer.sampling.policies import verified_by
from trainer.sampling.rules.risk import Verdict as Said

WORDS = {
    Held.LINE_MANAGER: _l(
        "Look into %(unit)s before you release it: the assessor is the learner's line manager."
    ),
    Held.PICKED: _l(
        "The sample picked %(unit)s. Answer the questions of the look; agreeing releases it."
    ),
    Held.CARRIED_OVER: _l(
        "Look into %(unit)s before you release it: it was picked before it was opened again, and"
        " nobody has looked into it."
    ),
    Held.TO_BE_PICKED: _l(
        "%(unit)s was picked before it was opened again, and nobody has looked into it. Draw a"
        " sample: it picks the unit, and its look asks what a look asks."
    ),
    Held.NOT_DRAWN: _l(
        "%(unit)s was in no draw yet. Draw a sample first, or look into it yourself."
    ),
    Held.OTHERS_OPEN: _l(
        "%(unit)s stands on the sample of the same assessor's work, of which something is still to"
        " be looked into, or to be done."
    ),
}
"""Why a unit may not be released without having been looked into."""

ASKED_IN_FULL = frozenset({Held.PICKED, Held.TO_BE_PICKED})
"""Where a look is a pick's, question by question, and a tick beside the release is none."""


def units_visible_to(actor: User) -> sa.Select[UnitAssessment]:
    """Select the units this person is the quality assurer of, or was handed to look into."""
    handed = sa.select(Pick.unit_assessment_id).where(Pick.handed_to_id == actor.id)
    return (
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .where(sa.or_(Registration.iqa_id == actor.id, UnitAssessment.id.in_(handed)))
    )


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations this person is the quality assurer of."""
    return sa.select(Registration).where(Registration.iqa_id == actor.id)


def releases_visible_to(actor: User) -> sa.Select[Release]:
    """Select one's own releases; training administrators read those of units at their sites."""
    served = (
        sa.select(ReleaseLine.release_id)
        .join(ReleaseLine.unit_assessment)
        .join(UnitAssessment.registration)
        .where(at_sites_of(actor, Role.TRAINING_ADMIN))
    )
    return sa.select(Release).where(sa.or_(Release.iqa_id == actor.id, Release.id.in_(served)))


def may_release(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may let the unit count, or ask for another look at it."""
    if unit.status not in TO_RELEASE:
        return no(_("This unit doesn't wait for a quality assurer."))
    if actor.id in deciders_of(unit):
        return no(_("You can't verify your own decision. Someone else has to be allocated."))
    verdict = _may_verify(actor, unit.registration, work_on(unit), handed=_is_handed(actor, unit))
    return first_refusal(verdict, rests_on_usable(unit))


def _is_handed(actor: User, unit: UnitAssessment) -> bool:
    """Say whether the look into the unit, as it is now assessed, was handed to this person."""
    if actor.id == unit.registration.iqa_id:
        return False
    handed = sa.select(Pick.id).where(
        Pick.unit_assessment_id == unit.id,
        Pick.cycle == unit.cycle,
        Pick.handed_to_id == actor.id,
    )
    return db.session.scalar(handed.limit(1)) is not None


def may_refuse_credit(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may decide that a unit is not held already after all."""
    if unit.status is not UnitStatus.RPL_GRANTED:
        return no(_("This unit doesn't wait as one that is held already."))
    return may_release(actor, unit)


def may_ask_again(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may name criteria to be judged again: there were judgements."""
    if unit.status is UnitStatus.RPL_GRANTED:
        return no(_("Nothing was judged here. Say instead that the proof does not do."))
    return may_release(actor, unit)


def may_complete(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may sign the final check of a registration."""
    if registration.status is not RegistrationStatus.UNITS_COMPLETE:
        return no(_("The units of this registration are not complete, or it is checked already."))
    if any(actor.id in deciders_of(unit) for unit in registration.units):
        return no(_("You can't verify your own decision. Someone else has to be allocated."))
    counted = units_behind(unit.id for unit in registration.units if unit.counts)
    return _may_verify(actor, registration, work_under(registration, counted))


def _may_verify(
    actor: User, registration: Registration, work: Work, *, handed: bool = False
) -> Verdict:
    if actor.id == registration.learner_id:
        return no(_("You can't verify your own work."))
    if actor.id != registration.iqa_id and not handed:
        return no(
            _("Only %(name)s, the quality assurer, can decide this.", name=registration.iqa.name)
        )
    if registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    return may_verify(actor, work, clock.now())


def may_leave_unsampled(unit: UnitAssessment, held: Mapping[int, Held]) -> Verdict:
    """Say whether the unit may be released without having been looked into.

    `held` is what `sampling.holding.held_back` says of the batch.
    """
    if unit.status is UnitStatus.RPL_GRANTED:
        return no(
            _(
                "Look at what shows that %(unit)s is held already before you release it.",
                unit=unit.unit_version.title,
            )
        )
    if unit.id in held:
        return no(WORDS[held[unit.id]] % {"unit": unit.unit_version.title})
    return YES


def may_say_looked_into(unit: UnitAssessment, held: Mapping[int, Held]) -> Verdict:
    """Say whether a tick on the release will do: what a sample picked is looked into question by question."""
    why = held.get(unit.id)
    if why in ASKED_IN_FULL:
        return no(WORDS[why] % {"unit": unit.unit_version.title})
    return YES


def picks_visible_to(actor: User) -> sa.Select[Pick]:
    """Select the picks this person looks into, handed on, or has looked into."""
    return (
        sa.select(Pick)
        .join(Pick.unit_assessment)
        .join(UnitAssessment.registration)
        .outerjoin(Pick.look)
        .where(
            sa.or_(
                Registration.iqa_id == actor.id,
                Pick.handed_to_id == actor.id,
                Look.iqa_id == actor.id,
            )
        )
    )


def looked_into_by(person_id: Any) -> sa.ColumnElement[bool]:
    """Match the picks that somebody looks into: what was handed to them, or is of their learners."""
    return sa.func.coalesce(Pick.handed_to_id, Registration.iqa_id) == person_id


def looks_visible_to(actor: User) -> sa.Select[Look]:
    """Select the looks this person made, those at their own decisions, and at their learners'."""
    return (
        sa.select(Look)
        .join(Look.unit_assessment)
        .join(UnitAssessment.registration)
        .where(
            sa.or_(
                Look.iqa_id == actor.id,
                Look.assessor_id == actor.id,
                Registration.iqa_id == actor.id,
            )
        )
        .where(Registration.learner_id != actor.id)
    )


def may_look(actor: User, pick: Pick) -> Verdict:
    """Say whether this person may look into a picked unit now, and decide.

    The rules of independence come first, so that they hold for whoever assessed or countersigned
    after the draw.
    """
    if not (verdict := is_independent(actor, pick.unit_assessment)):
        return verdict
    if pick.status not in OPEN:
        return no(_("This has been looked into already."))
    if actor != pick.iqa:
        return no(_("Only %(name)s, who looks into this, can decide it.", name=pick.iqa.name))
    unit, registration = pick.unit_assessment, pick.unit_assessment.registration
    if registration.status in LEFT:
        return no(_("This registration has ended, so nothing more is decided under it."))
    if pick.cycle != unit.cycle and pick.stage is Stage.SUMMATIVE:
        return no(_("This unit was opened again since it was picked."))
    return may_verify(actor, work_on(unit), clock.now())


def is_independent(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether somebody had no part in a unit that they would quality assure (INV3)."""
    if actor.id == unit.registration.learner_id:
        return no(_("You can't quality assure your own work."))
    if actor.id in deciders_of(unit):
        return no(
            _("You assessed or countersigned this unit, so somebody else has to look into it.")
        )
    return YES


def releases(pick: Pick) -> bool:
    """Say whether agreeing lets the unit count: not on its way, nor once it was released."""
    return pick.stage is Stage.SUMMATIVE and pick.unit_assessment.status in TO_RELEASE


def is_signed(pick: Pick, said: Said) -> bool:
    """Say whether deciding so takes the password: where a unit is released, or overturned."""
    if said is Said.DISAGREED:
        return pick.unit_assessment.status is UnitStatus.ACHIEVED
    return releases(pick)


def may_hand_on(actor: User, pick: Pick) -> Verdict:
    """Say whether this person may have somebody else look into a picked unit."""
    if pick.status not in OPEN:
        return no(_("This has been looked into already."))
    if actor != pick.iqa:
        return no(_("Only %(name)s, who looks into this, can hand it on.", name=pick.iqa.name))
    return YES


def may_receive(person: User, pick: Pick) -> Verdict:
    """Say whether a picked unit may be handed to this person to look into."""
    if person == pick.iqa:
        return no(_("Choose somebody else."))
    unit = pick.unit_assessment
    if person.id in deciders_of(unit):
        return no(_("%(name)s assessed or countersigned this unit.", name=person.name))
    return may_verify(person, work_on(unit), clock.now())


def may_reply(actor: User, look: Look) -> Verdict:
    """Say whether this person may write about a look: whose decisions it is about, and who looked."""
    if actor.id not in {look.iqa_id, look.assessor_id}:
        return no(_("This is between the quality assurer and the assessor."))
    return YES


def may_ask_after(actor: User, look: Look) -> Verdict:
    """Say whether this person may ask for something to be done after a look."""
    if actor.id not in {look.iqa_id, look.unit_assessment.registration.iqa_id}:
        return no(_("Only a quality assurer of this unit asks for something about the look."))
    return YES


def may_seek_others(actor: User, look: Look) -> Verdict:
    """Say whether this person may say which units share the fault that a look found."""
    if look.verdict is not Said.DISAGREED:
        return no(_("Nothing was disagreed with here."))
    if not (verdict := may_ask_after(actor, look)):
        return verdict
    if db.session.scalar(sa.select(FaultSearch.id).where(FaultSearch.look_id == look.id)):
        return no(_("This has been answered already."))
    return YES


def others_visible_to(actor: User, look: Look) -> sa.Select[UnitAssessment]:
    """Select the units among which somebody looks for a fault: those they assure the award of."""
    return (
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .join(Registration.version)
        .where(
            QualificationVersion.qualification_id == look.qualification_id,
            QualificationVersion.qualification_id.in_(verified_by(actor)),
        )
    )
