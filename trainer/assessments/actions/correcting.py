"""Put a later judgement in the place of an earlier one, or ask for one to be made again."""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.actions.drafting import check, said
from trainer.assessments.actions.judging import announce, close_if_decided, record
from trainer.assessments.actions.standing import hold, restand, settle
from trainer.assessments.models import (
    CriterionState,
    Judgement,
)
from trainer.assessments.queries import review
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment

_C = CriterionState


def correct(
    judgement: Judgement,
    *,
    actor: User,
    outcome: CriterionState,
    vacsr: Sequence[str],
    vacsr_note: str,
    relied_on: Collection[int],
    feedback: str,
    reason: str,
) -> Judgement:
    """Put a later judgement in the place of an earlier one, saying why; both stay on record.

    Whoever had signed the unit signs it again.
    """
    registration = judgement.unit_assessment.registration
    hold(registration)
    require(policies.may_correct(actor, judgement))
    _is_latest(judgement)
    if not reason.strip():
        raise Unacceptable(_("Say why this changes."), "reason")
    submission = judgement.submission
    if submission is None:
        raise Unacceptable(_("This judgement doesn't rest on a submission."))
    check(submission, outcome, vacsr, vacsr_note, relied_on, feedback)
    later = record(
        Judgement(
            unit_assessment=judgement.unit_assessment,
            criterion=judgement.criterion,
            submission=submission,
            outcome=outcome,
            judge=actor,
            learner_id=registration.learner_id,
            decided_at=clock.now(),
            vacsr=list(vacsr),
            vacsr_note=vacsr_note,
            feedback=feedback,
            supersedes_id=judgement.id,
            reason=reason,
        ),
        relied_on,
        actor=actor,
    )
    settle(registration, {judgement.criterion_id}, actor=actor, void_signatures=True)
    if not submission.is_open:
        close_if_decided(submission, actor=actor)
    return later


def _is_latest(judgement: Judgement) -> None:
    later = db.session.scalar(sa.select(Judgement).where(Judgement.supersedes_id == judgement.id))
    if later is not None:
        raise Conflict(
            _(
                "%(name)s changed this judgement on %(when)s. Your words are below, unsent.",
                name=later.judge.name,
                when=said(later.decided_at),
            )
        )


def reopen(
    unit: UnitAssessment, criterion_ids: Collection[int], *, actor: User, reason: str
) -> list[Judgement]:
    """Ask for met criteria to be judged again, superseding what made them met.

    The unit's state is moved by whoever asks: the quality assurer's way back differs from the
    countersigner's.
    """
    require(policies.may_reopen(actor, unit))
    return supersede(unit, to_reopen(unit, criterion_ids, reason), actor=actor, reason=reason)


def to_reopen(
    unit: UnitAssessment, criterion_ids: Collection[int], reason: str
) -> Sequence[Judgement]:
    """Find the judgements by which these criteria are met; refuse where none, or no reason, is named."""
    if not reason.strip():
        raise Unacceptable(_("Say what should be looked at again, and why."), "reason")
    met = review.live_met(unit, criterion_ids)
    if not criterion_ids or {judgement.criterion_id for judgement in met} != set(criterion_ids):
        raise Unacceptable(_("Tick the criteria that should be judged again."), "criteria")
    return met


def supersede(
    unit: UnitAssessment, judgements: Iterable[Judgement], *, actor: User, reason: str
) -> list[Judgement]:
    """Put "to be judged again" in the place of these judgements on one unit.

    Whether they may, and where the unit moves, is for the caller.
    """
    made = [
        Judgement(
            unit_assessment=unit,
            criterion=judgement.criterion,
            submission_id=judgement.submission_id,
            outcome=_C.REOPENED,
            judge=actor,
            learner_id=unit.registration.learner_id,
            decided_at=clock.now(),
            supersedes_id=judgement.id,
            reason=reason,
        )
        for judgement in judgements
    ]
    db.session.add_all(made)
    restand(unit.registration, {judgement.criterion.id for judgement in made})
    for judgement in made:
        announce(judgement, actor=actor)
    return made
