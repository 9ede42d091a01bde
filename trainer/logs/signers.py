"""Who writes about whom, who puts evidence before others, and whose name comes next under it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.policies import may_assess, may_verify
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.kinds import BY_ASSESSOR, KINDS, Hand
from trainer.logs.models import CriterionLink, EvidenceKind, Part, Revision
from trainer.logs.policies import is_whole, is_writer, may_write
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.work import work_under

_R = RegistrationStatus
GOING_ON = frozenset({_R.REGISTERED, _R.ACTIVE, _R.BREAK_IN_LEARNING})
"""Where evidence is still written and signed for a registration."""


def may_write_about(actor: User, learner: User, kind: EvidenceKind) -> Verdict:
    """Say whether this person may write evidence about somebody: an assessor allocated to them."""
    if actor.id == learner.id:
        return no(_("Nobody observes or questions themselves."))
    if kind not in BY_ASSESSOR:
        return no(_("An assessor doesn't write this kind of evidence."))
    allocated = sa.select(Registration).where(
        Registration.learner_id == learner.id,
        Registration.assessor_id == actor.id,
        Registration.status.in_(GOING_ON),
    )
    return _one_allows(
        [may_assess(actor, work_under(one), clock.now()) for one in db.session.scalars(allocated)],
        _("Only the assessor allocated to %(name)s writes this.", name=learner.name),
    )


def _one_allows(verdicts: list[Verdict], otherwise: str) -> Verdict:
    if not verdicts:
        return no(otherwise)
    return next((one for one in verdicts if one), verdicts[0])


def may_offer(actor: User, revision: Revision) -> Verdict:
    """Say whether this person may put the revision before those who sign it."""
    kind = revision.item.kind
    if not KINDS[kind].signers:
        return no(_("Nobody signs this kind of evidence before it is submitted."))
    if not (verdict := first_refusal(may_write(actor, revision), is_whole(revision))):
        return verdict
    if db.session.scalar(registrations_of(revision).limit(1)) is None:
        return no(_("Link a criterion of a qualification that is under way, so that it can count."))
    if KINDS[kind].hand is Hand.ASSESSOR:
        return may_write_about(actor, revision.item.owner, kind)
    return YES


def may_take_up(actor: User, revision: Revision) -> Verdict:
    """Say whether this person may take the revision back from those who sign it, to change it."""
    if not (verdict := is_writer(actor, revision.item)):
        return verdict
    if revision.offered_at is None or revision.is_frozen or not revision.is_latest:
        return no(_("This doesn't lie before anybody."))
    return YES


def registrations_of(revision: Revision) -> sa.Select[Registration]:
    """Select the owner's registrations under way to which the revision's criteria belong."""
    return (
        sa.select(Registration)
        .where(
            Registration.learner_id == revision.item.owner_id,
            Registration.status.in_(GOING_ON),
            claims_under(revision),
        )
        .order_by(Registration.id)
    )


def claims_under(revision: Revision | type[Revision]) -> sa.ColumnElement[bool]:
    """Say in SQL that a revision claims a criterion of the registration's units."""
    return sa.exists().where(
        CriterionLink.revision_id == revision.id,
        CriterionLink.criterion_id == Criterion.id,
        UnitAssessment.unit_version_id == Criterion.unit_version_id,
        UnitAssessment.registration_id == Registration.id,
        UnitAssessment.status != UnitStatus.WITHDRAWN,
    )


def may_sign(actor: User, revision: Revision) -> Verdict:
    """Say whether it is this person's turn to put their name under the revision."""
    item = revision.item
    if item.awaits is None or not revision.is_latest:
        return no(_("This waits for nobody's name."))
    if item.awaits is Part.LEARNER:
        if actor.id != item.owner_id:
            return no(_("Only %(name)s can sign this now.", name=item.owner.name))
        return YES
    if actor.id == item.owner_id:
        return no(_("You can't sign for what you have done yourself."))
    if actor.id in {one.signer_id for one in revision.signatures}:
        return no(_("You have signed this already, so someone else has to."))
    return _is_allocated(actor, revision)


def _is_allocated(actor: User, revision: Revision) -> Verdict:
    part = revision.item.awaits
    rule = may_assess if part is Part.ASSESSOR else may_verify
    verdicts = [
        rule(actor, work_under(one), clock.now())
        for one in db.session.scalars(registrations_of(revision))
        if (one.assessor_id if part is Part.ASSESSOR else one.iqa_id) == actor.id
    ]
    otherwise = (
        _("Only the assessor of these criteria can sign this now.")
        if part is Part.ASSESSOR
        else _("Only the quality assurer of these criteria can sign this now.")
    )
    return _one_allows(verdicts, otherwise)


def may_send_back(actor: User, revision: Revision) -> Verdict:
    """Say whether this person may return the revision unsigned; a learner comments instead."""
    if revision.item.awaits is Part.LEARNER:
        return no(_("Add a comment instead; it stays with what was written."))
    return may_sign(actor, revision)
