"""Who writes updates, who reads them, and who sees that somebody has."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.updates.addressing import is_current, is_for, was_read
from trainer.updates.models import Update, UpdateReading, UpdateStatus, UpdateVersion


def may_write(actor: User) -> Verdict:
    """Say whether this person writes updates and sends them out: training administrators do."""
    if actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("Training administrators write updates and send them out."))


def visible_to(actor: User) -> sa.Select[Update]:
    """Select the updates somebody may open: those for them, those they read, or all."""
    if may_write(actor):
        return sa.select(Update)
    read = (
        sa.select(UpdateVersion.update_id)
        .join(UpdateReading, UpdateReading.version_id == UpdateVersion.id)
        .where(UpdateReading.reader_id == actor.id)
    )
    for_me = sa.and_(Update.status == UpdateStatus.PUBLISHED, is_for(actor.id, clock.today()))
    return sa.select(Update).where(sa.or_(for_me, Update.id.in_(read)))


def may_change(actor: User, update: Update) -> Verdict:
    """Say whether this person may change what is not published yet."""
    if not (verdict := may_write(actor)):
        return verdict
    if update.newest.published_at is not None:
        return no(_("This version is published, and stays as it is. Begin the next one."))
    return YES


def may_begin_next(actor: User, update: Update) -> Verdict:
    """Say whether this person may begin the next version."""
    if not (verdict := may_write(actor)):
        return verdict
    if update.status is UpdateStatus.WITHDRAWN:
        return no(_("This update was withdrawn. Write another."))
    if update.newest.published_at is None:
        return no(_("The next version is begun already."))
    return YES


def may_withdraw(actor: User, update: Update) -> Verdict:
    """Say whether this person may take an update back."""
    if not (verdict := may_write(actor)):
        return verdict
    if update.status is not UpdateStatus.PUBLISHED:
        return no(_("Only what is published can be withdrawn."))
    return YES


def may_confirm(actor: User, version: UpdateVersion) -> Verdict:
    """Say whether this person may confirm that they have read it: whoever it is for, once."""
    found = db.session.execute(
        sa.select(was_read(actor.id), is_for(actor.id, clock.today()))
        .select_from(UpdateVersion)
        .join(Update, is_current())
        .where(UpdateVersion.id == version.id)
    ).first()
    if found is None:
        return no(_("This version is no longer the one to read."))
    if found[0]:
        return no(_("You have confirmed that you have read this."))
    if not found[1]:
        return no(_("This update isn’t for where you work, so nothing is asked of you."))
    return YES


def sees_reading_of(actor: User) -> sa.ColumnElement[bool]:
    """Narrow people to those whose reading somebody sees: all, or those who report to them."""
    if may_write(actor):
        return sa.true()
    return User.id.in_(reports_to(actor))
