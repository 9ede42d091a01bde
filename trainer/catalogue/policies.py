"""Who may read the catalogue, and who may add to it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import (
    GroupedUnit,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
    Wording,
)
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


def open_to_everyone() -> sa.Select[QualificationVersion]:
    """Select what is open to programs that do not sign in: never with wording that is licensed."""
    licensed = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .join(UnitVersion, UnitVersion.id == GroupedUnit.unit_version_id)
        .where(UnitVersion.wording == Wording.LICENSED)
    )
    opened = sa.select(Qualification.id).where(Qualification.is_open)
    return sa.select(QualificationVersion).where(
        QualificationVersion.published_at.is_not(None),
        QualificationVersion.qualification_id.in_(opened),
        QualificationVersion.id.not_in(licensed),
    )


def is_licensed(version: QualificationVersion) -> bool:
    """Say whether any wording in it is only licensed to this organisation; its units are loaded."""
    units = [member.unit_version for group in version.groups for member in group.members]
    return any(unit.wording is Wording.LICENSED for unit in units)


def may_open(actor: User, version: QualificationVersion) -> Verdict:
    """Say whether this person may let other programs read a qualification without signing in."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator can open it to other programs."))
    if is_licensed(version):
        return no(
            _("Some of its wording is licensed to your organisation, so it stays behind the door.")
        )
    return YES


def may_import(actor: User | None) -> Verdict:
    """Say whether this person may publish from a file; None is Trainer itself, being set up."""
    if actor is not None and not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator can add to the catalogue."))
    return YES
