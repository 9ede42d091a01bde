"""Who reads the reviews of awards, and who says what becomes of an award: nobody of their own."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.policies import deciders_of
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import at_sites_of, may_change
from trainer.reviews.models import Review


def may_look_through(actor: User) -> Verdict:
    """Say whether this person reads the list: administrators, and quality assurers theirs."""
    if not any(actor.holds(role) for role in (Role.TRAINING_ADMIN, Role.IQA)):
        return no(_("Training administrators and quality assurers look through reviews."))
    return YES


def visible_to(actor: User) -> sa.Select[Review]:
    """Select the reviews at the sites somebody administers, and of learners they quality assure.

    Quality assurers of every site see them all: they are told of those that are overdue.
    """
    everywhere = serves_everywhere(actor, {Role.IQA})
    return (
        sa.select(Review)
        .join(Review.unit_assessment)
        .join(UnitAssessment.registration)
        .where(
            sa.or_(
                at_sites_of(actor, Role.TRAINING_ADMIN),
                Registration.iqa_id == actor.id,
                sa.true() if everywhere else sa.false(),
            ),
            Review.learner_id != actor.id,
        )
    )


def may_settle(actor: User, review: Review) -> Verdict:
    """Say whether this person may say what becomes of the award: no part in the unit is theirs."""
    if not review.is_open:
        return no(_("This review is settled."))
    return is_fit(actor, review.unit_assessment)


def is_fit(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether somebody administers the registration and had no part in deciding on the unit."""
    if not (verdict := may_change(actor, unit.registration)):
        return verdict
    if actor.id in deciders_of(unit):
        return no(
            _("You assessed or countersigned this unit. Another training administrator decides.")
        )
    return YES


def may_take_on(actor: User, review: Review) -> Verdict:
    """Say whether this person may see to the review instead of whoever does now."""
    if actor.id == review.owner_id:
        return no(_("You see to this already."))
    return may_settle(actor, review)


def may_let_stand(actor: User, review: Review) -> Verdict:
    """Say whether this person may find that the award stands: once the unit is achieved again."""
    return first_refusal(may_settle(actor, review), _is_achieved(review))


def may_tell(actor: User, review: Review) -> Verdict:
    """Say whether this person may record what the awarding organisation was told about a claim."""
    if review.claim_id is None:
        return no(_("Nothing was claimed here. Revoke the certificate, or replace it."))
    return may_settle(actor, review)


def _is_achieved(review: Review) -> Verdict:
    unit = review.unit_assessment
    if unit.status is not UnitStatus.ACHIEVED:
        return no(
            _(
                "%(unit)s is not achieved again yet. Until it is, nothing stands on it.",
                unit=unit.unit_version.title,
            )
        )
    return YES
