"""Who issues certificates together, and what may be done with a batch when."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.batches.models import Batch, BatchStatus
from trainer.certificates import policies as certificates
from trainer.core.policy import Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role

_S = BatchStatus


def visible_to(actor: User) -> sa.Select[Batch]:
    """Select the batches somebody sees: all for training administrators, none for others."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return sa.select(Batch).where(sa.false())
    return sa.select(Batch)


def may_sign(actor: User) -> Verdict:
    """Say whether this person may issue certificates together: whoever may issue one."""
    return certificates.may_administer(actor)


def may_pause(actor: User, batch: Batch) -> Verdict:
    """Say whether this person may let the issuing rest."""
    if batch.status is not _S.ISSUING:
        return no(_("Nothing is being issued at the moment."))
    return may_sign(actor)


def may_resume(actor: User, batch: Batch) -> Verdict:
    """Say whether this person may let the issuing go on."""
    if batch.status is not _S.PAUSED:
        return no(_("This isn't resting."))
    return may_sign(actor)


def may_cancel(actor: User, batch: Batch) -> Verdict:
    """Say whether this person may give up what is not issued yet."""
    if not batch.can_move_to(_S.CANCELLED):
        return no(_("There is nothing left to cancel. What was issued can only be revoked."))
    return may_sign(actor)


def may_try_again(actor: User, batch: Batch) -> Verdict:
    """Say whether this person may have tried again what could not be done."""
    if batch.status is not _S.DONE:
        return no(_("First wait until every certificate was tried."))
    return may_sign(actor)


def may_order_file(actor: User, issued: int, printed: int) -> Verdict:
    """Say whether this person may have the certificates made into one file: once all are printed."""
    if not issued:
        return no(_("No certificate has been issued yet."))
    if printed < issued:
        return no(_("The PDFs are still being made. Come back when all of them are there."))
    return may_sign(actor)
