"""Which courses on offer give which skills, and who has a place ahead in one of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from trainer.core import clock
from trainer.courses.models import LIVE, Booking, Course, CourseSession, CourseStatus
from trainer.extensions import db
from trainer.training.models import Skill


def courses_giving(skills: Collection[int]) -> dict[int, list[Course]]:
    """List the courses on offer that give each of these skills, by title."""
    found: dict[int, list[Course]] = defaultdict(list)
    for course in db.session.scalars(
        sa.select(Course)
        .where(Course.skill_id.in_(skills), Course.status == CourseStatus.OFFERED)
        .order_by(sa.func.lower(Course.title), Course.id)
    ):
        if course.skill_id is not None:
            found[course.skill_id].append(course)
    return found


def booked_ahead(skills: Collection[int], among: sa.Select[int]) -> dict[int, set[int]]:
    """Name, for each of these skills, who of these people has or awaits a place that gives it."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        sa.select(Course.skill_id, Booking.person_id)
        .join(CourseSession, CourseSession.course_id == Course.id)
        .join(Booking, Booking.session_id == CourseSession.id)
        .where(
            Course.skill_id.in_(skills),
            Booking.status.in_(LIVE),
            CourseSession.ends_at > clock.now(),
            Booking.person_id.in_(among),
        )
    )
    for skill_id, person_id in rows:
        if skill_id is not None:
            found[skill_id].add(person_id)
    return found


def can_be_given() -> Sequence[Skill]:
    """List the skills a course can give, by name: not those that only a unit or a certificate does."""
    return db.session.scalars(
        sa.select(Skill)
        .where(Skill.unit_id.is_(None), Skill.qualification_id.is_(None))
        .order_by(sa.func.lower(Skill.name), Skill.id)
    ).all()
