"""What claims, judgements and signatures add up to: pure, so that anyone can compute it anew."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from trainer.assessments.models import CriterionState, SignedAs, SubmissionStatus
from trainer.registrations.models import UnitStatus

VACSR = ("valid", "authentic", "current", "sufficient", "reliable")
"""The five things a judgement of "met" says of the evidence."""

_C = CriterionState
_U = UnitStatus


@dataclass(frozen=True)
class Claim:
    """One submission's claim that it shows the criterion; open while it waits for its assessor."""

    submission_id: int
    is_open: bool


@dataclass(frozen=True)
class Ruling:
    """One judgement on the criterion, as far as its standing goes."""

    id: int
    submission_id: int | None
    outcome: CriterionState
    supersedes_id: int | None = None


@dataclass(frozen=True)
class Stands:
    """How the criterion stands, and the judgement and submission that make it so."""

    state: CriterionState
    judgement_id: int | None = None
    submission_id: int | None = None


def live(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Keep the judgements that no later one supersedes, oldest first."""
    every = sorted(rulings, key=lambda ruling: ruling.id)
    superseded = {ruling.supersedes_id for ruling in every}
    return [ruling for ruling in every if ruling.id not in superseded]


def standing_of(claims: Sequence[Claim], rulings: Iterable[Ruling]) -> Stands:
    """Say how a criterion stands after these claims and judgements.

    One live "met" is enough, whatever other evidence failed to show. Otherwise a claim nobody has
    judged yet comes first, then the last word spoken.
    """
    current = live(rulings)
    met = [ruling for ruling in current if ruling.outcome is _C.MET]
    if met:
        return Stands(_C.MET, met[-1].id, met[-1].submission_id)
    last = current[-1] if current else None
    judged = {ruling.submission_id for ruling in current}
    waiting = [one for one in claims if one.is_open and one.submission_id not in judged]
    if waiting:
        return Stands(_C.CLAIMED, last.id if last else None, waiting[-1].submission_id)
    if last is None:
        return Stands(_C.NOT_STARTED)
    return Stands(last.outcome, last.id, last.submission_id)


def decided_on(own: CriterionState | None, standing: CriterionState) -> CriterionState | None:
    """Say what is decided about one claimed criterion of a submission, or None while nothing is.

    `own` is the live judgement on this very submission; one met by other evidence needs none.
    """
    if own in {_C.MET, _C.NOT_YET_MET}:
        return own
    return _C.MET if standing is _C.MET else None


def outcome_of(decided: Collection[CriterionState | None]) -> SubmissionStatus | None:
    """Say how a submission ends once every criterion it claims is decided; None before that."""
    if not decided or None in decided:
        return None
    met = sum(one is _C.MET for one in decided)
    if met == len(decided):
        return SubmissionStatus.ACCEPTED
    return SubmissionStatus.PART_ACCEPTED if met else SubmissionStatus.RETURNED


def all_met(states: Collection[CriterionState]) -> bool:
    """Say whether every criterion of a unit is met; a unit without criteria never is."""
    return bool(states) and all(state is _C.MET for state in states)


def unit_status_of(
    states: Collection[CriterionState],
    *,
    signed: Collection[SignedAs] = (),
    countersign_due: bool = False,
    released: bool = False,
    action_open: bool = False,
    begun: bool = False,
    planned: bool = False,
    withdrawn: bool = False,
    credited: bool = False,
) -> UnitStatus:
    """Say where a unit must be, given how its criteria stand and what is signed in this cycle.

    `states` has one state for each criterion of the unit; `begun` means something was ever claimed,
    `credited` that the unit counts by credit transfer instead.
    """
    if withdrawn:
        return _U.WITHDRAWN
    if credited:
        return _U.ACHIEVED if released and SignedAs.IQA in signed else _U.RPL_GRANTED
    if all_met(states) and not action_open:
        return _signed_status(set(signed), countersign_due=countersign_due, released=released)
    if action_open:
        return _U.IQA_ACTION_REQUIRED
    if begun:
        return _U.IN_PROGRESS
    return _U.PLANNED if planned else _U.NOT_STARTED


def _signed_status(signed: set[SignedAs], *, countersign_due: bool, released: bool) -> UnitStatus:
    if SignedAs.LEARNER not in signed:
        return _U.READY
    if SignedAs.ASSESSOR not in signed:
        return _U.LEARNER_SIGNED
    if countersign_due and SignedAs.COUNTERSIGNER not in signed:
        return _U.ASSESSED_COMPETENT
    if released and SignedAs.IQA in signed:
        return _U.ACHIEVED
    return _U.AWAITING_IQA
