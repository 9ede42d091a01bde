"""Plans and one-to-ones as an iCalendar file (RFC 5545), for the calendar on somebody's phone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.objectives.models import OneToOne
from trainer.objectives.rules.meeting import times_of
from trainer.planning.models import AssessmentPlan, PlanStatus

USUAL_MINUTES = 60
STATUS = {
    PlanStatus.PROPOSED: "TENTATIVE",
    PlanStatus.AGREED: "CONFIRMED",
    PlanStatus.DONE: "CONFIRMED",
    PlanStatus.CANCELLED: "CANCELLED",
}


def calendar_of(
    person: User,
    plans: Iterable[AssessmentPlan],
    talks: Iterable[OneToOne],
    *,
    name: str,
    zone: str,
    address: str,
) -> bytes:
    """Write plans and talks as somebody's calendar: who they meet, where, and a link; no evidence.

    Of a talk nothing is in it but whom it is with: neither its agenda nor anybody's notes.

    `zone` is the organisation's, in which plans are made; `address` that of this installation.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Trainer//assessment plans//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for plan in plans:
        calendar.add_component(_event(plan, person, zone, address.rstrip("/")))
    for talk in talks:
        calendar.add_component(_talk(talk, person, zone, address.rstrip("/")))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _talk(talk: OneToOne, person: User, zone: str, address: str) -> Event:
    begins, ends = times_of(talk, zone)
    event = Event()
    event.add("uid", f"one-to-one-{talk.id}-{person.id}@{address.partition('://')[2]}")
    event.add("dtstamp", clock.now())
    event.add("sequence", talk.row_version)
    event.add("status", "CANCELLED" if talk.called_off_at else "CONFIRMED")
    event.add("summary", _("One-to-one with %(name)s", name=talk.other(person).known_as))
    event.add("url", f"{address}/one-to-ones/{talk.id}")
    event.add("dtstart", begins)
    event.add("dtend", ends)
    return event


def _event(plan: AssessmentPlan, person: User, zone: str, address: str) -> Event:
    registration = plan.registration
    other = registration.assessor if person.id == registration.learner_id else registration.learner
    event = Event()
    event.add("uid", f"plan-{plan.id}@{address.partition('://')[2]}")
    event.add("dtstamp", plan.agreed_at or plan.proposed_at)
    event.add("sequence", plan.row_version)
    event.add("status", STATUS[plan.status])
    event.add("summary", _("Assessment with %(name)s", name=other.known_as))
    event.add("url", f"{address}/plans/{plan.id}")
    if plan.place:
        event.add("location", plan.place)
    if plan.planned_at is None:
        event.add("dtstart", plan.planned_on)
        event.add("dtend", plan.planned_on + timedelta(days=1))
    else:
        begins = datetime.combine(plan.planned_on, plan.planned_at, ZoneInfo(zone))
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=plan.minutes or USUAL_MINUTES))
    return event
