"""Freezing the evidence pack, reading it, and settling who scores and who approves in which order."""

from collections.abc import Sequence
from datetime import date, time

from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said
from trainer.promotions.events import (
    PackFrozen,
    PanelMeetingSet,
    PeopleSeated,
    ReadinessChecked,
    SeatFilled,
    SeatGivenUp,
)
from trainer.promotions.fitting import is_fit
from trainer.promotions.line import is_hr, is_outside
from trainer.promotions.models import EntryKind, PromotionCase, PromotionPack, PromotionSeat
from trainer.promotions.queries.content import content_of, hash_of
from trainer.promotions.rules.deciding import Member, is_quorate
from trainer.promotions.rules.fitness import FEWEST_APPROVERS, Duty
from trainer.promotions.rules.stages import PromotionStatus


def freeze_pack(case: PromotionCase, *, actor: User) -> PromotionPack:
    """Freeze how the person stands with the role today; a case that was held begins a new round."""
    hold(case)
    require(policies.may_freeze(actor, case))
    role = charts.chart().role(case.role_key)
    if role is None:
        raise Conflict(
            _("The role “%(role)s” is no longer on the career map.", role=case.role_title)
        )
    if case.status is PromotionStatus.HELD:
        case.begin_round()
    content = content_of(case.person, role, case.site)
    pack = PromotionPack(
        round=case.round, content=content, content_hash=hash_of(content), frozen_by=actor
    )
    case.packs.append(pack)
    note(case, EntryKind.PACK, actor=actor)
    go(case, PromotionStatus.EVIDENCE_PACK, actor=actor)
    publish(
        PackFrozen(
            actor=actor,
            subject=pack,
            case=case,
            round=case.round,
            content_hash=pack.content_hash,
        )
    )
    return pack


def check_readiness(case: PromotionCase, *, actor: User, words: str) -> None:
    """Say, having read the pack, that it may go to a panel, and why where something is open."""
    hold(case)
    require(policies.may_check(actor, case))
    words = said(words, "words", _("Say what you make of it, in a sentence."))
    note(case, EntryKind.READINESS, actor=actor, words=words)
    publish(ReadinessChecked(actor=actor, subject=case, person=case.person, words=Sealed(words)))
    go(case, PromotionStatus.READINESS_CHECKED, actor=actor)


def seat(
    case: PromotionCase, *, actor: User, panel: Sequence[User], approvers: Sequence[User]
) -> None:
    """Settle who scores, the chair first, and who approves in which order, HR last."""
    hold(case)
    require(policies.may_seat(actor, case))
    if len({one.id for one in [*panel, *approvers]}) < len(panel) + len(approvers):
        raise Unacceptable(
            _("Each of them is somebody else. One person has one part."), "approver_1"
        )
    for duty, people in ((Duty.PANEL, panel), (Duty.APPROVER, approvers)):
        for place, member in enumerate(people, start=1):
            if not (verdict := is_fit(member, case, duty)):
                raise Unacceptable(verdict.reason, f"{duty.value}_{place}")
    if len(approvers) < FEWEST_APPROVERS:
        raise Unacceptable(_("Two people approve, one after the other."), "approver_1")
    if not is_hr(approvers[-1], case):
        raise Unacceptable(_("Whoever approves last is of HR."), f"approver_{len(approvers)}")
    seats = [
        _seat(case, member, duty, place, actor)
        for duty, people in ((Duty.PANEL, panel), (Duty.APPROVER, approvers))
        for place, member in enumerate(people, start=1)
    ]
    members = [Member(one.member.id, one.outside_line) for one in seats if one.duty is Duty.PANEL]
    if not is_quorate(members):
        raise Unacceptable(
            _("It takes two on the panel at least, one of them from outside the line."), "panel_2"
        )
    case.seats.extend(seats)
    note(case, EntryKind.SEATED, actor=actor)
    go(case, PromotionStatus.PANEL, actor=actor)
    publish(
        PeopleSeated(
            actor=actor,
            subject=case,
            person=case.person,
            panel=[one.id for one in panel],
            approvers=[one.id for one in approvers],
        )
    )


def call(
    case: PromotionCase, *, actor: User, meets_on: date, meets_at: time | None, meets_where: str
) -> None:
    """Say when and where the panel meets; it comes into the calendar of everybody on it."""
    hold(case)
    require(policies.may_call(actor, case))
    if meets_on < clock.today():
        raise Unacceptable(_("Choose today or a day to come."), "meets_on")
    case.meets_on, case.meets_at, case.meets_where = meets_on, meets_at, meets_where.strip()
    publish(PanelMeetingSet(actor=actor, subject=case, person=case.person, meets_on=meets_on))


def give_up(case: PromotionCase, *, actor: User, because: str) -> None:
    """Declare a conflict of interest and take no part; somebody else is asked."""
    hold(case)
    require(policies.may_give_up(actor, case))
    because = said(because, "because", _("Say in a few words what the tie is."))
    seat = next(one for duty in Duty if (one := policies.seat_of(actor, case, duty)))
    seat.gave_up_at = clock.now()
    note(case, EntryKind.CONFLICT, actor=actor)
    publish(
        SeatGivenUp(
            actor=actor,
            subject=case,
            person=case.person,
            duty=seat.duty,
            because=Sealed(because),
        )
    )


def fill(case: PromotionCase, *, actor: User, member: User) -> None:
    """Ask somebody in the place of one who gave up their seat."""
    hold(case)
    require(policies.may_fill(actor, case))
    empty = policies.emptied(case)[0]
    if not (verdict := is_fit(member, case, empty.duty)):
        raise Unacceptable(verdict.reason, "member")
    last = max(
        one.place for one in case.seats if one.duty is empty.duty and one.round == case.round
    )
    if empty.duty is Duty.APPROVER and empty.place == last and not is_hr(member, case):
        raise Unacceptable(_("Whoever approves last is of HR."), "member")
    filled = _seat(case, member, empty.duty, empty.place, actor)
    staying = [one for one in policies.members_of(case) if not one.gave_up]
    if empty.duty is Duty.PANEL and not is_quorate(
        [*staying, Member(member.id, filled.outside_line)]
    ):
        raise Unacceptable(_("Somebody from outside the line is needed."), "member")
    case.seats.append(filled)
    note(case, EntryKind.SEATED, actor=actor)
    db.session.flush()  # Whoever is told finds the case by its seat.
    publish(
        SeatFilled(actor=actor, subject=case, person=case.person, member=member, duty=filled.duty)
    )


def _seat(case: PromotionCase, member: User, duty: Duty, place: int, actor: User) -> PromotionSeat:
    return PromotionSeat(
        nominee_id=case.person_id,
        round=case.round,
        member=member,
        duty=duty,
        place=place,
        outside_line=is_outside(member, case.person),
        seated_by_id=actor.id,
    )
