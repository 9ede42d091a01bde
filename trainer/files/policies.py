"""Who may open the original of a photo whose faces and names were covered."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.files.models import OriginalOpening
from trainer.logs import policies
from trainer.logs.models import StoredFile
from trainer.people.models import Role
from trainer.registrations.models import Registration

OPEN_FOR = timedelta(minutes=15)
"""How long a reason opens an original."""


def may_ask_for_original(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person may have a covered photo's original for a reason: its IQA alone."""
    if not (verdict := policies.may_read_file(actor, file)):
        return verdict
    assures = sa.select(Registration.id).where(
        Registration.learner_id == file.owner_id, Registration.iqa_id == actor.id
    )
    if file.original_removed_at is not None:
        return no(_("The original has been removed; its fingerprint is kept."))
    if not file.covered_areas or db.session.scalar(assures.limit(1)) is None:
        return no(_("The original is for its owner, and for the quality assurer with a reason."))
    return YES


def may_hold(actor: User, learner: User) -> Verdict:
    """Say whether this person may keep somebody's files from being removed, or end that."""
    if actor.id == learner.id:
        return no(_("Somebody else decides about holding what is yours."))
    return may_see_holds(actor)


def may_see_holds(actor: User) -> Verdict:
    """Say whether this person may see whose files are held, and place holds of their own."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator may hold what is somebody else's."))
    return YES


def may_open_original(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person gave a reason a moment ago."""
    if not (verdict := may_ask_for_original(actor, file)):
        return verdict
    recent = sa.select(OriginalOpening.id).where(
        OriginalOpening.file_id == file.id,
        OriginalOpening.reader_id == actor.id,
        OriginalOpening.opened_at > clock.now() - OPEN_FOR,
    )
    if db.session.scalar(recent.limit(1)) is None:
        return no(_("Say first why you need the original."))
    return YES
