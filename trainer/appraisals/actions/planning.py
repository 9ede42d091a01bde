"""Forms in versions, and rounds: planned, changed while nothing has begun, sent off, closed."""

from importlib import resources
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.actions.moving import end_early, go
from trainer.appraisals.events import (
    CycleClosed,
    CyclePlanned,
    CycleSentOff,
    TemplateWritten,
)
from trainer.appraisals.models import (
    Appraisal,
    AppraisalTemplate,
    AppraisalTemplateVersion,
    Cycle,
    CycleStatus,
)
from trainer.appraisals.queries import forms
from trainer.appraisals.reading import Unreadable, read
from trainer.appraisals.rules.stages import OVER, AppraisalStage
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task

BUILTIN = resources.files("trainer.appraisals") / "builtin"
CODES = ("annual", "mid-year", "probation")
"""The forms Trainer comes with."""


def load_builtin() -> int:
    """Add the forms Trainer comes with; those there already stay as they are. Returns how many are new."""
    there = set(db.session.scalars(sa.select(AppraisalTemplate.code)))
    new = [code for code in CODES if code not in there]
    for code in new:
        text = (BUILTIN / f"{code}.yaml").read_text(encoding="utf-8")
        template = AppraisalTemplate(code=code)
        db.session.add(template)
        _add_version(template, text, None, 1)
    return len(new)


def write_template(
    template: AppraisalTemplate, *, actor: User, text: str, known: int
) -> AppraisalTemplateVersion:
    """Write the next version of a form over the `known` one; rounds keep the one they began with.

    Raises `Unacceptable` with every fault of the text in a sentence.
    """
    require(policies.may_plan(actor))
    if template.latest != known:
        raise Conflict(_("Somebody else wrote another version. Read it, then make your change."))
    if text.strip() == template.versions[-1].text.strip():
        raise Unacceptable(_("Nothing has changed."), "text")
    try:
        read(text)
    except Unreadable as unreadable:
        raise Unacceptable(str(unreadable), "text") from unreadable
    template.latest = known + 1
    return _add_version(template, text, actor, known + 1)


def plan_cycle(*, actor: User, **told: Any) -> Cycle:
    """Plan a round; nobody is told of it yet."""
    require(policies.may_plan(actor))
    _in_order(told)
    cycle = Cycle(planned_by=actor, **told)
    db.session.add(cycle)
    db.session.flush()
    publish(CyclePlanned(actor=actor, subject=cycle))
    return cycle


def change_cycle(cycle: Cycle, *, actor: User, known: int, **told: Any) -> None:
    """Plan a round anew, over the version that was `known`, while it has not begun."""
    db.session.refresh(cycle, with_for_update={"of": Cycle})
    require(policies.may_change_cycle(actor, cycle))
    if cycle.row_version != known:
        raise Conflict(_("Somebody else has changed this round. Look at it again."))
    _in_order(told)
    for name, value in told.items():
        setattr(cycle, name, value)
    publish(CyclePlanned(actor=actor, subject=cycle))


def send_off(cycle: Cycle, *, actor: User | None) -> None:
    """Have everybody whom a round is for given an appraisal; again for those who joined since."""
    db.session.refresh(cycle, with_for_update={"of": Cycle})
    if actor is not None:
        require(policies.may_schedule(actor, cycle))
    cycle.move_to(CycleStatus.SCHEDULING)
    outbox.ask(Task.SCHEDULE_APPRAISALS, cycle_id=cycle.id)
    publish(CycleSentOff(actor=actor, subject=cycle))


def close_cycle(cycle: Cycle, *, actor: User, reason: str) -> int:
    """Close a round with everything in it; return how many were not finished.

    What is unfinished takes a reason: where both sides are shared it is closed as it stands, else
    cancelled. What has been reviewed is closed without one.
    """
    db.session.refresh(cycle, with_for_update={"of": Cycle})
    require(policies.may_close_cycle(actor, cycle))
    open_ones = db.session.scalars(
        forms.with_people(sa.select(Appraisal)).where(
            Appraisal.cycle_id == cycle.id, Appraisal.status.not_in(OVER)
        )
    ).all()
    unfinished = [one for one in open_ones if one.status is not AppraisalStage.REVIEWED]
    if unfinished and not reason.strip():
        raise Unacceptable(
            _(
                "%(num)d are not finished. Say why you close them all the same.",
                num=len(unfinished),
            ),
            "reason",
        )
    for one in open_ones:
        if one.status is AppraisalStage.REVIEWED:
            go(one, AppraisalStage.CLOSED, actor=actor)
        else:
            ahead = (
                AppraisalStage.CLOSED
                if one.can_move_to(AppraisalStage.CLOSED)
                else AppraisalStage.CANCELLED
            )
            end_early(one, ahead, actor=actor, reason=reason)
    cycle.move_to(CycleStatus.CLOSED)
    publish(
        CycleClosed(actor=actor, subject=cycle, unfinished=len(unfinished), reason=reason.strip())
    )
    return len(unfinished)


def _add_version(
    template: AppraisalTemplate, text: str, actor: User | None, number: int
) -> AppraisalTemplateVersion:
    version = AppraisalTemplateVersion(
        template=template, number=number, name=read(text).name, text=text, written_by=actor
    )
    db.session.add(version)
    db.session.flush()
    publish(TemplateWritten(actor=actor, subject=template, number=number))
    return version


def _in_order(told: dict[str, Any]) -> None:
    """Raise `Unacceptable` beside the first day that comes too early."""
    if told["period_to"] < told["period_from"]:
        raise Unacceptable(_("This is before the time begins."), "period_to")
    days = ("opens_on", "self_due_on", "manager_due_on", "sign_by")
    for earlier, later in pairwise(days):
        if told[later] < told[earlier]:
            raise Unacceptable(_("This is before the step that comes first."), later)
    if told["meetings_from"] > told["sign_by"]:
        raise Unacceptable(
            _("Meetings have to begin before everybody has signed."), "meetings_from"
        )
