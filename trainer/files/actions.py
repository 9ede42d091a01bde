"""Writing down why an original is opened, that bytes were removed, and what holds them."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.files import policies
from trainer.files.events import (
    FileRemoved,
    HoldKept,
    HoldLifted,
    HoldPlaced,
    OriginalAskedFor,
    VirusFound,
)
from trainer.files.models import (
    LONGEST_HOLD,
    FileRemoval,
    Hold,
    HoldReview,
    OriginalOpening,
    Part,
    Rule,
)
from trainer.files.retention import Due
from trainer.logs.models import Scan, StoredFile
from trainer.viewing.actions import drop_pages


def ask_for_original(file: StoredFile, *, actor: User, reason: str) -> OriginalOpening:
    """Give a quality assurer's reason to see what was covered; it opens the original for a while."""
    require(policies.may_ask_for_original(actor, file))
    if not reason.strip():
        raise Unacceptable(_("Say why the covered picture does not do."), "reason")
    opening = OriginalOpening(
        file=file, reader=actor, owner_id=file.owner_id, reason=reason, opened_at=clock.now()
    )
    db.session.add(opening)
    publish(OriginalAskedFor(actor=actor, subject=opening, file=file))
    return opening


def record_removal(due: Due) -> list[str]:
    """Write down that bytes of a file are removed, and name them; who, what rule, when stays."""
    file, everything = due.file, due.part is Part.ALL
    known = (file.key, file.shown_key, file.thumb_key) if everything else (file.key,)
    keys = [key for key in known if key is not None]
    db.session.add(
        FileRemoval(
            file=file,
            part=due.part,
            rule=due.rule,
            due_on=due.on,
            sha256=file.sha256,
            size=file.size,
            keys=keys,
        )
    )
    file.original_removed_at = file.original_removed_at or clock.now()
    if everything:
        file.removed_at = clock.now()
        file.shown_key = file.thumb_key = None
        keys += drop_pages(file)
    publish(
        FileRemoved(
            actor=None,
            subject=file,
            part=due.part,
            rule=due.rule,
            due_on=due.on,
            sha256=file.sha256,
            size=file.size,
        )
    )
    return keys


def note_scan(file: StoredFile, virus: str | None) -> list[str]:
    """Keep what the scanner said; of an infected file, name the bytes to be removed at once."""
    if virus is None:
        file.scan = Scan.CLEAN
        return []
    file.scan = Scan.INFECTED
    keys = record_removal(Due(file, Part.ALL, Rule.INFECTED, clock.today(), is_held=False))
    publish(VirusFound(actor=None, subject=file, virus=virus))
    return keys


def place_hold(learner: User, *, actor: User, reason: str, review_on: date) -> Hold:
    """Let nothing of somebody's files be removed until the hold is lifted.

    By the day given somebody looks whether it is still needed; it goes on until it is lifted.
    """
    require(policies.may_hold(actor, learner))
    if not reason.strip():
        raise Unacceptable(_("Say why nothing may be removed."), "reason")
    _check_day(review_on)
    hold = Hold(learner=learner, reason=reason, placed_by_id=actor.id, review_on=review_on)
    db.session.add(hold)
    publish(HoldPlaced(actor=actor, subject=hold, reason=Sealed(reason), review_on=review_on))
    return hold


def keep_hold(hold: Hold, *, actor: User, reason: str, review_on: date) -> HoldReview:
    """Say that a hold is still needed, why, and by which day somebody looks at it once more."""
    require(policies.may_hold(actor, hold.learner))
    if hold.lifted_at is not None:
        raise Refused(_("This hold is lifted already."))
    if not reason.strip():
        raise Unacceptable(_("Say why it is still needed."), "reason")
    _check_day(review_on)
    review = HoldReview(hold=hold, kept_by_id=actor.id, reason=reason, review_on=review_on)
    hold.review_on = review_on
    db.session.add(review)
    publish(
        HoldKept(actor=actor, subject=review, hold=hold, reason=Sealed(reason), review_on=review_on)
    )
    return review


def _check_day(review_on: date) -> None:
    """Refuse a day to look at a hold again that has come already, or is more than a year ahead."""
    today = clock.today()
    if review_on <= today:
        raise Unacceptable(_("Choose a day after today."), "review_on")
    if review_on > today + LONGEST_HOLD:
        raise Unacceptable(_("Choose a day within a year from now."), "review_on")


def lift_holds(learner: User, *, actor: User) -> int:
    """Let what is due be removed again; return how many holds that ended."""
    require(policies.may_hold(actor, learner))
    standing = sa.select(Hold).where(Hold.learner_id == learner.id, Hold.lifted_at.is_(None))
    holds = db.session.scalars(standing).all()
    for hold in holds:
        lift(hold, actor=actor)
    return len(holds)


def lift(hold: Hold, *, actor: User) -> None:
    """End one hold; another of the same learner goes on."""
    require(policies.may_hold(actor, hold.learner))
    if hold.lifted_at is not None:
        raise Refused(_("This hold is lifted already."))
    hold.lifted_at, hold.lifted_by_id = clock.now(), actor.id
    publish(HoldLifted(actor=actor, subject=hold))
