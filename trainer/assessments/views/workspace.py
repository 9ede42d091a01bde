"""What stands in the review workspace: every claimed criterion, with one open to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields.choices import SelectChoice

from trainer.assessments import policies
from trainer.assessments.forms import JudgementForm, SignJudgementsForm
from trainer.assessments.models import CriterionState, DraftJudgement, Judgement, Submission
from trainer.assessments.phrases.filling import fill
from trainer.assessments.phrases.queries import phrases_of
from trainer.assessments.queries import review
from trainer.assessments.queries.conversing import Conversations, conversations_on, live_on
from trainer.assessments.queries.turn import turn_of
from trainer.assessments.rules import decided_on
from trainer.assessments.views import looking
from trainer.assessments.views.blueprint import target_days
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.logs.models import label_of
from trainer.web.access import actor
from trainer.web.finding import found


@dataclass(frozen=True)
class Claimed:
    """One claimed criterion as the page shows it."""

    row: AnyRow
    judgement: Judgement | None
    draft: DraftJudgement | None
    decided: CriterionState | None
    said: Sequence[Judgement]

    @property
    def criterion_id(self) -> int:
        """The criterion's id, by which the page opens it."""
        return int(self.row.criterion_id)


@dataclass(frozen=True)
class Citable:
    """An item a judgement may rest on."""

    revision_id: int
    label: str
    claims: frozenset[int]


@dataclass(frozen=True)
class Workspace:
    """Everything the review page shows beside the evidence itself."""

    submission: Submission
    claims: list[Claimed]
    conversations: Conversations
    drafts: list[DraftJudgement]
    items: list[Citable]
    open: Claimed | None

    @property
    def left(self) -> int:
        """How many criteria have neither a judgement nor a draft."""
        return sum(one.decided is None and one.draft is None for one in self.claims)

    @property
    def judged(self) -> int:
        """How many criteria have one or the other."""
        return len(self.claims) - self.left

    @property
    def others(self) -> list[Citable]:
        """The items that do not claim the open criterion, offered further down."""
        if self.open is None:
            return self.items[1:]
        chosen = self.open.criterion_id
        return [item for item in self.items[1:] if chosen not in item.claims]

    @property
    def said_of_it(self) -> dict[str, Any]:
        """What was said of the evidence already, to be carried to the criteria that are left."""
        drafts = [one for one in self.drafts if not one.has_own_vacsr]
        signed = [one.judgement for one in self.claims if one.judgement]
        if drafts:
            return {"vacsr": drafts[0].vacsr, "vacsr_note": drafts[0].vacsr_note}
        if signed and len({(*one.vacsr, one.vacsr_note) for one in signed}) == 1:
            return {"vacsr": signed[0].vacsr, "vacsr_note": signed[0].vacsr_note}
        return {}

    @property
    def to_judge(self) -> list[Claimed]:
        """The criteria nothing is decided on, drafted or not."""
        return [one for one in self.claims if one.decided is None]

    @property
    def given(self) -> dict[str, Any]:
        """What the form of the open criterion begins with: the draft, or this very item ticked."""
        draft = self.open.draft if self.open else None
        if draft is None:
            return {"relied_on": [self.submission.revision_id], **self.said_of_it}
        return {
            "carry": not draft.has_own_vacsr,
            "seen": review.mark_of([draft]),
            "outcome": draft.outcome,
            "vacsr": draft.vacsr,
            "vacsr_note": draft.vacsr_note,
            "relied_on": draft.relied_on,
            "feedback": draft.feedback,
        }


def open_workspace(
    submission: Submission, criterion_id: int | None, *, after: int | None = None
) -> Workspace:
    """Lay the workspace out with a criterion open: the one asked for, or the next left to judge."""
    conversations = conversations_on(submission)
    judgements = live_on(submission, conversations)
    drafts = review.drafts_on(submission)
    drafted = {draft.criterion_id: draft for draft in drafts}
    claims = [
        _claimed(
            row,
            judgements.get(row.criterion_id),
            drafted.get(row.criterion_id),
            conversations.get(row.criterion_id, []),
        )
        for row in review.claims_on(submission)
    ]
    return Workspace(
        submission=submission,
        claims=claims,
        conversations=conversations,
        drafts=drafts,
        items=[_this(submission), *_citable(review.other_items(submission))],
        open=_opened(claims, criterion_id, after) if submission.is_open else None,
    )


def _claimed(
    row: AnyRow,
    judgement: Judgement | None,
    draft: DraftJudgement | None,
    said: Sequence[Judgement],
) -> Claimed:
    own = judgement.outcome if judgement else None
    return Claimed(row, judgement, draft, decided_on(own, row.state), said)


def _opened(
    claims: Sequence[Claimed], criterion_id: int | None, after: int | None
) -> Claimed | None:
    to_judge = [one for one in claims if one.decided is None]
    if criterion_id is not None:
        return next((one for one in to_judge if one.criterion_id == criterion_id), None)
    untouched = [one for one in to_judge if one.draft is None]
    ids = [one.criterion_id for one in claims]
    if after in ids:
        later = set(ids[ids.index(after) + 1 :])
        following = next((one for one in untouched if one.criterion_id in later), None)
        if following is not None:
            return following
    return untouched[0] if untouched else None


def _this(submission: Submission) -> Citable:
    revision = submission.revision
    label = _label(revision.item.number, revision.number, revision.title)
    return Citable(revision.id, label, frozenset())


def _label(number: int, revision: int, title: str) -> str:
    again = f" ({revision})" if revision > 1 else ""
    return f"{label_of(number)}{again} {title}".strip()


def _citable(rows: Sequence[AnyRow]) -> list[Citable]:
    named: dict[int, tuple[str, set[int]]] = {}
    for row in rows:
        label = _label(row.number, row.revision, row.title)
        named.setdefault(row.id, (label, set()))[1].add(row.criterion_id)
    return [Citable(id_, label, frozenset(claims)) for id_, (label, claims) in named.items()]


def visible(submission_id: int) -> Submission:
    """Find a submission of somebody else that the reader may open, or answer 404."""
    submission: Submission = found(review.opened_by(submission_id, actor().id, clock.today()))
    return submission


def offer_items(form: JudgementForm, place: Workspace) -> None:
    """Let a judgement rest on what the learner sent."""
    form.relied_on.choices = [SelectChoice(item.revision_id, item.label) for item in place.items]


def shown(place: Workspace, endpoint: str = "assessments.review") -> dict[str, Any]:
    """Give the page of a workspace what it shows beside the form."""
    submission = place.submission
    verdict = policies.may_judge(actor(), submission)
    chosen = place.open.criterion_id if place.open else None
    return {
        **looking.shown(submission, endpoint, place.conversations, criterion=chosen),
        "kept": looking.kept(),
        "phrases": _phrases(place) if verdict else [],
        "place": place,
        "submission": submission,
        "sign_form": SignJudgementsForm(formdata=None, seen=review.mark_of(place.drafts)),
        "verdict": verdict,
        "target": target_days(),
        "turn": turn_of(submission, actor()),
        "correctable": policies.CORRECTABLE,
    }


def _phrases(place: Workspace) -> list[tuple[int, str]]:
    """Give what can be put into the feedback, with the names and numbers in it."""
    name = place.submission.registration.learner.known_as
    number = place.open.row.number if place.open else ""
    return [(one.id, fill(one.words, name=name, criterion=number)) for one in phrases_of(actor())]
