"""Direct claim status: recorded when it is granted, at each review, and when it is removed."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.claims import policies
from trainer.claims.events import DirectClaimGranted, DirectClaimRemoved, DirectClaimReviewed
from trainer.claims.models import DirectClaimReview, DirectClaimStatus, ReviewOutcome
from trainer.claims.queries import direct
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def grant(
    qualification: Qualification,
    *,
    actor: User,
    organisation: str,
    granted_by: str,
    reference: str,
    starts_on: date,
    review_on: date,
    reason: str = "",
) -> DirectClaimStatus:
    """Record that an awarding organisation lets us claim a qualification directly.

    It comes after a full cycle: somebody was certificated before, or a reason says why not.
    """
    require(policies.may_administer(actor))
    if organisation not in direct.organisations_of(qualification.id):
        raise Unacceptable(_("Choose who awards this."), "organisation")
    if direct.in_force(qualification.id, organisation) is not None:
        raise Unacceptable(_("Direct claim status is in force with them already."), "organisation")
    _check_been(starts_on, "starts_on")
    _check_after(review_on, starts_on, "review_on")
    if not reason and not direct.has_full_cycle(qualification.id, organisation):
        raise Unacceptable(
            _("Nobody has been certificated by them for this yet. Say why it was granted before."),
            "reason",
        )
    status = DirectClaimStatus(
        qualification=qualification,
        organisation=organisation,
        granted_by=granted_by,
        reference=reference,
        starts_on=starts_on,
        review_on=review_on,
        reason=reason,
        recorded_by=actor,
    )
    db.session.add(status)
    publish(
        DirectClaimGranted(
            actor=actor,
            subject=status,
            qualification=qualification,
            organisation=organisation,
            granted_by=Sealed(granted_by),
            reference=Sealed(reference),
            starts_on=starts_on,
            review_on=review_on,
            reason=Sealed(reason),
        )
    )
    return status


def review(
    status: DirectClaimStatus,
    *,
    actor: User,
    reviewed_on: date,
    reviewed_by: str,
    outcome: ReviewOutcome,
    next_on: date,
    note: str = "",
) -> DirectClaimReview:
    """Record a review after which direct claim status goes on."""
    _hold(status)
    require(policies.may_change_status(actor, status))
    _check_been(reviewed_on, "reviewed_on")
    _check_after(reviewed_on, status.starts_on, "reviewed_on")
    _check_after(next_on, reviewed_on, "next_on")
    if outcome is ReviewOutcome.WITH_ACTIONS and not note:
        raise Unacceptable(_("Say what they asked for."), "note")
    made = DirectClaimReview(
        status=status,
        reviewed_on=reviewed_on,
        reviewed_by=reviewed_by,
        outcome=outcome,
        note=note,
        next_on=next_on,
        recorded_by=actor,
    )
    db.session.add(made)
    status.review_on = next_on
    publish(
        DirectClaimReviewed(
            actor=actor,
            subject=status,
            review=made,
            outcome=outcome,
            reviewed_by=Sealed(reviewed_by),
            note=Sealed(note),
            on=reviewed_on,
            next_on=next_on,
        )
    )
    return made


def remove(status: DirectClaimStatus, *, actor: User, removed_on: date, reason: str) -> None:
    """Record that direct claim status was taken away; from that day claims wait for a visit."""
    _hold(status)
    require(policies.may_change_status(actor, status))
    _check_been(removed_on, "removed_on")
    _check_after(removed_on, status.starts_on, "removed_on")
    status.removed_on, status.removal, status.removed_by = removed_on, reason, actor
    publish(DirectClaimRemoved(actor=actor, subject=status, on=removed_on, reason=Sealed(reason)))


def _hold(status: DirectClaimStatus) -> None:
    table = DirectClaimStatus
    db.session.execute(sa.select(table.id).where(table.id == status.id).with_for_update())
    db.session.refresh(status)


def _check_been(day: date, field: str) -> None:
    if day > clock.today():
        raise Unacceptable(_("Choose today or a day that has been."), field)


def _check_after(day: date, before: date, field: str) -> None:
    if day <= before:
        raise Unacceptable(_("Choose a day after the one it follows."), field)
