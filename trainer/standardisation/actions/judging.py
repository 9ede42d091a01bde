"""Judge blind, hand in, and open the results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.standardisation import policies, queries
from trainer.standardisation.events import JudgedBlind, JudgingSoonOver, ResultsOpened
from trainer.standardisation.models import (
    BlindDraft,
    BlindJudgement,
    Exercise,
    ExerciseStatus,
    Invited,
)

DAYS_BEFORE = 2
"""So many days before the last one assessors who have not judged yet are reminded."""


@dataclass(frozen=True)
class Said:
    """What an assessor says of one criterion, whole or not."""

    outcome: CriterionState | None
    vacsr: Sequence[str]
    reason: str


def save(invited: Invited, *, actor: User, said: Mapping[int, Said]) -> None:
    """Keep what somebody drafted, by what it is about; nobody else ever sees it."""
    require(policies.may_judge(actor, invited.exercise, invited))
    drafts = queries.drafts_of(invited)
    for about, one in said.items():
        draft = drafts.get(about) or BlindDraft(invited_id=invited.id, piece_criterion_id=about)
        draft.outcome, draft.vacsr, draft.reason = one.outcome, list(one.vacsr), one.reason
        db.session.add(draft)


def hand_in(invited: Invited, *, actor: User) -> None:
    """Hand in a judgement on every criterion, once and for good.

    Those on evidence that this person assessed for its learner are kept, and don't count.
    """
    exercise = invited.exercise
    require(policies.may_judge(actor, exercise, invited))
    drafts = queries.drafts_of(invited)
    known = queries.assessed_for_real(actor.id, exercise)
    now = clock.now()
    for number, piece in enumerate(exercise.pieces, start=1):
        for item in piece.criteria:
            draft = drafts.get(item.id)
            if draft is None or draft.outcome is None or not draft.reason.strip():
                raise Unacceptable(
                    _(
                        "Criterion %(criterion)s of evidence %(number)s still wants your judgement"
                        " and your reason.",
                        criterion=item.criterion.number,
                        number=number,
                    )
                )
            db.session.add(
                BlindJudgement(
                    invited=invited,
                    piece_criterion_id=item.id,
                    outcome=draft.outcome,
                    vacsr=draft.vacsr,
                    reason=draft.reason.strip(),
                    counts=piece.id not in known,
                    handed_in_at=now,
                )
            )
    invited.handed_in_at = now
    for draft in drafts.values():
        db.session.delete(draft)
    publish(JudgedBlind(actor=actor, subject=exercise))


def open_results(exercise: Exercise, *, actor: User) -> None:
    """Let everybody who judged see what all of them said."""
    require(policies.may_open(actor, exercise))
    _open(exercise, actor)


def open_what_is_over() -> None:
    """Open the results of each exercise whose day has passed; nobody has to press."""
    for exercise in db.session.scalars(queries.over_by(clock.today())).all():
        _open(exercise, None)


def remind() -> None:
    """Remind assessors who have not judged yet, once, two days before the last."""
    for exercise in db.session.scalars(queries.to_remind(clock.today(), DAYS_BEFORE)).all():
        exercise.reminded_at = clock.now()
        publish(JudgingSoonOver(actor=None, subject=exercise))


def _open(exercise: Exercise, actor: User | None) -> None:
    exercise.move_to(ExerciseStatus.OPENED)
    exercise.opened_at = clock.now()
    publish(ResultsOpened(actor=actor, subject=exercise))
