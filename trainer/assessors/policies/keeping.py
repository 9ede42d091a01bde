"""Who sees the register and declared conflicts, and who may change them: never their own."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.models import (
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Suspension,
)
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


def visible_to(actor: User) -> sa.Select[RegisterEntry]:
    """Select the register entries somebody may see: all for administrators and IQAs, else own."""
    entries = sa.select(RegisterEntry)
    if actor.holds(Role.TRAINING_ADMIN) or actor.holds(Role.IQA):
        return entries
    return entries.where(RegisterEntry.holder_id == actor.id)


def conflicts_visible_to(actor: User) -> sa.Select[ConflictOfInterest]:
    """Select the conflicts somebody may see: all for administrators, else those they declared."""
    conflicts = sa.select(ConflictOfInterest)
    if actor.holds(Role.TRAINING_ADMIN):
        return conflicts
    return conflicts.where(ConflictOfInterest.holder_id == actor.id)


def may_read_register(actor: User) -> Verdict:
    """Say whether this person may look through the register: administrators and IQAs."""
    if not actor.holds(Role.TRAINING_ADMIN) and not actor.holds(Role.IQA):
        return no(_("Training administrators and quality assurers read the register."))
    return YES


def may_read_of(actor: User, holder: User) -> Verdict:
    """Say whether this person may read what is entered of somebody: their own, or as a reader."""
    return YES if actor == holder else may_read_register(actor)


def may_keep_register(actor: User) -> Verdict:
    """Say whether this person may change the register."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator keeps the register."))
    return YES


def may_enter(actor: User, holder: User) -> Verdict:
    """Say whether this person may approve the other for a duty: never themselves."""
    if actor == holder:
        return no(_("Nobody enters themselves. Another training administrator has to do it."))
    if not holder.active:
        return no(_("%(name)s has left.", name=holder.name))
    return may_keep_register(actor)


def may_end_entry(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may end an approval."""
    return first_refusal(_goes_on(entry, on), may_keep_register(actor))


def may_accredit(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may record a body's accreditation on an entry: never their own."""
    if actor.id == entry.holder_id:
        return no(_("Nobody records their own accreditation."))
    if entry.duty is not Duty.ASSESS:
        return no(_("A body accredits assessors; this entry is for quality assuring."))
    return first_refusal(_goes_on(entry, on), may_keep_register(actor))


def may_check_competence(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may record how the holder's competence was shown: never their own."""
    return first_refusal(_goes_on(entry, on), _keeps_for(actor, entry.holder_id))


def may_suspend(actor: User, entry: RegisterEntry, on: date) -> Verdict:
    """Say whether this person may stop new decisions under an entry, from now on."""
    if open_suspension(entry) is not None:
        return no(_("This entry is suspended already."))
    return first_refusal(_goes_on(entry, on), _keeps_for(actor, entry.holder_id))


def may_lift(actor: User, entry: RegisterEntry) -> Verdict:
    """Say whether this person may let decisions be made under an entry again."""
    if open_suspension(entry) is None:
        return no(_("This entry isn’t suspended."))
    return _keeps_for(actor, entry.holder_id)


def open_suspension(entry: RegisterEntry) -> Suspension | None:
    """Find the suspension of an entry that is not lifted."""
    return next((one for one in entry.suspensions if one.lifted_at is None), None)


def may_limit(actor: User, holder: User) -> Verdict:
    """Say whether this person may set how many learners the other takes: never their own."""
    return _keeps_for(actor, holder.id)


def _keeps_for(actor: User, holder_id: int) -> Verdict:
    if actor.id == holder_id:
        return no(_("Nobody keeps their own entry. Another training administrator has to do it."))
    return may_keep_register(actor)


def _goes_on(entry: RegisterEntry, on: date) -> Verdict:
    if entry.ends_on is not None and entry.ends_on <= on:
        return no(_("This entry has ended already."))
    return YES


def may_declare(actor: User, holder: User) -> Verdict:
    """Say whether this person may declare a tie of the holder's: their own, or as administrator."""
    if actor == holder or actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("You declare your own conflicts; a training administrator declares others'."))


def may_end_conflict(actor: User, conflict: ConflictOfInterest) -> Verdict:
    """Say whether this person may say that a tie is over.

    A barring tie is for an administrator outside it to end: whoever it bars would lift the bar.
    """
    if conflict.ended_at is not None:
        return no(_("This has ended already."))
    if actor.id in {conflict.holder_id, conflict.other_id}:
        if conflict.bars or actor.id != conflict.holder_id:
            return no(_("A training administrator who is no part of it ends it."))
        return YES
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator can end it."))
    return YES
