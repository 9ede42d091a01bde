"""Who arranges courses, who gets a place and by whose word, and who keeps the register."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.courses.models import (
    TAKES_TIME,
    Approval,
    Booking,
    BookingStatus,
    Course,
    CoursePrerequisite,
    CourseSession,
    CourseStatus,
    CourseTrainer,
    SessionStatus,
)
from trainer.courses.serving import oversees, people_served, serves, sessions_at, sites_served
from trainer.courses.times import local
from trainer.extensions import db
from trainer.people import policies as people
from trainer.people.models import Role

EARLY = timedelta(minutes=30)


def may_arrange(actor: User) -> Verdict:
    """Say whether this person puts courses on offer and plans sessions: training administrators do."""
    if actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("Training administrators arrange courses."))


def courses_visible_to(actor: User) -> sa.Select[Course]:
    """Select the courses somebody may look at: what is on offer, and what they were booked on."""
    if may_arrange(actor):
        return sa.select(Course)
    mine = sa.select(CourseSession.course_id).where(CourseSession.id.in_(_sessions_of(actor)))
    return sa.select(Course).where(
        sa.or_(Course.status == CourseStatus.OFFERED, Course.id.in_(mine))
    )


def sessions_visible_to(actor: User) -> sa.Select[CourseSession]:
    """Select the sessions somebody may look at: open ones, and those that concern them."""
    sites = sites_served(actor)
    if None in sites:
        return sa.select(CourseSession)
    return sa.select(CourseSession).where(
        sa.or_(
            CourseSession.status == SessionStatus.OPEN,
            CourseSession.id.in_(_sessions_of(actor)),
            sessions_at(sites),
        )
    )


def _sessions_of(actor: User) -> sa.CompoundSelect[int]:
    """Select the sessions that somebody holds, comes to, or sends people to."""
    return sa.union(
        sa.select(CourseTrainer.session_id).where(CourseTrainer.trainer_id == actor.id),
        sa.select(Booking.session_id).where(
            sa.or_(Booking.person_id == actor.id, Booking.person_id.in_(people.reports_to(actor)))
        ),
    )


def bookings_visible_to(actor: User) -> sa.Select[Booking]:
    """Select the bookings somebody sees: their own, their team's, those of sessions they hold.

    Administrators see those of the sessions and of the people of their sites.
    """
    sites = sites_served(actor)
    if None in sites:
        return sa.select(Booking)
    held = sa.select(CourseTrainer.session_id).where(CourseTrainer.trainer_id == actor.id)
    return sa.select(Booking).where(
        sa.or_(
            Booking.person_id == actor.id,
            Booking.person_id.in_(people.reports_to(actor)),
            Booking.session_id.in_(held),
            Booking.session_id.in_(sa.select(CourseSession.id).where(sessions_at(sites))),
            Booking.person_id.in_(people_served(actor)),
        )
    )


def books_for(actor: User) -> sa.Select[User]:
    """Select for whom this person may book: themselves, their team; administrators all they see."""
    theirs = (
        people.visible_to(actor)
        if may_arrange(actor)
        else sa.select(User).where(
            sa.or_(User.id == actor.id, User.id.in_(people.reports_to(actor)))
        )
    )
    return theirs.where(User.active.is_(True))


def may_book_for_others(actor: User) -> Verdict:
    """Say whether this person books for anybody but themselves."""
    return YES if may_arrange(actor) else people.may_lead(actor)


def may_retire(actor: User, course: Course) -> Verdict:
    """Say whether this person may take a course off the offer."""
    if not (verdict := may_arrange(actor)):
        return verdict
    if course.status is CourseStatus.RETIRED:
        return no(_("This course is offered no more."))
    return YES


def may_plan(actor: User, course: Course) -> Verdict:
    """Say whether this person may plan a session of the course."""
    return may_retire(actor, course)


def may_open(actor: User, session: CourseSession) -> Verdict:
    """Say whether this person may let people book places."""
    if not (verdict := serves(actor, session)):
        return verdict
    if session.status is not SessionStatus.PLANNED:
        return no(_("Only a session that is planned can be opened."))
    if session.starts_at <= clock.now():
        return no(_("It has begun already. Change when it is, then open it."))
    return YES


def may_change(actor: User, session: CourseSession) -> Verdict:
    """Say whether this person may change when and where a session is."""
    if not (verdict := serves(actor, session)):
        return verdict
    if session.status not in {SessionStatus.PLANNED, SessionStatus.OPEN}:
        return no(_("This session is over or called off, and stays as it is."))
    return YES


def may_call_off(actor: User, session: CourseSession) -> Verdict:
    """Say whether this person may call a session off."""
    return may_change(actor, session)


def holds_session(actor: User, session: CourseSession) -> bool:
    """Say whether this person is one of the trainers of a session."""
    return actor.id in {one.id for one in session.trainers}


def may_book(actor: User, session: CourseSession, person: User) -> Verdict:
    """Say whether this person may ask for a place for somebody, at this moment."""
    return first_refusal(
        _may_book_for(actor, person), is_bookable(session), may_come(session, person)
    )


def _may_book_for(actor: User, person: User) -> Verdict:
    if actor == person or db.session.scalar(books_for(actor).where(User.id == person.id)):
        return YES
    return no(
        _("Only %(name)s, their manager or an administrator books for them.", name=person.name)
    )


def is_bookable(session: CourseSession) -> Verdict:
    """Say whether places in a session can be booked now."""
    if session.status is SessionStatus.CANCELLED:
        return no(_("This session was called off."))
    if session.status is SessionStatus.PLANNED:
        return no(_("This session isn’t open for bookings yet."))
    if not session.is_open:
        return no(_("This session has begun, so places can no longer be booked."))
    return YES


def may_come(session: CourseSession, person: User) -> Verdict:
    """Say whether somebody can come: they are free, work here then, and know what is asked."""
    if holds_session(person, session):
        return no(_("%(name)s holds this session.", name=person.name))
    return first_refusal(
        _works_here_then(session, person), _is_free(session, person), _is_prepared(session, person)
    )


def may_be_guest(actor: User, session: CourseSession, person: User) -> Verdict:
    """Say whether somebody who came without a place may be written down as there, by another."""
    if actor == person:
        return no(_("Nobody writes themselves down. Somebody else keeps the register."))
    if holds_session(person, session):
        return no(_("%(name)s holds this session.", name=person.name))
    return first_refusal(_works_here_then(session, person), _is_free(session, person))


def _works_here_then(session: CourseSession, person: User) -> Verdict:
    day = local(session.starts_at, session.zone).date()
    if not person.active or _leaves_by(person, day):
        return no(_("%(name)s no longer works here on that day.", name=person.name))
    return YES


def _leaves_by(person: User, day: date) -> bool:
    ends = [one.ends_on for one in person.placements]
    return bool(ends) and all(one is not None and one <= day for one in ends)


def _is_free(session: CourseSession, person: User) -> Verdict:
    """Say whether nothing else is at that time; being there once is enough, too."""
    other = db.session.scalars(
        sa.select(Booking)
        .join(Booking.session)
        .where(
            Booking.person_id == person.id,
            Booking.status.in_(TAKES_TIME),
            CourseSession.starts_at < session.ends_at,
            CourseSession.ends_at > session.starts_at,
        )
        .order_by(CourseSession.starts_at)
        .options(joinedload(Booking.session).joinedload(CourseSession.course))
        .limit(1)
    ).first()
    if other is None:
        return YES
    if other.session_id == session.id:
        return no(_("%(name)s is on the list already.", name=person.name))
    begins = local(other.session.starts_at, other.session.zone)
    ends = local(other.session.ends_at, other.session.zone)
    return no(
        _(
            "%(name)s is on the list of “%(title)s”, %(day)s from %(begins)s to %(ends)s."
            " Cancel that first.",
            name=person.name,
            title=other.session.course.title,
            day=written(begins),
            begins=f"{begins:%H.%M}",
            ends=f"{ends:%H.%M}"
            if ends.date() == begins.date()
            else f"{written(ends)}, {ends:%H.%M}",
        )
    )


def _is_prepared(session: CourseSession, person: User) -> Verdict:
    been = (
        sa.select(CourseSession.course_id)
        .join(Booking, Booking.session_id == CourseSession.id)
        .where(
            Booking.person_id == person.id,
            sa.or_(
                Booking.status == BookingStatus.ATTENDED,
                sa.and_(
                    Booking.status == BookingStatus.BOOKED,
                    CourseSession.ends_at <= session.starts_at,
                ),
            ),
        )
    )
    missing = db.session.scalars(
        sa.select(Course.title)
        .join(CoursePrerequisite, CoursePrerequisite.first_id == Course.id)
        .where(CoursePrerequisite.course_id == session.course_id, Course.id.not_in(been))
        .order_by(Course.title)
    ).all()
    if missing:
        titles = ", ".join(f"“{one}”" for one in missing)
        return no(_("%(name)s comes to %(titles)s first.", name=person.name, titles=titles))
    return YES


def decides_at_once(actor: User, person: User, approval: Approval) -> bool:
    """Say whether the word of whoever books is enough: nobody agrees to their own place."""
    if approval is Approval.NONE:
        return True
    return actor != person and bool(_agrees_for(actor, person, approval))


def may_decide(actor: User, booking: Booking) -> Verdict:
    """Say whether this person may agree to a place, or refuse it."""
    if actor.id == booking.person_id:
        return no(_("Nobody agrees to their own place."))
    if booking.status is not BookingStatus.ASKED:
        return no(_("This was decided already, or taken back."))
    return _agrees_for(actor, booking.person, booking.session.course.approval)


def _agrees_for(actor: User, person: User, approval: Approval) -> Verdict:
    if oversees(actor, person):
        return YES
    if approval is Approval.MANAGER and people.leads(actor, person):
        return YES
    if approval is Approval.MANAGER:
        return no(_("Their manager or a training administrator agrees to this."))
    return no(_("A training administrator agrees to this."))


def may_cancel(actor: User, booking: Booking) -> Verdict:
    """Say whether this person may give a place, or a turn on the list, back."""
    if not booking.is_live:
        return no(_("This booking is over already."))
    if booking.session.status is SessionStatus.OPEN and booking.session.starts_at <= clock.now():
        return no(_("The session has begun. Its trainer notes who is there."))
    if (
        actor.id == booking.person_id
        or serves(actor, booking.session)
        or oversees(actor, booking.person)
        or people.leads(actor, booking.person)
    ):
        return YES
    return no(
        _(
            "Only %(name)s, their manager or an administrator cancels this.",
            name=booking.person.name,
        )
    )


def may_check_in(actor: User, session: CourseSession) -> Verdict:
    """Say whether this person may say in the room that they are there: who has a place, then."""
    has_place = sa.select(Booking.id).where(
        Booking.session_id == session.id,
        Booking.person_id == actor.id,
        Booking.status == BookingStatus.BOOKED,
    )
    if db.session.scalar(has_place) is None:
        return no(_("Only who has a place can say so here. Ask the trainer."))
    if session.status is not SessionStatus.OPEN:
        return no(_("The register of this session is closed."))
    if not session.starts_at - EARLY <= clock.now() <= session.ends_at:
        return no(_("You can say so from half an hour before it begins until it ends."))
    return YES


def may_look_after(actor: User, session: CourseSession) -> Verdict:
    """Say whether a session is this person's to look after: its trainers', and administrators'."""
    if holds_session(actor, session) or serves(actor, session):
        return YES
    return no(_("Its trainer, or a training administrator, looks after this session."))


def may_keep_register(actor: User, session: CourseSession) -> Verdict:
    """Say whether this person may write down who was there: its trainers, and administrators.

    Nobody does who has a place themselves.
    """
    if not (verdict := may_look_after(actor, session)):
        return verdict
    if session.status is not SessionStatus.OPEN:
        return no(_("The register of this session is closed, or it was never open."))
    if session.starts_at > clock.now():
        return no(_("The register is there once the session has begun."))
    mine = sa.select(Booking.id).where(
        Booking.session_id == session.id,
        Booking.person_id == actor.id,
        Booking.status == BookingStatus.BOOKED,
    )
    if db.session.scalar(mine) is not None:
        return no(_("You have a place yourself, so somebody else keeps the register."))
    return YES


def may_put_right(actor: User, booking: Booking) -> Verdict:
    """Say whether this person may write that somebody was there after all, or was not."""
    if not (verdict := serves(actor, booking.session)):
        return verdict
    if actor.id == booking.person_id:
        return no(_("Nobody puts right what is on record of themselves."))
    if booking.status not in {BookingStatus.ATTENDED, BookingStatus.MISSED}:
        return no(_("The register of this session is not closed yet."))
    return YES


def may_write_up(actor: User, booking: Booking) -> Verdict:
    """Say whether this person may begin to tell of a session in their log: who was there, once."""
    if actor.id != booking.person_id or booking.status is not BookingStatus.ATTENDED:
        return no(_("Only who was there tells of it in their log."))
    if booking.item_id is not None:
        return no(_("You have begun to tell of it already."))
    return YES


def may_evaluate(actor: User, booking: Booking) -> Verdict:
    """Say whether this person may say how a session was: who was there, once."""
    if actor.id != booking.person_id or booking.status is not BookingStatus.ATTENDED:
        return no(_("Only who was there says how it was."))
    if booking.has_answered:
        return no(_("Thank you. You have said how it was already."))
    return YES


def may_answer_about(actor: User, booking: Booking) -> Verdict:
    """Say whether a booking is this person's own, so that they may be asked how it was."""
    if actor.id == booking.person_id:
        return YES
    return no(_("Only who was there says how it was."))
