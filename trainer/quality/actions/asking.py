"""Sending a unit back: criteria to be judged again, or a unit that is not held already after all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.assessments.actions.correcting import supersede, to_reopen
from trainer.assessments.actions.overturning import overturn
from trainer.assessments.actions.standing import hold, settle, void
from trainer.assessments.models import Judgement
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.points.actions import raise_point
from trainer.quality import policies
from trainer.quality.actions.releasing import hashes_of
from trainer.quality.events import AskedAgain
from trainer.quality.models import IqaAction
from trainer.registrations.crediting import credit_of
from trainer.registrations.events import CreditNotAgreed
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling.actions.drawing import TO_LOOK
from trainer.sampling.actions.looking import look_into, open_picks
from trainer.sampling.models import Look, Stage
from trainer.sampling.rules.risk import Verdict


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody is asked to do after a look, and by when."""

    what: str
    owner: User
    due_on: date


def ask_again(
    unit: UnitAssessment, *, actor: User, criteria: Collection[int], note: str
) -> IqaAction:
    """Send a unit back that waits, naming the criteria to be judged again and why.

    It is a look that disagrees. Where a sample had picked the unit, what is asked stands as an
    action of whoever decided, until which the rest of that sample waits.
    """
    hold(unit.registration)
    require(policies.may_ask_again(actor, unit))
    met = to_reopen(unit, criteria, note)
    _disagree(unit, actor=actor, note=note)
    return send_back(unit, met, actor=actor, note=note)


def refuse_credit(unit: UnitAssessment, *, actor: User, reason: str) -> None:
    """Not agree that a unit is held already; it stands as before, and can be worked on."""
    hold(unit.registration)
    require(policies.may_refuse_credit(actor, unit))
    _disagree(unit, actor=actor, note=reason)
    end_credit(unit, actor=actor, reason=reason)


def ask(look: Look, asked: Asked) -> None:
    """Raise an action point about a look, by whoever looked."""
    raise_point(look, actor=look.iqa, what=asked.what, owner=asked.owner, due_on=asked.due_on)


def _disagree(unit: UnitAssessment, *, actor: User, note: str) -> None:
    is_picked = bool(open_picks(unit, Stage.SUMMATIVE))
    look = look_into(
        unit,
        Stage.SUMMATIVE,
        verdict=Verdict.DISAGREED,
        actor=actor,
        content_hash=hashes_of([unit])[unit.id],
        note=note,
    )
    if is_picked:
        db.session.flush()  # The action names the look by its id.
        day = clock.today() + TO_LOOK
        ask(look, Asked(what=note, owner=look.assessor, due_on=day))


def reopen(unit: UnitAssessment, met: Sequence[Judgement], *, actor: User, note: str) -> None:
    """Have criteria judged again, wherever the unit is: waiting, on its way, or released already.

    Whether they may is for the caller, who holds the registration.
    """
    if unit.status is UnitStatus.RPL_GRANTED:
        end_credit(unit, actor=actor, reason=note)
    elif unit.status is UnitStatus.AWAITING_IQA:
        send_back(unit, met, actor=actor, note=note)
    else:
        overturn(met, actor=actor, reason=note)


def send_back(
    unit: UnitAssessment, met: Sequence[Judgement], *, actor: User, note: str
) -> IqaAction:
    """Take a unit that waits back to its assessor; it is signed anew."""
    supersede(unit, met, actor=actor, reason=note)
    asked = IqaAction(
        unit_assessment=unit,
        cycle=unit.cycle,
        iqa=actor,
        note=note,
        criterion_ids=sorted(one.criterion_id for one in met),
        raised_at=clock.now(),
    )
    db.session.add(asked)
    publish(
        AskedAgain(
            actor=actor,
            subject=asked,
            unit_assessment=unit,
            cycle=unit.cycle,
            criterion_ids=asked.criterion_ids,
            note=Sealed(note),
        )
    )
    unit.move_to(UnitStatus.IQA_ACTION_REQUIRED)
    void(unit, actor=actor)
    return asked


def end_credit(unit: UnitAssessment, *, actor: User, reason: str) -> None:
    """Let a unit stand as before it was credited."""
    transfer = credit_of(unit)
    if transfer is None:
        raise Conflict(_("This has been decided since the page was drawn."))
    transfer.ended_at, transfer.refusal = clock.now(), reason
    unit.move_to(transfer.came_from)
    db.session.flush()  # What was sent meanwhile is claimed from now on.
    settle(unit.registration, {one.id for one in unit.unit_version.criteria}, actor=actor)
    publish(
        CreditNotAgreed(
            actor=actor,
            subject=unit,
            learner=unit.registration.learner,
            checked_by=transfer.checked_by,
            reason=Sealed(reason),
        )
    )
