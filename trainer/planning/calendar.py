"""Plans as an iCalendar file (RFC 5545), for the calendar on somebody's phone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.planning.models import AssessmentPlan, PlanStatus

USUAL_MINUTES = 60
STATUS = {
    PlanStatus.PROPOSED: "TENTATIVE",
    PlanStatus.AGREED: "CONFIRMED",
    PlanStatus.DONE: "CONFIRMED",
    PlanStatus.CANCELLED: "CANCELLED",
}


def calendar_of(
    person: User, plans: Iterable[AssessmentPlan], *, name: str, zone: str, address: str
) -> bytes:
    """Write the plans as somebody's calendar: who they meet, where, and a link; no evidence.

    `zone` is the organisation's, in which plans are made; `address` that of this installation.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Trainer//assessment plans//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for plan in plans:
        calendar.add_component(_event(plan, person, zone, address.rstrip("/")))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


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
