"""Who writes and reads coaching notes: the line of managers and the person, nobody else."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.coaching.models import CoachingNote, CoachingStatus
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.policies import line_below


def visible_to(actor: User) -> sa.Select[CoachingNote]:
    """Select the notes this person may read: what they wrote, and what is shared about their line.

    That is themselves and everybody below them. Assessors, quality assurers, administrators and HR
    read none as such.
    """
    return sa.select(CoachingNote).where(
        sa.or_(
            CoachingNote.writer_id == actor.id,
            sa.and_(
                CoachingNote.status == CoachingStatus.SHARED,
                sa.or_(
                    CoachingNote.person_id == actor.id,
                    CoachingNote.person_id.in_(line_below(actor)),
                ),
            ),
        )
    )


def people_coached_by(actor: User) -> sa.Select[User]:
    """Select about whom this person may write: everybody below them in the line of managers."""
    return sa.select(User).where(User.active, User.id.in_(line_below(actor)))


def may_write_about(actor: User, person: User) -> Verdict:
    """Say whether this person may write a note about the other."""
    if db.session.scalar(people_coached_by(actor).where(User.id == person.id)) is None:
        return no(_("Only the managers %(name)s reports to write these.", name=person.name))
    return YES


def may_change(actor: User, note: CoachingNote) -> Verdict:
    """Say whether this person may still put the note anew, share it, or throw it away."""
    if actor.id != note.writer_id:
        return no(_("Only %(name)s writes in this.", name=note.writer.name))
    if note.status is not CoachingStatus.DRAFT:
        return no(_("This is shared. What it says stays; write another note for what is new."))
    return YES


def may_answer(actor: User, note: CoachingNote) -> Verdict:
    """Say whether this person may answer: whom it is about, once."""
    if note.answered_at is not None:
        return no(_("This is answered already."))
    return _is_theirs(actor, note)


def may_finish(actor: User, note: CoachingNote) -> Verdict:
    """Say whether this person may say that the next step is done: either of the two."""
    if not note.next_step or note.step_done_at is not None:
        return no(_("There is no step left to do."))
    if note.status is CoachingStatus.SHARED and actor.id in {note.person_id, note.writer_id}:
        return YES
    return no(_("Only the two of them say that the step is done."))


def may_use(actor: User, note: CoachingNote) -> Verdict:
    """Say whether this person may make evidence of it: whom it is about, once."""
    already = no(_("You made evidence of this already.")) if note.item_id is not None else YES
    return first_refusal(_is_theirs(actor, note), already)


def _is_theirs(actor: User, note: CoachingNote) -> Verdict:
    if actor.id != note.person_id or note.status is not CoachingStatus.SHARED:
        return no(_("Only the person it is about decides this."))
    return YES
