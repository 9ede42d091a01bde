"""Who sees testimony that was asked for, who asks for it, and who may write it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.logs.signers import GOING_ON
from trainer.people.policies import leads, reports_to
from trainer.registrations.models import Registration
from trainer.witnesses.models import WitnessRequest, WitnessStatus


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations whose witnesses this person may see: those with a part in them."""
    return sa.select(Registration).where(_has_part(actor))


def led_by(actor: User) -> sa.Select[Registration]:
    """Select the registrations of the people who report to this person today."""
    return sa.select(Registration).where(Registration.learner_id.in_(reports_to(actor)))


def visible_to(actor: User) -> sa.Select[WitnessRequest]:
    """Select the testimony asked for under those registrations."""
    return sa.select(WitnessRequest).join(WitnessRequest.registration).where(_has_part(actor))


def _has_part(actor: User) -> sa.ColumnElement[bool]:
    return sa.or_(
        Registration.learner_id == actor.id,
        Registration.assessor_id == actor.id,
        Registration.iqa_id == actor.id,
    )


def sees_witnesses(actor: User, registration: Registration) -> bool:
    """Say whether this person has a part in the registration, and so sees its witnesses."""
    return actor.id in {registration.learner_id, registration.assessor_id, registration.iqa_id}


def may_ask(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may ask for testimony: the learner and their assessor may."""
    if actor.id not in {registration.learner_id, registration.assessor_id}:
        return no(_("Only the learner and their assessor ask for testimony."))
    if registration.status not in GOING_ON:
        return no(_("Nothing is added under this registration any more."))
    return YES


def may_offer(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may write, unasked, what they saw: the learner's line manager may."""
    if registration.status not in GOING_ON:
        return no(_("Nothing is added under this registration any more."))
    if not (verdict := _has_no_part(actor, registration)):
        return verdict
    if not leads(actor, registration.learner):
        return no(_("Only the learner’s line manager writes testimony without being asked."))
    return YES


def may_change_link(actor: User, request: WitnessRequest) -> Verdict:
    """Say whether this person may take the link back or give out another."""
    if request.status is WitnessStatus.GIVEN:
        return no(_("This testimony has been given, and stays as it is."))
    return may_ask(actor, request.registration)


def may_see_link(actor: User, request: WitnessRequest) -> Verdict:
    """Say whether this person may show the link to the witness: while it can be used."""
    if request.status in {WitnessStatus.REVOKED, WitnessStatus.DECLINED} or request.is_over:
        return no(_("This link no longer works. You can send another."))
    return may_change_link(actor, request)


def is_independent(actor: User | None, request: WitnessRequest) -> Verdict:
    """Say whether whoever is signed in may be the witness: nobody with a part in the assessment."""
    return YES if actor is None else _has_no_part(actor, request.registration)


def _has_no_part(actor: User, registration: Registration) -> Verdict:
    if actor.id == registration.learner_id:
        return no(_("This is about your own work, so somebody else has to write it."))
    if actor.id in {registration.assessor_id, registration.iqa_id}:
        return no(_("You assess or assure this learner’s work, so you can’t be their witness."))
    return YES


def may_give(actor: User | None, request: WitnessRequest) -> Verdict:
    """Say whether the testimony may be written by this link now."""
    if request.status is WitnessStatus.REVOKED:
        return no(_("This link was taken back. Ask the person who sent it if you wonder why."))
    if request.status is WitnessStatus.GIVEN:
        return no(_("Your words are kept. They can’t be changed any more."))
    if request.status is WitnessStatus.DECLINED:
        return no(
            _("Thank you for saying that you can’t write this. Nothing more is asked of you.")
        )
    if request.is_over or request.registration.status not in GOING_ON:
        return no(_("The time for this link has passed. Ask the person who sent it for another."))
    return is_independent(actor, request)
