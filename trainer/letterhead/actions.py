"""Every write to the letterhead: trying one, putting it to use, and clearing away the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.documents.look import fits_the_seal
from trainer.extensions import db
from trainer.letterhead import policies, queries
from trainer.letterhead.colours import LINES, TEXT, contrast, is_colour
from trainer.letterhead.events import LetterheadPutToUse, LetterheadTried
from trainer.letterhead.models import (
    Letterhead,
    LetterheadPicture,
    LetterheadSignatory,
    LetterheadStatus,
    Preview,
)
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask

KEPT = timedelta(days=30)
"""So long a version is kept that was tried and never put to use."""


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Somebody who is to sign for the organisation, and on which days."""

    name: str
    role: str
    from_day: date | None
    until_day: date | None
    signature: LetterheadPicture | None


def try_out(
    *,
    actor: User,
    brand: str,
    accent: str,
    motto: str,
    seal: str,
    logo: LetterheadPicture | None,
    signing: Sequence[Signing],
) -> Letterhead:
    """Set down how documents might look, and have a specimen page made of it."""
    require(policies.may_administer(actor))
    _check_colour(brand, TEXT, "brand")
    _check_colour(accent, LINES, "accent")
    if not fits_the_seal(seal):
        raise Unacceptable(_("These words don't fit around the seal. Use fewer."), "seal")
    letterhead = Letterhead(
        brand=brand, accent=accent, motto=motto, seal=seal, logo=logo, made_by=actor
    )
    for position, one in enumerate(signing):
        letterhead.signatories.append(LetterheadSignatory(position=position, **vars(one)))
    db.session.add(letterhead)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PREVIEW_LETTERHEAD, letterhead_id=letterhead.id)
    publish(LetterheadTried(actor=actor, subject=letterhead))
    return letterhead


def put_to_use(letterhead: Letterhead, *, actor: User) -> None:
    """Make documents with this one from now on; those issued before keep the look they have."""
    require(policies.may_put_to_use(actor, letterhead))
    if (before := queries.in_use()) is not None:
        before.move_to(LetterheadStatus.EARLIER)
        db.session.flush()  # Only one may be in use: the old one goes before the new one comes.
    letterhead.move_to(LetterheadStatus.IN_USE)
    letterhead.number = (db.session.scalar(sa.select(sa.func.max(Letterhead.number))) or 0) + 1
    letterhead.used_by, letterhead.used_at = actor, clock.now()
    publish(
        LetterheadPutToUse(
            actor=actor,
            subject=letterhead,
            number=letterhead.number,
            content_hash=queries.content_hash(letterhead),
        )
    )


def make_again(letterhead: Letterhead, *, actor: User) -> None:
    """Have the specimen tried once more, after it could not be made."""
    require(policies.may_make_again(actor, letterhead))
    letterhead.preview = Preview.WAITING
    ask(Task.PREVIEW_LETTERHEAD, letterhead_id=letterhead.id)
    publish(LetterheadTried(actor=actor, subject=letterhead))


def note_previewed(letterhead: Letterhead, *, pdf_key: str, page_key: str) -> None:
    """Note where the specimen is kept; called by the job worker."""
    letterhead.pdf_key, letterhead.page_key = pdf_key, page_key
    letterhead.preview = Preview.READY


def drop_old_drafts() -> None:
    """Forget what was tried a month ago and never put to use; the nightly sweep takes its files."""
    old = sa.select(Letterhead).where(
        Letterhead.status == LetterheadStatus.DRAFT, Letterhead.made_at < clock.now() - KEPT
    )
    for letterhead in db.session.scalars(old):
        db.session.delete(letterhead)
    db.session.flush()  # A picture goes once no version shows it.
    shown = sa.union(
        sa.select(Letterhead.logo_id).where(Letterhead.logo_id.is_not(None)),
        sa.select(LetterheadSignatory.signature_id).where(
            LetterheadSignatory.signature_id.is_not(None)
        ),
    )
    db.session.execute(sa.delete(LetterheadPicture).where(LetterheadPicture.id.not_in(shown)))


def _check_colour(colour: str, least: float, field: str) -> None:
    if not is_colour(colour):
        raise Unacceptable(_("Write the colour like #5b2b5d."), field)
    if (found := contrast(colour)) < least:
        raise Unacceptable(
            _(
                "This is too pale to read on the paper: its contrast is %(found)s, and"
                " %(least)s is the least. Choose a darker one.",
                found=f"{found:.1f}",
                least=f"{least:.1f}",
            ),
            field,
        )
