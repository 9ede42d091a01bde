"""Draft judgements: what an assessor is about to decide, theirs alone until they sign it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from trainer.accounts.models import User
from trainer.assessments import policies, rules
from trainer.assessments.actions.standing import hold
from trainer.assessments.events import ReviewBegun
from trainer.assessments.models import (
    CriterionState,
    DraftJudgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.phrases.filling import fill
from trainer.assessments.queries import review
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.policies import may_be_used

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
    carry: bool = False,
    seen: str | None = None,
) -> DraftJudgement:
    """Keep what the assessor is about to decide on one criterion; the learner sees none of it.

    With `carry`, what is said of the evidence holds for every criterion drafted on it, but for those
    that have an exception of their own; without, it is such an exception. `seen` is the mark of the
    draft that was on the page, empty where there was none: another is not replaced unseen.
    """
    said_of_it = Said(vacsr, vacsr_note, carry)
    [draft] = _save(
        submission, [criterion_id], actor, outcome, said_of_it, relied_on, feedback, seen
    )
    return draft


def save_drafts(
    submission: Submission,
    criteria: Collection[int],
    *,
    actor: User,
    outcome: CriterionState,
    vacsr: Sequence[str],
    vacsr_note: str,
    relied_on: Collection[int],
    feedback: str,
) -> list[DraftJudgement]:
    """Keep the same decision on several criteria at once; each can still be changed by itself."""
    if not criteria:
        raise Unacceptable(_("Choose at least one criterion."), "criteria")
    said_of_it = Said(vacsr, vacsr_note, carry=True)
    return _save(submission, criteria, actor, outcome, said_of_it, relied_on, feedback)


@dataclass(frozen=True)
class Said:
    """What is said of the evidence, and whether for every criterion judged on it."""

    vacsr: Sequence[str]
    note: str
    carry: bool


def _save(
    submission: Submission,
    criteria: Collection[int],
    actor: User,
    outcome: CriterionState,
    said_of_it: Said,
    relied_on: Collection[int],
    feedback: str,
    seen: str | None = None,
) -> list[DraftJudgement]:
    hold(submission.registration)
    still_open(submission)
    require(policies.may_judge(actor, submission))
    undecided = {claim.criterion_id: claim for claim in review.undecided(submission)}
    if not set(criteria) <= undecided.keys():
        raise Conflict(_("This criterion is decided or can't be judged now. Open the page again."))
    units = {undecided[one].unit_assessment_id for one in criteria}
    require(policies.may_judge_units(actor, submission, units))
    check(submission, outcome, said_of_it.vacsr, said_of_it.note, relied_on, feedback)
    drafts = {draft.criterion_id: draft for draft in review.drafts_on(submission)}
    if seen is not None:
        _as_seen([draft for one, draft in drafts.items() if one in criteria], seen)
    if said_of_it.carry:
        _carry(said_of_it, [one for one in drafts.values() if one.criterion_id not in criteria])
    name = submission.registration.learner.known_as
    saved = [_draft_on(submission, one, drafts) for one in sorted(criteria)]
    for draft in saved:
        draft.outcome, draft.has_own_vacsr = outcome, not said_of_it.carry
        draft.vacsr, draft.vacsr_note = list(said_of_it.vacsr), said_of_it.note
        draft.relied_on, draft.saved_at = list(relied_on), clock.now()
        draft.feedback = fill(feedback, name=name, criterion=undecided[draft.criterion_id].number)
    _begin_review(submission, actor)
    return saved


def _as_seen(kept: Sequence[DraftJudgement], seen: str) -> None:
    """Refuse to replace what was kept in another window since this page was opened."""
    if not kept or review.mark_of(kept) == seen:
        return
    raise Conflict(
        _(
            "You kept a judgement on %(number)s in another window on %(when)s. Open the page again"
            " to see it; your words are below.",
            number=kept[0].criterion.number,
            when=said(kept[0].saved_at),
        )
    )


def _draft_on(
    submission: Submission, criterion_id: int, drafts: dict[int, DraftJudgement]
) -> DraftJudgement:
    if criterion_id not in drafts:
        drafts[criterion_id] = DraftJudgement(
            submission_id=submission.id, criterion_id=criterion_id
        )
        db.session.add(drafts[criterion_id])
    return drafts[criterion_id]


def _carry(said_of_it: Said, drafts: Collection[DraftJudgement]) -> None:
    """Let what is said of the evidence hold for the other drafts that make no exception."""
    for draft in drafts:
        if draft.has_own_vacsr:
            continue
        if _lacks_vacsr(draft.outcome, said_of_it.vacsr, said_of_it.note):
            raise Unacceptable(
                _(
                    "%(number)s is met on this evidence. Tick all five, say why it is enough"
                    " without, or let this hold for one criterion only.",
                    number=draft.criterion.number,
                ),
                "vacsr_note",
            )
        if (draft.vacsr, draft.vacsr_note) != (list(said_of_it.vacsr), said_of_it.note):
            draft.vacsr, draft.vacsr_note = list(said_of_it.vacsr), said_of_it.note
            draft.saved_at = clock.now()


def _begin_review(submission: Submission, actor: User) -> None:
    if submission.status is SubmissionStatus.SUBMITTED:
        submission.move_to(SubmissionStatus.IN_REVIEW)
        submission.opened_at = clock.now()
        publish(ReviewBegun(actor=actor, subject=submission))


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


def still_open(submission: Submission) -> None:
    """Refuse to go on with what was decided, sent back or taken back meanwhile."""
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
