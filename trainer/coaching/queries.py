"""Coaching notes as they are listed, and a team's at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.behaviours.models import BehaviourVersion
from trainer.behaviours.queries import in_use, set_of
from trainer.coaching import policies
from trainer.coaching.models import CoachingKind, CoachingLevel, CoachingNote, CoachingStatus
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.policies import reports_to


@dataclass(frozen=True)
class TeamLine:
    """One person of a team: how many notes were shared with them, the last day, and steps to do."""

    person: User
    many: int
    last: date | None
    to_do: int


def whole(select: sa.Select[CoachingNote]) -> sa.Select[CoachingNote]:
    """Load notes with the two, the levels and the evidence made of them, the latest first."""
    return select.options(
        joinedload(CoachingNote.person),
        joinedload(CoachingNote.writer),
        joinedload(CoachingNote.item),
        selectinload(CoachingNote.levels)
        .joinedload(CoachingLevel.version)
        .joinedload(BehaviourVersion.behaviour),
    ).order_by(CoachingNote.happened_on.desc(), CoachingNote.id.desc())


def about(person: User, viewer: User) -> sa.Select[CoachingNote]:
    """Select the notes about somebody that the viewer may read."""
    return whole(policies.visible_to(viewer)).where(CoachingNote.person_id == person.id)


def written_by(writer: User) -> sa.Select[CoachingNote]:
    """Select what somebody wrote about others."""
    return whole(sa.select(CoachingNote)).where(CoachingNote.writer_id == writer.id)


def of_team(manager: User) -> list[TeamLine]:
    """List everybody who reports to somebody with their notes counted; one statement."""
    shared = CoachingNote.status == CoachingStatus.SHARED
    open_step = sa.and_(shared, CoachingNote.next_step != "", CoachingNote.step_done_at.is_(None))
    rows = db.session.execute(
        sa.select(
            User,
            sa.func.count(CoachingNote.id),
            sa.func.max(CoachingNote.happened_on),
            sa.func.sum(sa.case((open_step, 1), else_=0)),
        )
        .outerjoin(CoachingNote, sa.and_(CoachingNote.person_id == User.id, shared))
        .where(User.active, User.id.in_(reports_to(manager)))
        .group_by(User.id)
        .order_by(User.name, User.id)
    )
    return [TeamLine(person, many, last, to_do or 0) for person, many, last, to_do in rows]


def offered(person: User) -> Sequence[BehaviourVersion]:
    """List the behaviours asked in somebody's job, as they read now."""
    asked = set_of(person)
    return in_use(asked) if asked is not None else []


def title_of(kind: CoachingKind) -> str:
    """Name a note by where the work was seen."""
    return _("Coaching from a call") if kind is CoachingKind.CALL else _("Coaching at the counter")
