"""One cell of the matrix: how it came about, and what to do next."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses import policies as courses
from trainer.courses.actions import booking
from trainer.courses.models import BookingStatus, CourseSession
from trainer.courses.queries import with_course
from trainer.extensions import db
from trainer.people.models import ONE_DAY
from trainer.skills import policies
from trainer.skills.actions import reminding
from trainer.skills.forms import ActForm
from trainer.skills.queries import story as queries
from trainer.skills.views.blueprint import bp
from trainer.training import policies as training
from trainer.training.models import Skill
from trainer.training.queries.listing import skill_called
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done


@bp.get("/people/<int:person_id>/<int:skill_id>")
def story(person_id: int, skill_id: int) -> str:
    """Show what is required of somebody and why, what they hold, and the next thing to do."""
    person, skill = _found(person_id, skill_id)
    told = queries.story_of(person, skill, clock.today())
    on_offer = queries.courses_for(skill)
    to_do = told.line is None or told.line.is_to_do
    ahead = queries.sessions_ahead(on_offer, actor()) if to_do else []
    return render_template(
        "skills/story.html",
        person=person,
        skill=skill,
        story=told,
        own=person == actor(),
        courses=on_offer if to_do else [],
        ahead=ahead,
        may_book={one.id: courses.may_book(actor(), one, person) for one in ahead},
        may_plan=courses.may_arrange(actor()),
        may_remind=policies.may_remind(
            actor(),
            person,
            told.line.standing if told.line else None,
            reminded_today=queries.was_reminded(person, skill, clock.today()),
        ),
        may_record=training.may_record(actor(), person),
        key=ActForm.for_request().request_key.data,
        one_day=ONE_DAY,
        today=clock.today(),
    )


@bp.post("/people/<int:person_id>/<int:skill_id>/book/<int:course_session_id>")
def book(person_id: int, skill_id: int, course_session_id: int) -> ResponseReturnValue:
    """Ask for a place for somebody in a session that gives the skill."""
    person, skill = _found(person_id, skill_id)
    session = db.one_or_404(
        with_course(courses.sessions_visible_to(actor())).where(
            CourseSession.id == course_session_id
        )
    )
    message = ""
    if ActForm.for_request().submitted():
        made = booking.book(session, actor=actor(), person=person)
        message = _how_it_went(made.status, person)
    return done(message, "skills.story", person_id=person.id, skill_id=skill.id)


@bp.post("/people/<int:person_id>/<int:skill_id>/remind")
def remind(person_id: int, skill_id: int) -> ResponseReturnValue:
    """Remind somebody that they have something to do about a skill."""
    person, skill = _found(person_id, skill_id)
    message = ""
    if ActForm.for_request().submitted():
        reminding.remind(person, skill, actor=actor())
        message = _("%(name)s is told.", name=person.known_as)
    return done(message, "skills.story", person_id=person.id, skill_id=skill.id)


def _how_it_went(status: BookingStatus, person: User) -> str:
    if status is BookingStatus.BOOKED:
        return _("%(name)s has a place, and is told.", name=person.known_as)
    if status is BookingStatus.WAITING:
        return _("Every place is taken. %(name)s is on the waiting list.", name=person.known_as)
    return _("Asked for. %(name)s is told as soon as somebody has agreed.", name=person.known_as)


def _found(person_id: int, skill_id: int) -> tuple[User, Skill]:
    """Return the person and the skill, or a 404 to whoever may not see how they stand."""
    person = db.get_or_404(User, person_id)
    hidden_unless(training.may_read(actor(), person))
    return person, db.one_or_404(skill_called(skill_id))
