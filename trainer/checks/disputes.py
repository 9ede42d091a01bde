"""INV33, INV34: appeals go to somebody else at each stage, and nothing rests on void evidence."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.appeals.models import Appeal, AppealedJudgement, AppealOutcome, AppealStatus, Stage
from trainer.assessments.models import CriterionState, JudgedItem, Judgement
from trainer.checks.finding import Check, rows
from trainer.logs.models import EvidenceStatus, Item, Revision
from trainer.malpractice.models import Case, CaseEntry, CaseItem, CaseStatus, Step

_LATER = aliased(Judgement)

ANSWERED_OWN = sa.select(AppealOutcome.id).where(
    AppealOutcome.stage != Stage.ASSESSOR,
    sa.exists().where(
        AppealedJudgement.appeal_id == AppealOutcome.appeal_id,
        Judgement.id == AppealedJudgement.judgement_id,
        Judgement.judge_id == AppealOutcome.decider_id,
    ),
)

_ANSWER = sa.exists().where(
    AppealOutcome.appeal_id == Appeal.id, AppealOutcome.stage == Appeal.stage
)
_UPHELD = sa.exists().where(AppealOutcome.appeal_id == Appeal.id, AppealOutcome.upheld)
ELSEWHERE = sa.select(Appeal.id).where(
    sa.or_(
        sa.and_(Appeal.status == AppealStatus.OPEN, _ANSWER),
        sa.and_(
            Appeal.status.in_([AppealStatus.ANSWERED, AppealStatus.UPHELD, AppealStatus.CLOSED]),
            ~_ANSWER,
        ),
        sa.and_(Appeal.status == AppealStatus.UPHELD, ~_UPHELD),
        sa.and_(Appeal.status != AppealStatus.UPHELD, _UPHELD),
    )
)

_CASE_OF_ITEM = sa.and_(CaseItem.item_id == Item.id, Case.id == CaseItem.case_id)
_DECIDED = sa.exists().where(CaseEntry.case_id == Case.id, CaseEntry.step == Step.DECIDED)
VOID_UNDECIDED = sa.select(Item.id).where(
    Item.status == EvidenceStatus.VOID,
    ~sa.exists().where(_CASE_OF_ITEM, Case.status == CaseStatus.VOID, _DECIDED),
)
_OPEN_CASE = sa.exists().where(
    _CASE_OF_ITEM, Case.status.not_in([CaseStatus.VOID, CaseStatus.CLEARED])
)
HELD_FOR_NOTHING = sa.select(Item.id).where(
    sa.or_(
        sa.and_(Item.held_at.is_not(None), ~_OPEN_CASE),
        sa.and_(Item.held_at.is_(None), _OPEN_CASE),
    )
)
RESTS_ON_VOID = (
    sa.select(Judgement.id)
    .join(JudgedItem, JudgedItem.judgement_id == Judgement.id)
    .join(Revision, Revision.id == JudgedItem.revision_id)
    .join(Item, Item.id == Revision.item_id)
    .where(
        Item.status == EvidenceStatus.VOID,
        Judgement.outcome == CriterionState.MET,
        ~sa.exists().where(_LATER.supersedes_id == Judgement.id),
    )
    .distinct()
)

CHECKS = [
    Check(
        "INV33",
        "After the first stage nobody answers an appeal against their own judgement.",
        rows(ANSWERED_OWN, "Answer %s to an appeal is by whoever judged."),
    ),
    Check(
        "INV33",
        "An appeal stands where its answers brought it.",
        rows(ELSEWHERE, "Appeal %s does not stand where its answers add up to."),
    ),
    Check(
        "INV34",
        "Evidence is void only by a decision on a case.",
        rows(VOID_UNDECIDED, "Evidence %s is void, and nobody decided so."),
    ),
    Check(
        "INV34",
        "Evidence is set aside while its case is open, and no longer.",
        rows(HELD_FOR_NOTHING, "Evidence %s is set aside without an open case, or the reverse."),
    ),
    Check(
        "INV34",
        "No judgement in force rests on void evidence.",
        rows(RESTS_ON_VOID, "Judgement %s rests on void evidence."),
    ),
]
