"""When a panel meets, in the calendars of those on it; of the case nothing but the role is in them."""

from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.inviting import invite
from trainer.promotions.events import CaseMoved, PanelMeetingSet, SeatFilled, SeatGivenUp
from trainer.promotions.models import PromotionCase
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import PromotionStatus
from trainer.web.filters import day

USUAL = timedelta(hours=1)
"""How long calendars keep free for a panel."""


def invite_panel(event: PanelMeetingSet) -> None:
    """Put the meeting into the calendar of everybody on the panel."""
    for seat in event.subject.seats_of(Duty.PANEL):
        _send(event.subject, seat.member, Method.REQUEST, event.actor)


def invite_later(event: SeatFilled) -> None:
    """Put the meeting into the calendar of somebody who came onto the panel later."""
    if event.duty is Duty.PANEL:
        _send(event.subject, event.member, Method.REQUEST, event.actor)


def take_out(event: SeatGivenUp) -> None:
    """Take the meeting out of the calendar of somebody who gave up their seat."""
    if event.duty is Duty.PANEL and event.actor is not None:
        _send(event.subject, event.actor, Method.CANCEL, None)


def call_off(event: CaseMoved) -> None:
    """Take a meeting that is still to come out of all calendars, where the case ends before it."""
    case, today = event.subject, clock.today()
    if event.after is not PromotionStatus.WITHDRAWN or (case.meets_on or today) <= today:
        return
    for seat in case.seats_of(Duty.PANEL):
        _send(case, seat.member, Method.CANCEL, event.actor)


def _send(case: PromotionCase, member: User, method: Method, actor: User | None) -> None:
    if case.meets_on is None or not member.active:
        return
    db.session.flush()  # The number of the letter is that of the row as it is now.
    config = cast("Config", current_app.extensions["trainer"])
    starts, ends = _times(case, case.meets_on, config.zone)
    names = {"role": case.role_title, "day": day(case.meets_on)}
    words = (
        _("The panel for %(role)s on %(day)s does not meet: the case is over.", **names)
        if case.status is PromotionStatus.WITHDRAWN
        else _("You are off the panel for %(role)s, which meets on %(day)s.", **names)
        if method is Method.CANCEL
        else _("The panel for %(role)s meets on %(day)s.", **names)
    )
    invitation = Invitation(
        uid=f"promotion-panel-{case.id}-{case.round}-{member.id}",
        letters=case.row_version,
        title=_("Promotion panel: %(role)s", role=case.role_title),
        starts_at=starts,
        ends_at=ends,
        place=case.meets_where,
        path=f"/promotions/{case.id}",
        email=member.email or "",
        name=member.name,
    )
    invite(member, words, invitation, method, actor=actor)


def _times(case: PromotionCase, meets_on: date, zone: str) -> tuple[date, date]:
    """Return when it begins and ends: instants where it has a time, else that day and the next."""
    if case.meets_at is None:
        return meets_on, meets_on + timedelta(days=1)
    begins = datetime.combine(meets_on, case.meets_at, ZoneInfo(zone))
    return begins, begins + USUAL
