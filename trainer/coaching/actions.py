"""Writing coaching notes, sharing and answering them, and making evidence of one's own."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.coaching import policies, queries
from trainer.coaching.events import (
    CoachingNoteAnswered,
    CoachingNoteShared,
    CoachingNoteUsed,
    CoachingNoteWritten,
    CoachingStepDone,
)
from trainer.coaching.models import CoachingKind, CoachingLevel, CoachingNote, CoachingStatus
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import Activity, Item

_KEYS = uuid.UUID("5e0a1c0b-6a7e-4f6e-9a51-1f1d1c7f6b52")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a note says; `levels` is by the id of a behaviour's version."""

    kind: CoachingKind
    happened_on: date
    seen: str
    next_step: str = ""
    next_by: date | None = None
    levels: Mapping[int, int]


def write(person: User, *, actor: User, said: Said) -> CoachingNote:
    """Write down what one saw of somebody's work; nobody else reads it until it is shared."""
    require(policies.may_write_about(actor, person))
    note = CoachingNote(person=person, writer=actor, status=CoachingStatus.DRAFT)
    _put(note, said)
    db.session.add(note)
    db.session.flush()  # Its page is named by its number.
    publish(CoachingNoteWritten(actor=actor, subject=note))
    return note


def change(note: CoachingNote, *, actor: User, said: Said) -> None:
    """Put a note anew that is not shared yet."""
    require(policies.may_change(actor, note))
    note.levels.clear()
    db.session.flush()  # A level of the same behaviour is written anew.
    _put(note, said)
    publish(CoachingNoteWritten(actor=actor, subject=note))


def share(note: CoachingNote, *, actor: User) -> None:
    """Let the person read it; from now on its words stay."""
    require(policies.may_change(actor, note))
    require(policies.may_write_about(actor, note.person))
    note.move_to(CoachingStatus.SHARED)
    note.shared_at = clock.now()
    publish(CoachingNoteShared(actor=actor, subject=note))


def throw_away(note: CoachingNote, *, actor: User) -> None:
    """Do away with a note that nobody else has read."""
    require(policies.may_change(actor, note))
    db.session.delete(note)


def answer(note: CoachingNote, *, actor: User, words: str) -> None:
    """Say what one makes of it; whoever reads the note reads the answer."""
    require(policies.may_answer(actor, note))
    if not words.strip():
        raise Unacceptable(_("Say what you make of it."), "words")
    note.answer, note.answered_at = words.strip(), clock.now()
    publish(CoachingNoteAnswered(actor=actor, subject=note))


def finish(note: CoachingNote, *, actor: User) -> None:
    """Say that the next step is done."""
    require(policies.may_finish(actor, note))
    note.step_done_at = clock.now()
    publish(CoachingStepDone(actor=actor, subject=note))


def use(note: CoachingNote, *, actor: User) -> Item:
    """Make a draft of one's own log of it; who reads that, the person decides as with any entry."""
    require(policies.may_use(actor, note))
    revision = logs.start(actor=actor, client_key=str(uuid.uuid5(_KEYS, str(note.id))))
    levels = [f"{one.version.name}: {one.words}" for one in note.levels]
    logs.write(
        revision,
        actor=actor,
        version=None,
        title=queries.title_of(note.kind),
        activity=Activity.COACHING,
        happened_on=note.happened_on,
        minutes=None,
        place="",
        what="\n\n".join(
            [_("%(name)s saw: %(seen)s", name=note.writer.name, seen=note.seen), *levels]
        ),
        so_what=note.answer,
        now_what=note.next_step,
        kept_at="",
    )
    note.item = revision.item
    publish(CoachingNoteUsed(actor=actor, subject=note))
    return revision.item


def _put(note: CoachingNote, said: Said) -> None:
    if said.happened_on > clock.today():
        raise Unacceptable(_("That day is still to come."), "happened_on")
    if said.next_by is not None and not said.next_step:
        raise Unacceptable(_("Say what is to be done by then."), "next_step")
    known = {one.id for one in queries.offered(note.person)}
    if not said.levels.keys() <= known:
        raise Unacceptable(_("A behaviour was written anew meanwhile. Read it, then choose again."))
    note.kind, note.happened_on, note.seen = said.kind, said.happened_on, said.seen
    note.next_step, note.next_by = said.next_step, said.next_by
    note.levels = [
        CoachingLevel(behaviour_version_id=version_id, level=level)
        for version_id, level in said.levels.items()
    ]
