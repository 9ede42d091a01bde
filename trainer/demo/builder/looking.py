"""Come here for the looks of the demonstration: picked units opened, agreed with, disagreed with."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.points import actions as points
from trainer.points.models import ActionPoint
from trainer.quality import actions
from trainer.quality.policies import looked_into_by
from trainer.quality.questions import OF_PROOF, QUESTIONS, Answers
from trainer.registrations.models import TO_RELEASE, UnitAssessment, UnitStatus
from trainer.sampling.models import Look, Pick, PickStatus, Stage

ASSURER = "bh1007"
LOOKED, ANSWERED, CLOSED = 4, 3, 2
"""So many days ago units on their way were looked into, one answered, and that found done."""

Decide = Callable[[Pick, User], object]


def plan(timeline: Timeline) -> None:
    """Have work on its way looked into: agreed with, points done and to be done, disagreed, begun."""
    for place, decide in enumerate((_disagree, _agree, _ask, _ask, _begin)):
        timeline.plan(LOOKED, 11, partial(_on_its_way, decide), minute=10 * place)
    timeline.plan(ANSWERED, 11, _answer)
    timeline.plan(CLOSED, 11, _close)


def look_into_picked(actor: User) -> None:
    """Look into every finished unit picked for somebody, and let it count."""
    for pick in _selected(actor, Stage.SUMMATIVE):
        if pick.unit_assessment.status in TO_RELEASE:
            _agree(pick, actor)


def _on_its_way(decide: Decide) -> None:
    """Look into a unit whose criteria are met in part: one that waits for a signature stays so."""
    actor = person(ASSURER)
    picked = (one for one in _selected(actor, Stage.INTERIM) if _met(one))
    decide(
        next(one for one in picked if one.unit_assessment.status is UnitStatus.IN_PROGRESS), actor
    )


def _selected(actor: User, stage: Stage) -> Sequence[Pick]:
    return db.session.scalars(
        sa.select(Pick)
        .join(Pick.unit_assessment)
        .join(UnitAssessment.registration)
        .where(
            looked_into_by(actor.id),
            Pick.stage == stage,
            Pick.status == PickStatus.SELECTED,
            Pick.cycle == UnitAssessment.cycle,
        )
        .order_by(Pick.id)
    ).all()


def _met(pick: Pick) -> Sequence[int]:
    return db.session.scalars(
        sa.select(CriterionStanding.criterion_id).where(
            CriterionStanding.unit_assessment_id == pick.unit_assessment_id,
            CriterionStanding.state == CriterionState.MET,
        )
    ).all()


def _answers(**other: str) -> Answers:
    return {
        one.name: {"answer": "in_part", "note": other[one.name]}
        if one.name in other
        else {"answer": "yes", "note": ""}
        for one in (*QUESTIONS, *OF_PROOF)
    }


def _given(pick: Pick, actor: User, answers: Answers) -> dict[str, Any]:
    actions.begin(pick, actor=actor)
    actions.keep(pick, actor=actor, answers=answers)
    seen = actions.mark_of(actions.hashes_of([pick.unit_assessment]))
    return {"actor": actor, "proof": proof_of(actor), "seen": seen}


def _asked(pick: Pick, what: str) -> actions.Asked:
    owner = pick.unit_assessment.registration.assessor
    return actions.Asked(what=what, owner=owner, due_on=clock.today() + timedelta(days=10))


def _agree(pick: Pick, actor: User) -> None:
    actions.agree(pick, **_given(pick, actor, _answers()))


def _ask(pick: Pick, actor: User) -> None:
    words = load("feedback")["looks"]["points"]
    given = _given(pick, actor, _answers(next_step=words["found"]))
    actions.agree_with_points(pick, asked=_asked(pick, words["asked"]), **given)


def _disagree(pick: Pick, actor: User) -> None:
    words = load("feedback")["looks"]["disagreed"]
    given = _given(pick, actor, _answers(sufficient=words["found"]))
    actions.disagree(
        pick,
        asked=_asked(pick, words["asked"]),
        note=words["found"],
        criteria=_met(pick)[:1],
        **given,
    )


def _begin(pick: Pick, actor: User) -> None:
    actions.begin(pick, actor=actor)
    begun = {name: answer for name, answer in _answers().items() if name in {"valid", "current"}}
    actions.keep(pick, actor=actor, answers=begun)


def _first_asked() -> ActionPoint:
    return db.session.scalars(
        sa.select(ActionPoint)
        .where(
            ActionPoint.about_kind == Look.__name__,
            ActionPoint.what == load("feedback")["looks"]["points"]["asked"],
        )
        .order_by(ActionPoint.id)
        .limit(1)
    ).one()


def _answer() -> None:
    point = _first_asked()
    points.answer(point, actor=point.owner, words=load("feedback")["looks"]["points"]["done"])


def _close() -> None:
    points.close(_first_asked(), actor=person(ASSURER))
