"""Sign what was drafted, so that it counts; or send a whole submission back unjudged."""

from collections.abc import Collection

from trainer.accounts.models import User
from trainer.assessments import policies, rules
from trainer.assessments.actions.drafting import check, still_open
from trainer.assessments.actions.standing import hold, restand, settle
from trainer.assessments.actions.submitting import criteria_of, drop_drafts
from trainer.assessments.comments.actions import publish_drafts
from trainer.assessments.events import Judged, ReturnedToLearner, SubmissionDecided
from trainer.assessments.models import (
    CriterionState,
    DraftJudgement,
    JudgedFile,
    JudgedItem,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries import review
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment

_C = CriterionState


def sign_judgements(submission: Submission, *, actor: User, seen: str) -> list[Judgement]:
    """Publish every draft on a submission at once, as judgements that stay for good.

    `seen` is the mark of the drafts that were on the page; others than those are not signed.
    """
    hold(submission.registration)
    still_open(submission)
    require(policies.may_judge(actor, submission))
    drafts = review.drafts_on(submission)
    if review.mark_of(drafts) != seen:
        raise Conflict(_("Your drafts have changed since this page was drawn. Open it again."))
    undecided = {claim.criterion_id: claim for claim in review.undecided(submission)}
    if undecided and not drafts:
        raise Unacceptable(_("Save a judgement on at least one criterion first."))
    if not {draft.criterion_id for draft in drafts} <= undecided.keys():
        raise Conflict(_("A criterion you judged was decided meanwhile. Open the page again."))
    units = {
        draft.criterion_id: undecided[draft.criterion_id].unit_assessment_id for draft in drafts
    }
    require(policies.may_judge_units(actor, submission, units.values()))
    made = [_judge(submission, units[draft.criterion_id], draft, actor=actor) for draft in drafts]
    publish_drafts(submission, actor=actor)
    drop_drafts(submission)
    settle(submission.registration, criteria_of(submission), actor=actor)
    close_if_decided(submission, actor=actor)
    return made


def _judge(
    submission: Submission, unit_assessment_id: int, draft: DraftJudgement, *, actor: User
) -> Judgement:
    check(submission, draft.outcome, draft.vacsr, draft.vacsr_note, draft.relied_on, draft.feedback)
    return record(
        Judgement(
            unit_assessment=db.session.get_one(UnitAssessment, unit_assessment_id),
            criterion=draft.criterion,
            submission=submission,
            outcome=draft.outcome,
            judge=actor,
            learner_id=submission.registration.learner_id,
            decided_at=clock.now(),
            vacsr=draft.vacsr,
            vacsr_note=draft.vacsr_note,
            feedback=draft.feedback,
            reason="",
        ),
        draft.relied_on,
        actor=actor,
    )


def record(judgement: Judgement, relied_on: Collection[int], *, actor: User) -> Judgement:
    """Write a judgement down with the items it rests on, and say so."""
    for sent in review.evidence_of(judgement.unit_assessment.registration_id, relied_on):
        judgement.items.append(
            JudgedItem(
                revision=sent.revision,
                content_hash=sent.content_hash,
                files=[
                    JudgedFile(
                        file=attached.file,
                        sha256=attached.file.sha256,
                        size=attached.file.size,
                        shown_sha256=attached.file.shown_sha256,
                    )
                    for attached in sent.revision.files
                ],
            )
        )
    db.session.add(judgement)
    announce(judgement, actor=actor)
    return judgement


def announce(judgement: Judgement, *, actor: User) -> None:
    """Say that a criterion was decided, or is to be decided again."""
    publish(
        Judged(
            actor=actor,
            subject=judgement,
            unit_assessment=judgement.unit_assessment,
            criterion=judgement.criterion.identifier,
            outcome=judgement.outcome,
            supersedes_id=judgement.supersedes_id,
            vacsr=judgement.vacsr,
            rests_on=[item.content_hash for item in judgement.items],
            vacsr_note=Sealed(judgement.vacsr_note),
            feedback=Sealed(judgement.feedback),
            reason=Sealed(judgement.reason),
        )
    )


def close_if_decided(submission: Submission, *, actor: User) -> None:
    """Let a submission end as its judgements add up; a correction may end it otherwise."""
    outcome = rules.outcome_of(review.decisions_on(submission))
    if outcome in {None, submission.status}:
        return
    submission.move_to(outcome)
    submission.decided_at = clock.now()
    publish(SubmissionDecided(actor=actor, subject=submission, outcome=outcome))


def send_back(submission: Submission, *, actor: User, reason: str) -> None:
    """Return a whole submission unjudged; its learner answers with a new revision."""
    hold(submission.registration)
    still_open(submission)
    require(policies.may_judge(actor, submission))
    if not reason.strip():
        raise Unacceptable(_("Say what to change before you send it back."), "reason")
    if review.judged_criteria(submission):
        raise Unacceptable(
            _(
                "You have judged part of this. Judge the rest instead: not yet met, and what is"
                " missing."
            )
        )
    submission.move_to(SubmissionStatus.RETURNED)
    submission.decided_at = clock.now()
    submission.feedback = reason
    publish_drafts(submission, actor=actor)
    drop_drafts(submission)
    restand(submission.registration, criteria_of(submission))
    publish(ReturnedToLearner(actor=actor, subject=submission, reason=Sealed(reason)))
