"""Come here for the appeal, evidence set aside and void, and the cover under way in the demonstration."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appeals import actions as appeals
from trainer.appeals.models import Appeal
from trainer.appeals.rules import Deadlines
from trainer.assessments.models import CriterionState, Judgement, Submission, SubmissionStatus
from trainer.core import clock
from trainer.cover import actions as cover
from trainer.demo.builder import judging
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.files import actions as files
from trainer.files.models import usual_review
from trainer.logs.models import Item, Revision
from trainer.malpractice import actions as malpractice
from trainer.malpractice.models import Case, CaseStatus
from trainer.registrations.models import Registration

APPELLANT, ASIDE, COVERED = "bh1502", "bh1506", "bh1606"
ADMINISTRATOR, INVESTIGATOR, SUBSTITUTE = "bh1005", "bh1003", "bh1102"
CERTIFICATED, HEARS, DECIDES = "bh1707", "bh1004", "bh1007"
"""Whose certificate is under review since an entry was found void, and by whom."""

DEADLINES = Deadlines(to_appeal=20, to_answer=10, to_go_further=10)
DAYS, AWAY = 10, timedelta(days=9)


def plan(timeline: Timeline) -> None:
    """Put them after the work they are about, so that each waits for somebody today."""
    timeline.plan(3, 10, _find_lacking)
    timeline.plan(3, 19, _appeal)
    timeline.plan(2, 10, _answer)
    timeline.plan(1, 18, _take_further)
    timeline.plan(3, 15, _set_aside)
    timeline.plan(2, 9, partial(_ask_investigator, INVESTIGATOR))
    timeline.plan(2, 16, _cover)
    timeline.plan(8, 15, _set_aside_after_award)
    timeline.plan(7, 9, partial(_ask_investigator, HEARS))
    timeline.plan(6, 14, _report)
    timeline.plan(5, 10, _make_void)
    timeline.plan(1, 19, _hold)


def _find_lacking() -> None:
    waiting = _sent_by(person(APPELLANT), SubmissionStatus.SUBMITTED)
    judging.judge(waiting.revision.item_id, actor=waiting.assessor, last=CriterionState.NOT_YET_MET)


def _appeal() -> None:
    judgement = db.session.scalars(
        sa.select(Judgement)
        .where(
            Judgement.learner_id == person(APPELLANT).id,
            Judgement.outcome == CriterionState.NOT_YET_MET,
        )
        .order_by(Judgement.id.desc())
    ).first()
    assert judgement is not None  # noqa: S101 - it was made that morning
    appeals.appeal(
        judgement.unit_assessment,
        actor=person(APPELLANT),
        judgements=[judgement.id],
        grounds=load("feedback")["appeal"][0],
        deadlines=DEADLINES,
    )


def _answer() -> None:
    appeal = db.session.scalars(sa.select(Appeal)).one()
    assessor = appeal.unit_assessment.registration.assessor
    appeals.answer(
        appeal,
        actor=assessor,
        proof=proof_of(assessor),
        upheld=False,
        words=load("feedback")["appeal_answered"][0],
        deadlines=DEADLINES,
    )


def _take_further() -> None:
    appeals.take_further(
        db.session.scalars(sa.select(Appeal)).one(),
        actor=person(APPELLANT),
        grounds=load("feedback")["appeal"][1],
        deadlines=DEADLINES,
    )


def _set_aside() -> None:
    _set_last_aside(person(ASIDE), load("feedback")["set_aside"][0])


def _set_aside_after_award() -> None:
    _set_last_aside(person(CERTIFICATED), load("feedback")["void"][0])


def _set_last_aside(learner: User, words: str) -> None:
    sent = _sent_by(learner, SubmissionStatus.ACCEPTED)
    malpractice.set_evidence_aside(
        learner,
        actor=sent.assessor,
        items=[sent.revision.item_id],
        concerned=learner,
        words=words,
        days=DAYS,
    )


def _ask_investigator(who: str) -> None:
    malpractice.ask_investigator(
        _case(CaseStatus.SET_ASIDE),
        actor=person(ADMINISTRATOR),
        investigator=person(who),
        days=DAYS,
    )


def _report() -> None:
    malpractice.report(
        _case(CaseStatus.INVESTIGATING),
        actor=person(HEARS),
        founded=True,
        words=load("feedback")["void"][1],
        days=DAYS,
    )


def _make_void() -> None:
    actor, words = person(DECIDES), load("feedback")["void"][2]
    case = _case(CaseStatus.REPORTED)
    malpractice.make_void(case, actor=actor, proof=proof_of(actor), words=words)


def _case(status: CaseStatus) -> Case:
    return db.session.scalars(sa.select(Case).where(Case.status == status)).one()


def _hold() -> None:
    """Keep what the appeal is about for as long as it may be taken further elsewhere."""
    reason = load("feedback")["hold"][0]
    files.place_hold(
        person(APPELLANT),
        actor=person(ADMINISTRATOR),
        reason=reason,
        review_on=usual_review(),
    )


def _cover() -> None:
    one = db.session.scalars(
        sa.select(Registration).where(Registration.learner_id == person(COVERED).id)
    ).one()
    cover.arrange(
        one.assessor,
        actor=person(ADMINISTRATOR),
        substitute=person(SUBSTITUTE),
        registrations=[one.id],
        back_on=clock.today() + AWAY,
        reason=load("feedback")["cover"][0],
    )


def _sent_by(learner: User, status: SubmissionStatus) -> Submission:
    return db.session.scalars(
        sa.select(Submission)
        .join(Submission.revision)
        .join(Revision.item)
        .where(Item.owner_id == learner.id, Submission.status == status)
        .order_by(Submission.id.desc())
        .limit(1)
    ).one()
