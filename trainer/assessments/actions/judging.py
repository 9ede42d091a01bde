"""Judge criteria: drafts that are the assessor's alone, then the signing that makes them count."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from babel.dates import format_datetime

from trainer.accounts.models import User
from trainer.assessments import policies, rules
from trainer.assessments.actions.standing import hold, restand, settle
from trainer.assessments.actions.submitting import criteria_of, drop_drafts
from trainer.assessments.events import Judged, ReturnedToLearner, ReviewBegun, SubmissionDecided
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
from trainer.logs.policies import may_be_used
from trainer.registrations.models import UnitAssessment

_C = CriterionState
ZONE = ZoneInfo("Europe/London")


def save_draft(
    submission: Submission,
    criterion_id: int,
    *,
    actor: User,
    outcome: CriterionState,
    vacsr: Sequence[str],
    vacsr_note: str,
    relied_on: Collection[int],
    feedback: str,
) -> DraftJudgement:
    """Keep what the assessor is about to decide on one criterion; the learner sees none of it."""
    hold(submission.registration)
    _still_open(submission)
    require(policies.may_judge(actor, submission))
    if criterion_id not in {claim.criterion_id for claim in review.undecided(submission)}:
        raise Conflict(_("This criterion is decided or can't be judged now. Open the page again."))
    check(submission, outcome, vacsr, vacsr_note, relied_on, feedback)
    draft = _draft_on(submission, criterion_id)
    draft.outcome, draft.vacsr, draft.vacsr_note = outcome, list(vacsr), vacsr_note
    draft.relied_on, draft.feedback, draft.saved_at = list(relied_on), feedback, clock.now()
    if submission.status is SubmissionStatus.SUBMITTED:
        submission.move_to(SubmissionStatus.IN_REVIEW)
        submission.opened_at = clock.now()
        publish(ReviewBegun(actor=actor, subject=submission))
    return draft


def _draft_on(submission: Submission, criterion_id: int) -> DraftJudgement:
    draft = db.session.scalar(
        sa.select(DraftJudgement).where(
            DraftJudgement.submission_id == submission.id,
            DraftJudgement.criterion_id == criterion_id,
        )
    )
    if draft is None:
        draft = DraftJudgement(submission_id=submission.id, criterion_id=criterion_id)
        db.session.add(draft)
    return draft


def sign_judgements(submission: Submission, *, actor: User, seen: str) -> list[Judgement]:
    """Publish every draft on a submission at once, as judgements that stay for good.

    `seen` is the mark of the drafts that were on the page; others than those are not signed.
    """
    hold(submission.registration)
    _still_open(submission)
    require(policies.may_judge(actor, submission))
    drafts = review.drafts_on(submission)
    if review.mark_of(drafts) != seen:
        raise Conflict(_("Your drafts have changed since this page was drawn. Open it again."))
    undecided = {claim.criterion_id: claim for claim in review.undecided(submission)}
    if undecided and not drafts:
        raise Unacceptable(_("Save a judgement on at least one criterion first."))
    made = []
    for draft in drafts:
        if draft.criterion_id not in undecided:
            raise Conflict(_("A criterion you judged was decided meanwhile. Open the page again."))
        claim = undecided[draft.criterion_id]
        made.append(_judge(submission, claim.unit_assessment_id, draft, actor=actor))
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


def check(
    submission: Submission,
    outcome: CriterionState,
    vacsr: Sequence[str],
    vacsr_note: str,
    relied_on: Collection[int],
    feedback: str,
) -> None:
    """Refuse a judgement that does not say enough, or rests on what was not sent."""
    allowed = review.live_revisions(submission.registration_id)
    if may_be_used(submission.revision.item):
        allowed.add(submission.revision_id)
    for field, sentence in (
        ("outcome", _not_a_decision(outcome)),
        ("vacsr_note", _lacks_vacsr(outcome, vacsr, vacsr_note)),
        ("relied_on", _lacks_evidence(outcome, set(relied_on), allowed)),
        ("feedback", _lacks_feedback(outcome, feedback)),
    ):
        if sentence:
            raise Unacceptable(sentence, field)


def _not_a_decision(outcome: CriterionState) -> str:
    return "" if outcome in {_C.MET, _C.NOT_YET_MET} else _("Choose met or not yet met.")


def _lacks_vacsr(outcome: CriterionState, vacsr: Sequence[str], note: str) -> str:
    if outcome is _C.MET and not set(vacsr) >= set(rules.VACSR) and not note.strip():
        return _("Tick all five, or say why the evidence is enough without the ones you left out.")
    return ""


def _lacks_evidence(outcome: CriterionState, relied_on: set[int], allowed: set[int]) -> str:
    if outcome is _C.MET and not relied_on:
        return _("Tick at least one item that shows it.")
    if relied_on - allowed:
        return _("One of these items has been sent back or withdrawn. Tick the others.")
    return ""


def _lacks_feedback(outcome: CriterionState, feedback: str) -> str:
    if outcome is _C.NOT_YET_MET and not feedback.strip():
        return _("Say what is still missing, so that the learner knows what to do next.")
    return ""


def _still_open(submission: Submission) -> None:
    if submission.is_open:
        return
    when = said(submission.decided_at or submission.submitted_at)
    if submission.status is SubmissionStatus.WITHDRAWN:
        learner = submission.registration.learner.name
        raise Conflict(_("%(name)s took this back on %(when)s.", name=learner, when=when))
    decider = review.decider_of(submission) or submission.assessor
    raise Conflict(
        _(
            "%(name)s decided this on %(when)s. Your words are below, unsent.",
            name=decider.name,
            when=when,
        )
    )


def said(moment: datetime) -> str:
    """Write an instant as people say it, where the organisation is: `26 November at 10.30`."""
    return format_datetime(moment, "d MMMM 'at' HH.mm", tzinfo=ZONE, locale="en_GB")


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
    _still_open(submission)
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
    drop_drafts(submission)
    restand(submission.registration, criteria_of(submission))
    publish(ReturnedToLearner(actor=actor, subject=submission, reason=Sealed(reason)))
