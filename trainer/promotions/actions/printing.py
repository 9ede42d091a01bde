"""Having the letters of a case made as PDFs, and dropping those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.promotions import policies
from trainer.promotions.events import LetterAsked
from trainer.promotions.models import LetterKind, PromotionCase, PromotionLetter

KEPT = timedelta(days=2)
"""So long a letter is there to be saved; it can be made anew at any time."""

MAY = {
    LetterKind.OFFER: policies.may_print_offer,
    LetterKind.OUTCOME: policies.may_print_outcome,
}


def ask_for_letter(case: PromotionCase, kind: LetterKind, *, actor: User) -> PromotionLetter:
    """Have a letter of a case made as a PDF."""
    require(MAY[kind](actor, case))
    letter = PromotionLetter(case=case, kind=kind, asked_by=actor)
    db.session.add(letter)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_PROMOTION, letter_id=letter.id)
    publish(LetterAsked(actor=actor, subject=case, person=case.person, kind=kind))
    return letter


def note_printed(letter: PromotionLetter, key: str) -> None:
    """Note where a letter’s PDF is kept; called by the job worker."""
    letter.move_to(PaperStatus.READY)
    letter.key = key


def give_up_on_letter(letter_id: int) -> None:
    """Note that a letter could not be made, so that whoever waits for it sees it."""
    letter = db.session.get(PromotionLetter, letter_id)
    if letter is not None and letter.status is PaperStatus.WAITING:
        letter.move_to(PaperStatus.FAILED)


def drop_old_letters() -> None:
    """Forget letters whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(
        sa.delete(PromotionLetter).where(PromotionLetter.asked_at < clock.now() - KEPT)
    )
