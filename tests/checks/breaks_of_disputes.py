"""What somebody would do to appeals and to evidence set aside, behind the application's back."""

from typing import Any

import sqlalchemy as sa

from trainer.appeals.models import Appeal, AppealedJudgement, AppealOutcome, AppealStatus, Stage
from trainer.assessments.models import Judgement
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import EvidenceStatus, Item


def _appeal(**other: Any) -> Appeal:
    """An appeal against the first judgement there is, otherwise in some way."""
    judgement = db.session.scalars(sa.select(Judgement).order_by(Judgement.id)).first()
    assert judgement is not None
    appeal = Appeal(
        unit_assessment_id=judgement.unit_assessment_id,
        learner_id=judgement.learner_id,
        due_on=clock.today(),
        against=[AppealedJudgement(judgement=judgement)],
        **other,
    )
    db.session.add(appeal)
    return appeal


def answer_ones_own() -> None:
    appeal = _appeal(status=AppealStatus.ANSWERED, stage=Stage.IQA)
    db.session.add(
        AppealOutcome(
            appeal=appeal,
            stage=Stage.IQA,
            decider_id=appeal.against[0].judgement.judge_id,
            learner_id=appeal.learner_id,
            upheld=False,
            words="It stands.",
            meaning="I looked.",
            printed_name="Ben",
            reauthenticated_at=clock.now(),
        )
    )


def uphold_by_hand() -> None:
    _appeal(status=AppealStatus.UPHELD)


def make_void_by_hand() -> None:
    db.session.execute(sa.update(Item).values(status=EvidenceStatus.VOID))


def set_aside_by_hand() -> None:
    db.session.execute(sa.update(Item).values(held_at=clock.now()))


BREAKS = {
    "an appeal answered by whoever judged": (
        "After the first stage nobody answers an appeal against their own judgement.",
        answer_ones_own,
    ),
    "an appeal upheld by hand": (
        "An appeal stands where its answers brought it.",
        uphold_by_hand,
    ),
    "evidence void by hand": (
        "Evidence is void only by a decision on a case.",
        make_void_by_hand,
    ),
    "evidence set aside by hand": (
        "Evidence is set aside while its case is open, and no longer.",
        set_aside_by_hand,
    ),
    "a judgement on void evidence": (
        "No judgement in force rests on void evidence.",
        make_void_by_hand,
    ),
}
