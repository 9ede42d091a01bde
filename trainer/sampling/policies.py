"""Who may set a strategy and draw a sample; which samples somebody sees."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.entitling import counts_at
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.sampling.models import Sample


def verified_by(actor: User) -> sa.Select[int]:
    """Select the qualifications that somebody is on the register today to quality assure, by id."""
    return sa.select(RegisterEntry.qualification_id).where(
        RegisterEntry.holder_id == actor.id,
        RegisterEntry.duty == Duty.VERIFY,
        RegisterEntry.standing == Standing.QUALIFIED,
        counts_at(clock.now()),
    )


def sampled_by(actor: User) -> sa.Select[Qualification]:
    """Select the qualifications whose sampling somebody sees: those they assure, or administer."""
    qualifications = sa.select(Qualification)
    if actor.holds(Role.TRAINING_ADMIN):
        return qualifications
    if not actor.holds(Role.IQA):
        return qualifications.where(sa.false())
    return qualifications.where(Qualification.id.in_(verified_by(actor)))


def visible_to(actor: User) -> sa.Select[Sample]:
    """Select the samples somebody sees."""
    ids = sampled_by(actor).with_only_columns(Qualification.id)
    return sa.select(Sample).where(Sample.qualification_id.in_(ids))


def may_sample(actor: User, qualification: Qualification) -> Verdict:
    """Say whether this person may set how the qualification is sampled, and draw from it."""
    if not actor.holds(Role.IQA):
        return no(_("Only a quality assurer plans sampling."))
    if qualification.id not in set(db.session.scalars(verified_by(actor))):
        return no(_("You aren't on the register today as a quality assurer of this qualification."))
    return YES
