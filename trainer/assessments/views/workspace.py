"""What stands in the review workspace: every claimed criterion, with one open to be judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trainer.assessments.models import CriterionState, DraftJudgement, Judgement, Submission
from trainer.assessments.queries import review
from trainer.assessments.rules import decided_on
from trainer.core.database import AnyRow


@dataclass(frozen=True)
class Claimed:
    """One claimed criterion as the page shows it."""

    row: AnyRow
    judgement: Judgement | None
    draft: DraftJudgement | None
    decided: CriterionState | None

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
    def given(self) -> dict[str, Any]:
        """What the form of the open criterion begins with: the draft, or this very item ticked."""
        draft = self.open.draft if self.open else None
        if draft is None:
            return {"relied_on": [self.submission.revision_id]}
        return {
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
    judgements = review.live_judgements(submission)
    drafts = review.drafts_on(submission)
    drafted = {draft.criterion_id: draft for draft in drafts}
    claims = [
        _claimed(row, judgements.get(row.criterion_id), drafted.get(row.criterion_id))
        for row in review.claims_on(submission)
    ]
    return Workspace(
        submission=submission,
        claims=claims,
        drafts=drafts,
        items=[_this(submission), *_citable(review.other_items(submission))],
        open=_opened(claims, criterion_id, after) if submission.is_open else None,
    )


def _claimed(row: AnyRow, judgement: Judgement | None, draft: DraftJudgement | None) -> Claimed:
    own = judgement.outcome if judgement else None
    return Claimed(row, judgement, draft, decided_on(own, row.state))


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
    return Citable(revision.id, f"{revision.item.label} {revision.title}".strip(), frozenset())


def _citable(rows: Sequence[AnyRow]) -> list[Citable]:
    named: dict[int, tuple[str, set[int]]] = {}
    for row in rows:
        label = f"E{row.number:03d} {row.title}".strip()
        if row.revision > 1:
            label = f"{label} ({row.revision})"
        named.setdefault(row.id, (label, set()))[1].add(row.criterion_id)
    return [Citable(id_, label, frozenset(claims)) for id_, (label, claims) in named.items()]
