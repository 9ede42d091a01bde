"""Come here for the courses of the demonstration: what is offered, when, and who has a place."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from trainer.core import clock
from trainer.courses import queries
from trainer.courses.actions import arranging, attending, booking
from trainer.courses.actions.arranging import Arranged, Described
from trainer.courses.actions.outcomes import read
from trainer.courses.models import Approval, BookingStatus, Course, CourseKind, CourseSession
from trainer.courses.times import span
from trainer.demo.builder.cast import person, site, skill_called
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db

FRIDAY, WEEK = 4, 7
ARRANGES, ZONE, PENCE = "bh1005", "Europe/London", 100


def plan(timeline: Timeline) -> None:
    """Put each course on the timeline, its sessions, and everybody who comes."""
    for told in load("courses"):
        ACourse(told).plan(timeline)


class ACourse:
    """One course: put on offer, and held as often as it says."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        timeline.plan(self.told["offered"], 9, self._offer)
        for told in self.told["sessions"]:
            ASession(self, told).plan(timeline)

    def _offer(self) -> None:
        told = self.told
        described = Described(
            title=told["title"],
            kind=CourseKind(told["kind"]),
            provider=told.get("provider", ""),
            description=told["description"].strip(),
            minutes=told["minutes"],
            places=told["places"],
            cost=told["pounds"] * PENCE,
            approval=Approval(told["approval"]),
            outcomes=read((one["words"], one["about"]) for one in told["outcomes"]),
            prerequisites=[],
            skill_id=skill_called(told["skill"]).id if "skill" in told else None,
        )
        course = arranging.offer(actor=person(ARRANGES), described=described)
        db.session.flush()
        self.id = course.id


class ASession:
    """One session: planned, opened, booked and waited for."""

    def __init__(self, course: ACourse, told: Mapping[str, Any]) -> None:
        self.course, self.told = course, told
        self.id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        told = self.told
        timeline.plan(told["planned"], 10, self._plan)
        for place, (number, days) in enumerate(told["booked"].items()):
            timeline.plan(days, 11, partial(self._book, number), minute=place)
        for number, days in told.get("given_back", {}).items():
            timeline.plan(days, 16, partial(self._give_back, number))

        if "absent" in told:
            timeline.plan(-told["in"] - 1, 9, self._close)
            timeline.plan(-told["in"] - 2, 18, self._answer)

    def _plan(self) -> None:
        told, actor = self.told, person(ARRANGES)
        day = _working_day(clock.today() + timedelta(days=told["planned"] + told["in"]))
        begins, ends = (time.fromisoformat(told[name]) for name in ("from", "until"))
        starts_at, ends_at = span(day, begins, None, ends, ZONE)
        arranged = Arranged(
            starts_at=starts_at,
            ends_at=ends_at,
            zone=ZONE,
            room=told.get("room", ""),
            link=told.get("link", ""),
            led_by=told.get("led_by", ""),
            trainers=told.get("trainers", ()),
            places=told["places"],
            site_id=site(told["site"]).id if "site" in told else None,
        )
        course = db.session.get_one(Course, self.course.id)
        session = arranging.plan(course, actor=actor, arranged=arranged)
        db.session.flush()
        arranging.open_for_booking(session, actor=actor)
        self.id = session.id

    def _book(self, number: str) -> None:
        who = person(number)
        made = booking.book(self._session(), actor=who, person=who)
        if made.status is BookingStatus.ASKED and number not in self.told.get("undecided", ()):
            booking.approve(made, actor=person(ARRANGES))

    def _give_back(self, number: str) -> None:
        found = queries.booking_in(self._session(), person(number))
        if found is not None:
            booking.cancel(found, actor=person(number))

    def _close(self) -> None:
        session = self._session()
        there = [
            one.id for one in session.bookings if one.person.staff_number not in self.told["absent"]
        ]
        trainer = person(self.told["trainers"][0])
        attending.close_register(session, actor=trainer, present=there)

    def _answer(self) -> None:
        """Let everybody who was there say how it was, and some tell of it in their log."""
        there = [one for one in self._session().bookings if one.status is BookingStatus.ATTENDED]
        for place, one in enumerate(there):
            said = self.told["said"][place % len(self.told["said"])]
            attending.evaluate(one, actor=one.person, **said)

    def _session(self) -> CourseSession:
        return db.session.get_one(CourseSession, self.id)


def _working_day(day: date) -> date:
    """Take the Monday after where a day is on a weekend."""
    return day + timedelta(days=WEEK - day.weekday()) if day.weekday() > FRIDAY else day
