"""Come here for what assessors do with a submission: judge all or half of it, or send it back."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.actions.drafting import save_draft
from trainer.assessments.actions.judging import send_back, sign_judgements
from trainer.assessments.actions.replying import reply
from trainer.assessments.comments import actions as comments
from trainer.assessments.comments.places import Region, Spot
from trainer.assessments.models import CriterionState, Judgement, Submission
from trainer.assessments.queries import review
from trainer.assessments.queries.claims import OPEN
from trainer.assessments.rules import VACSR
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.logs.models import Revision

_SOMETIMES = 9
"""In one of so many judgements the assessor leaves a tick out, and says why."""


def judge(item_id: int, *, actor: User, last: CriterionState = CriterionState.MET) -> None:
    """Judge every criterion an entry claims as met, or the last of them as told, and sign."""
    submission = waiting(item_id)
    claims = review.undecided(submission)
    for claim in claims:
        outcome = last if claim is claims[-1] else CriterionState.MET
        _draft(submission, claim.criterion_id, outcome, actor)
    seen = review.mark_of(review.drafts_on(submission))
    sign_judgements(submission, actor=actor, seen=seen)


def judge_half(item_id: int, *, actor: User) -> None:
    """Begin to judge an entry: two criteria are drafted, nothing is signed."""
    submission = waiting(item_id)
    for claim in review.undecided(submission)[:2]:
        _draft(submission, claim.criterion_id, CriterionState.MET, actor)


def return_whole(item_id: int, *, actor: User) -> None:
    """Send an entry back without judging it."""
    reasons = load("feedback")["returned"]
    send_back(waiting(item_id), actor=actor, reason=reasons[item_id % 2 * 2])


def comment(item_id: int, key: str, *, actor: User) -> None:
    """Comment on the places of an entry that are told for it, if any are."""
    submission = waiting(item_id)
    files = {one.file.name: one.file.code for one in submission.revision.files}
    for told in load("comments").get(key, ()):
        spot = Spot(
            file=files[told["file"]] if "file" in told else "",
            page=told.get("page"),
            at=told.get("at", ""),
            quote=told.get("quote", ""),
            region=Region(*told["region"]) if "region" in told else None,
        )
        comments.comment(submission, spot, actor=actor, words=told["says"])


def talk(item_id: int, asks: str, told: str, learner: User, assessor: User) -> None:
    """Let the learner ask about the feedback on an entry, and the assessor answer."""
    judgement = db.session.scalars(
        sa.select(Judgement)
        .join(Judgement.submission)
        .join(Submission.revision)
        .where(Revision.item_id == item_id, Judgement.outcome == CriterionState.NOT_YET_MET)
        .order_by(Judgement.id.desc())
        .limit(1)
    ).one()
    reply(judgement, actor=learner, words=asks)
    reply(judgement, actor=assessor, words=told)


def waiting(item_id: int) -> Submission:
    """Find the submission of an item that waits for its assessor."""
    return db.session.scalars(
        sa.select(Submission)
        .join(Submission.revision)
        .where(Revision.item_id == item_id, Submission.status.in_(OPEN))
    ).one()


def _draft(submission: Submission, criterion_id: int, outcome: CriterionState, actor: User) -> None:
    words = load("feedback")
    place = submission.id * 7 + criterion_id
    kind = "met" if outcome is CriterionState.MET else "not_yet_met"
    short = place % _SOMETIMES == 0
    save_draft(
        submission,
        criterion_id,
        actor=actor,
        outcome=outcome,
        vacsr=VACSR[:3] + VACSR[4:] if short else VACSR,
        vacsr_note=words["vacsr"][0] if short else "",
        relied_on=[submission.revision_id],
        feedback=words[kind][place % len(words[kind])],
    )
