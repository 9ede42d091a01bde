"""An appraisal goes from stage to stage; nothing waits for ever for somebody who has left."""

from datetime import date, datetime

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.events import (
    AppraisalClosedEarly,
    AppraisalHandedOver,
    AppraisalMoved,
    MeetingArranged,
    MeetingHeld,
)
from trainer.appraisals.models import Appraisal, AppraisalStep, Cycle
from trainer.appraisals.queries import forms
from trainer.appraisals.queries.forms import Form
from trainer.appraisals.rules.rating import Rated, unexplained, unrated
from trainer.appraisals.rules.showing import rated
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

MOST_NAMED = 3


def hold(appraisal: Appraisal) -> None:
    """Read the appraisal again and keep others from moving it until this transaction ends."""
    db.session.flush()  # What was changed before in this transaction is not to be read over.
    db.session.refresh(appraisal, with_for_update={"of": Appraisal})


def go(
    appraisal: Appraisal, stage: AppraisalStage, *, actor: User | None, reason: str = ""
) -> None:
    """Move it to a stage and note when, by whom and why."""
    appraisal.move_to(stage)
    db.session.add(
        AppraisalStep(
            appraisal_id=appraisal.id,
            stage=stage,
            by_id=actor.id if actor else None,
            reason=reason,
        )
    )
    publish(
        AppraisalMoved(
            actor=actor,
            subject=appraisal,
            person=appraisal.person,
            stage=stage,
            reason=reason,
        )
    )


def hand_in(appraisal: Appraisal, *, actor: User) -> None:
    """Hand in a self-assessment: from now on it stays as it is.

    Raises `Unacceptable` where a lowest or highest rating has no words.
    """
    hold(appraisal)
    require(policies.may_hand_in(actor, appraisal))
    _is_explained(forms.form_of(appraisal), Party.APPRAISEE, actor)
    go(appraisal, AppraisalStage.MANAGER_DRAFT, actor=actor)


def go_on_without(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Go on without a self-assessment that is overdue; what was written so far is handed in."""
    hold(appraisal)
    require(policies.may_go_on_without(actor, appraisal))
    go(appraisal, AppraisalStage.MANAGER_DRAFT, actor=actor, reason=_said(reason))


def share(appraisal: Appraisal, *, actor: User) -> None:
    """Hand in the manager’s assessment: both sides are shared, or it is calibrated first.

    Raises `Unacceptable` where something has no rating, or an extreme one no words.
    """
    hold(appraisal)
    require(policies.may_share(actor, appraisal))
    require_whole(appraisal, actor)
    go(
        appraisal,
        AppraisalStage.CALIBRATION if appraisal.cycle.calibrates else AppraisalStage.SHARED,
        actor=actor,
    )


def require_whole(appraisal: Appraisal, manager: User) -> None:
    """Raise `Unacceptable` while a rating of the manager’s, or the words on an extreme one, is missing."""
    form = forms.form_of(appraisal)
    _is_explained(form, Party.MANAGER, manager)
    missing = [name for one in _sections_of(form, Party.MANAGER, manager) for name in unrated(one)]
    if missing:
        raise Unacceptable(_("There is no rating yet: %(what)s.", what=_named(missing)))


def arrange(appraisal: Appraisal, *, actor: User, at: datetime, place: str) -> None:
    """Say when and where the two meet; both are invited, or invited anew."""
    hold(appraisal)
    require(policies.may_arrange(actor, appraisal))
    if at < clock.now():
        raise Unacceptable(_("That is past. Choose a time ahead."), "day")
    appraisal.meeting_at, appraisal.meeting_place = at, place
    publish(MeetingArranged(actor=actor, subject=appraisal, at=at, place=place))


def note_meeting(appraisal: Appraisal, *, actor: User, on: date) -> None:
    """Say that the two have met, on this day."""
    hold(appraisal)
    require(policies.may_note_meeting(actor, appraisal))
    if on > clock.today():
        raise Unacceptable(_("That day is still to come."), "on")
    appraisal.met_on = on
    go(appraisal, AppraisalStage.MEETING_HELD, actor=actor)
    publish(MeetingHeld(actor=actor, subject=appraisal, on=on))


def cancel(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Cancel an appraisal of which nothing is shared: a leaver, or somebody on long leave."""
    hold(appraisal)
    require(policies.may_cancel(actor, appraisal))
    end_early(appraisal, AppraisalStage.CANCELLED, actor=actor, reason=reason)


def close_early(appraisal: Appraisal, *, actor: User, reason: str) -> None:
    """Close an appraisal as it stands, because somebody will not finish it."""
    hold(appraisal)
    require(policies.may_close_early(actor, appraisal))
    end_early(appraisal, AppraisalStage.CLOSED, actor=actor, reason=reason)


def end_early(appraisal: Appraisal, stage: AppraisalStage, *, actor: User, reason: str) -> None:
    """End it before everybody has signed, for a reason that is kept."""
    was = appraisal.status
    reason = _said(reason)
    go(appraisal, stage, actor=actor, reason=reason)
    publish(
        AppraisalClosedEarly(
            actor=actor,
            subject=appraisal,
            person=appraisal.person,
            stage=stage,
            was=was,
            reason=Sealed(reason),
        )
    )


def hand_over(
    appraisal: Appraisal, *, actor: User, manager: User, second_line: User | None
) -> None:
    """Let another manager go on with it; what the first wrote stays, under their name."""
    hold(appraisal)
    require(policies.may_hand_over(actor, appraisal))
    if manager.id in {appraisal.person_id, appraisal.manager_id} or not manager.active:
        raise Unacceptable(_("Choose another manager who works here."), "manager")
    if second_line is not None and second_line.id in {manager.id, appraisal.person_id}:
        second_line = None
    former = appraisal.manager
    appraisal.manager, appraisal.second_line = manager, second_line
    publish(
        AppraisalHandedOver(
            actor=actor,
            subject=appraisal,
            person=appraisal.person,
            former=former,
            manager=manager,
            second_line=second_line,
        )
    )


def open_due(today: date, at_once: int) -> int:
    """Begin so many self-assessments of rounds that open by this day; return how many it were."""
    due = db.session.scalars(
        forms.with_people(sa.select(Appraisal))
        .where(Appraisal.status == AppraisalStage.SCHEDULED)
        .where(Appraisal.cycle.has(Cycle.opens_on <= today))
        .limit(at_once)
    ).all()
    for one in due:
        go(one, AppraisalStage.SELF_ASSESSMENT, actor=None)
    return len(due)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    return reason.strip()


def _is_explained(form: Form, party: Party, actor: User) -> None:
    missing = [name for one in _sections_of(form, party, actor) for name in unexplained(one)]
    if missing:
        raise Unacceptable(
            _(
                "The lowest and the highest rating need a few words on why: %(what)s.",
                what=_named(missing),
            )
        )


def _sections_of(form: Form, party: Party, actor: User) -> list[list[Rated]]:
    """List what somebody rated in each section that is theirs to answer now."""
    sights = forms.sights_of(form.appraisal, party)
    return [
        rated(one, form.items[one.key], form.answers, actor.id)
        for one in form.template.sections
        if sights[one.key].answers
    ]


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return _("%(names)s and %(num)d more", names=shown, num=more) if more > 0 else shown
