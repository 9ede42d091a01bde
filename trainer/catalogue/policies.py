"""Who may read the catalogue, and who may add to it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


def visible_to(actor: User) -> sa.Select[QualificationVersion]:
    """Select the qualifications somebody may read about: everyone, all that are published."""
    del actor
    return sa.select(QualificationVersion).where(QualificationVersion.published_at.is_not(None))


def units_visible_to(actor: User) -> sa.Select[UnitVersion]:
    """Select the units somebody may read about: everyone, all that are published."""
    del actor
    return sa.select(UnitVersion).where(UnitVersion.published_at.is_not(None))


def may_import(actor: User | None) -> Verdict:
    """Say whether this person may publish from a file; None is Trainer itself, being set up."""
    if actor is not None and not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator can add to the catalogue."))
    return YES
