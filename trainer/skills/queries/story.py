"""How somebody came to stand as they do with one skill, and what can be done about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import Course, CourseSession, CourseStatus
from trainer.courses.policies import sessions_visible_to
from trainer.courses.queries import with_course
from trainer.extensions import db
from trainer.skills.models import HandReminder
from trainer.training.models import Exemption, Holding, Skill, TrainingReminder
from trainer.training.queries.record import Line, record_of
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import Standing

SHOWN = 4
"""So many sessions ahead are offered; the rest are with the course."""


class Reminder(NamedTuple):
    """Somebody was told: by whom, or so many days ahead (negative is overdue)."""

    at: datetime
    to: str
    by: str = ""
    distance: int = 0


@dataclass(frozen=True)
class Story:
    """What is required of somebody and why, what they held, exemptions, and whom it was told."""

    line: Line | None
    holdings: Sequence[Holding]
    exemptions: Sequence[Exemption]
    reminders: Sequence[Reminder]


def story_of(person: User, skill: Skill, day: date) -> Story:
    """Put together all that is known of somebody and a skill, with what counts for it."""
    record = record_of(person, day)
    counting = giving(skill)
    return Story(
        line=next((one for one in record.required if one.skill.id == skill.id), None),
        holdings=[one for one in record.holdings if one.skill_id in counting],
        exemptions=[one for one in record.exemptions if one.skill_id == skill.id],
        reminders=_reminders(person, skill),
    )


def standing_of(person: User, skill: Skill, day: date) -> Standing | None:
    """Tell how somebody stands with a skill, or None where it isn't asked of them."""
    found = standings([person.id], day)
    return next((one.standing for one in found if one.asked.skill_id == skill.id), None)


def giving(skill: Skill) -> set[int]:
    """Name the skill and those that count for it."""
    return {skill.id, *(one.id for one in skill.equivalents)}


def courses_for(skill: Skill) -> Sequence[Course]:
    """List the courses on offer that give the skill or what counts for it, by title."""
    return db.session.scalars(
        sa.select(Course)
        .where(Course.skill_id.in_(giving(skill)), Course.status == CourseStatus.OFFERED)
        .order_by(sa.func.lower(Course.title), Course.id)
    ).all()


def sessions_ahead(courses: Collection[Course], actor: User) -> Sequence[CourseSession]:
    """List the next sessions of these courses that somebody may look at."""
    return db.session.scalars(
        with_course(sessions_visible_to(actor))
        .where(
            CourseSession.course_id.in_([one.id for one in courses]),
            CourseSession.starts_at > clock.now(),
        )
        .order_by(CourseSession.starts_at, CourseSession.id)
        .limit(SHOWN)
    ).all()


def was_reminded(person: User, skill: Skill, day: date) -> bool:
    """Say whether a colleague reminded somebody of a skill on a day."""
    found = sa.select(HandReminder.id).where(
        HandReminder.person_id == person.id,
        HandReminder.skill_id == skill.id,
        HandReminder.day == day,
    )
    return db.session.scalar(found) is not None


def _reminders(person: User, skill: Skill) -> list[Reminder]:
    """List what was told of it by itself and by hand, the latest first."""
    by_itself = db.session.execute(
        sa.select(TrainingReminder.written_at, User.name, TrainingReminder.distance)
        .join(TrainingReminder.recipient)
        .where(TrainingReminder.person_id == person.id, TrainingReminder.skill_id == skill.id)
        .order_by(TrainingReminder.id)
    )
    by_hand = db.session.execute(
        sa.select(HandReminder.at, User.name)
        .join(HandReminder.by)
        .where(HandReminder.person_id == person.id, HandReminder.skill_id == skill.id)
    )
    told = [Reminder(at, name, distance=days) for at, name, days in by_itself]
    told += [Reminder(at, person.name, by=name) for at, name in by_hand]
    return sorted(told, key=lambda one: one.at, reverse=True)
