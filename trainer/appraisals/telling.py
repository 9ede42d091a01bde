"""Whom an appraisal concerns: the pair, the second line, and HR when a round is scheduled."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from trainer.accounts.models import User
from trainer.appraisals.events import (
    AddendumWritten,
    AppraisalClosedEarly,
    AppraisalHandedOver,
    AppraisalMoved,
    CycleScheduled,
    MeetingArranged,
)
from trainer.appraisals.models import Appraisal
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.config import Config
from trainer.core.text import gettext as _
from trainer.core.text import ngettext, written
from trainer.extensions import db
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.inviting import invite
from trainer.notifications.telling import tell


def path_of(appraisal: Appraisal) -> str:
    """Say where an appraisal is read."""
    return f"/appraisals/{appraisal.id}"


def tell_of_move(event: AppraisalMoved) -> None:
    """Tell whoever is to do the next step."""
    appraisal = event.subject
    told = _next(appraisal, event.stage)
    for person, words in told:
        if person is not None and person.active:
            tell(person, words, path_of(appraisal), actor=event.actor)


def tell_of_end(event: AppraisalClosedEarly) -> None:
    """Tell the pair that it ended as it stood, and why."""
    appraisal = event.subject
    words = _("Your appraisal “%(name)s” was ended.", name=appraisal.cycle.name)
    about = _(
        "The appraisal of %(person)s was ended: “%(name)s”.",
        person=appraisal.person.name,
        name=appraisal.cycle.name,
    )
    for person, says in ((appraisal.person, words), (appraisal.manager, about)):
        if person.active:
            tell(person, f"{says} {event.reason.text}", path_of(appraisal), actor=event.actor)


def tell_of_hand_over(event: AppraisalHandedOver) -> None:
    """Tell the person and the new manager who goes on with it."""
    appraisal = event.subject
    tell(
        appraisal.person,
        _("%(name)s goes on with your appraisal.", name=event.manager.name),
        path_of(appraisal),
        actor=event.actor,
    )
    tell(
        event.manager,
        _("You go on with the appraisal of %(name)s.", name=appraisal.person.name),
        path_of(appraisal),
        actor=event.actor,
    )


def tell_of_note(event: AddendumWritten) -> None:
    """Tell the other of the pair that a note was added."""
    appraisal = event.appraisal
    words = _(
        "A note was added to “%(name)s” of %(person)s.",
        name=appraisal.cycle.name,
        person=appraisal.person.name,
    )
    for person in (appraisal.person, appraisal.manager):
        if person.active:
            tell(person, words, path_of(appraisal), actor=event.actor)


def tell_of_meeting(event: MeetingArranged) -> None:
    """Put the meeting into both calendars."""
    invite_both(event.subject, actor=None)


def tell_of_scheduling(event: CycleScheduled) -> None:
    """Tell whoever planned the round what came of it."""
    words = ngettext(
        "“%(name)s”: %(num)d appraisal was scheduled.",
        "“%(name)s”: %(num)d appraisals were scheduled.",
        event.added,
        name=event.subject.name,
    )
    if event.without_manager:
        words += " " + ngettext(
            "%(num)d person has no manager and was left out.",
            "%(num)d people have no manager and were left out.",
            event.without_manager,
        )
    tell(event.subject.planned_by, words, f"/appraisals/cycles/{event.subject.id}")


def invite_both(appraisal: Appraisal, *, actor: User | None) -> None:
    """Invite the pair to their meeting, or invite them anew."""
    if appraisal.meeting_at is None:
        return
    appraisal.meeting_letters += 1
    db.session.flush()
    config = cast("Config", current_app.extensions["trainer"])
    starts = appraisal.meeting_at.astimezone(ZoneInfo(config.zone))
    for person, other in (
        (appraisal.person, appraisal.manager),
        (appraisal.manager, appraisal.person),
    ):
        if not person.active:
            continue
        words = _(
            "Your appraisal meeting with %(name)s is on %(day)s at %(time)s.",
            name=other.name,
            day=written(starts),
            time=f"{starts:%H.%M}",
        )
        invitation = Invitation(
            uid=f"appraisal-{appraisal.id}-{person.id}",
            letters=appraisal.meeting_letters,
            title=_("Appraisal meeting with %(name)s", name=other.name),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=appraisal.cycle.meeting_minutes),
            place=appraisal.meeting_place,
            path=path_of(appraisal),
            email=person.email or "",
            name=person.name,
        )
        invite(person, words, invitation, Method.REQUEST, actor=actor)


Told = list[tuple[User | None, str]]


def _next(appraisal: Appraisal, stage: AppraisalStage) -> Told:
    told = _TOLD.get(stage)
    return told(appraisal) if told else []


def _of_beginning(one: Appraisal) -> Told:
    words = _(
        "“%(name)s” has begun. Please hand in your self-assessment by %(day)s.",
        name=one.cycle.name,
        day=written(one.cycle.self_due_on),
    )
    return [(one.person, words)]


def _of_self_assessment(one: Appraisal) -> Told:
    words = _(
        "The self-assessment of %(name)s is done. Yours is due by %(day)s.",
        name=one.person.name,
        day=written(one.cycle.manager_due_on),
    )
    return [(one.manager, words)]


def _of_sharing(one: Appraisal) -> Told:
    return [
        (
            person,
            _("What you and %(name)s wrote is shared. Read it before you meet.", name=other.name),
        )
        for person, other in ((one.person, one.manager), (one.manager, one.person))
    ]


def _of_manager_signing(one: Appraisal) -> Told:
    words = _(
        "%(name)s signed your appraisal. Please read it, and sign by %(day)s.",
        name=one.manager.name,
        day=written(one.cycle.sign_by),
    )
    return [(one.person, words)]


def _of_signing(one: Appraisal) -> Told:
    words = _("%(name)s signed the appraisal.", name=one.person.name)
    return [(one.manager, words), (one.second_line, words)]


def _of_declining(one: Appraisal) -> Told:
    words = _("%(name)s declined to sign the appraisal. Read why.", name=one.person.name)
    return [(one.manager, words), (one.second_line, words)]


def _of_review(one: Appraisal) -> Told:
    words = _(
        "The second line reviewed “%(name)s” of %(person)s.",
        name=one.cycle.name,
        person=one.person.name,
    )
    return [(one.person, words), (one.manager, words)]


_TOLD: dict[AppraisalStage, Callable[[Appraisal], Told]] = {
    AppraisalStage.SELF_ASSESSMENT: _of_beginning,
    AppraisalStage.MANAGER_DRAFT: _of_self_assessment,
    AppraisalStage.SHARED: _of_sharing,
    AppraisalStage.MANAGER_SIGNED: _of_manager_signing,
    AppraisalStage.EMPLOYEE_SIGNED: _of_signing,
    AppraisalStage.EMPLOYEE_SIGNED_WITH_COMMENTS: _of_signing,
    AppraisalStage.EMPLOYEE_DECLINED: _of_declining,
    AppraisalStage.REVIEWED: _of_review,
}
