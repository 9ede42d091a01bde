"""What claims, judgements and signatures add up to: every case."""

import itertools
from typing import Any

import pytest

from trainer.assessments.models import CriterionState, SignedAs, SubmissionStatus
from trainer.assessments.rules import (
    Claim,
    Ruling,
    Stands,
    decided_on,
    live,
    outcome_of,
    standing_of,
    unit_status_of,
)
from trainer.registrations.models import UnitStatus

NOT_STARTED, CLAIMED = CriterionState.NOT_STARTED, CriterionState.CLAIMED
MET, NOT_YET = CriterionState.MET, CriterionState.NOT_YET_MET
REOPENED = CriterionState.REOPENED
LEARNER, ASSESSOR = SignedAs.LEARNER, SignedAs.ASSESSOR
COUNTERSIGNER, IQA = SignedAs.COUNTERSIGNER, SignedAs.IQA
U = UnitStatus


def sent(number: int) -> Claim:
    return Claim(number, is_open=True)


def closed(number: int) -> Claim:
    return Claim(number, is_open=False)


@pytest.mark.parametrize(
    ("claims", "rulings", "stands"),
    [
        ([], [], Stands(NOT_STARTED)),
        ([sent(1)], [], Stands(CLAIMED, None, 1)),
        ([closed(1)], [], Stands(NOT_STARTED)),
        ([sent(1), sent(2)], [], Stands(CLAIMED, None, 2)),
        ([closed(1)], [Ruling(1, 1, MET)], Stands(MET, 1, 1)),
        ([sent(1)], [Ruling(1, 1, MET)], Stands(MET, 1, 1)),
        ([closed(1)], [Ruling(1, 1, NOT_YET)], Stands(NOT_YET, 1, 1)),
        ([sent(1)], [Ruling(1, 1, NOT_YET)], Stands(NOT_YET, 1, 1)),
        ([closed(1), sent(2)], [Ruling(1, 1, NOT_YET)], Stands(CLAIMED, 1, 2)),
        ([closed(1), closed(2)], [Ruling(1, 1, NOT_YET)], Stands(NOT_YET, 1, 1)),
        ([closed(1), sent(2)], [Ruling(1, 1, MET)], Stands(MET, 1, 1)),
        (
            [closed(1), closed(2)],
            [Ruling(1, 1, MET), Ruling(2, 2, NOT_YET)],
            Stands(MET, 1, 1),
        ),
        (
            [closed(1), closed(2)],
            [Ruling(1, 1, NOT_YET), Ruling(2, 2, MET)],
            Stands(MET, 2, 2),
        ),
        (
            [closed(1), closed(2)],
            [Ruling(1, 1, MET), Ruling(2, 2, MET)],
            Stands(MET, 2, 2),
        ),
        ([closed(1)], [Ruling(1, 1, MET), Ruling(2, 1, NOT_YET, 1)], Stands(NOT_YET, 2, 1)),
        ([closed(1)], [Ruling(1, 1, NOT_YET), Ruling(2, 1, MET, 1)], Stands(MET, 2, 1)),
        ([closed(1)], [Ruling(1, 1, MET), Ruling(2, 1, REOPENED, 1)], Stands(REOPENED, 2, 1)),
        (
            [closed(1), sent(2)],
            [Ruling(1, 1, MET), Ruling(2, 1, REOPENED, 1)],
            Stands(CLAIMED, 2, 2),
        ),
        (
            [closed(1)],
            [Ruling(1, 1, MET), Ruling(2, 1, REOPENED, 1), Ruling(3, 1, MET, 2)],
            Stands(MET, 3, 1),
        ),
        (
            [closed(1), closed(2)],
            [Ruling(1, 1, MET), Ruling(2, 1, REOPENED, 1), Ruling(3, 2, NOT_YET)],
            Stands(NOT_YET, 3, 2),
        ),
        (
            [closed(1), closed(2)],
            [Ruling(1, 1, MET), Ruling(2, 2, MET), Ruling(3, 1, REOPENED, 1)],
            Stands(MET, 2, 2),
        ),
    ],
)
def test_how_a_criterion_stands(claims: list[Claim], rulings: list[Ruling], stands: Stands) -> None:
    assert standing_of(claims, rulings) == stands
    assert standing_of(claims, list(reversed(rulings))) == stands


def test_a_chain_of_corrections_leaves_one_live() -> None:
    chain = [Ruling(1, 1, MET), Ruling(2, 1, NOT_YET, 1), Ruling(3, 1, MET, 2)]
    assert live(chain) == [chain[-1]]


@pytest.mark.parametrize(
    ("own", "standing", "decided"),
    [
        (MET, MET, MET),
        (NOT_YET, NOT_YET, NOT_YET),
        (NOT_YET, MET, NOT_YET),
        (None, MET, MET),
        (None, CLAIMED, None),
        (None, NOT_YET, None),
        (REOPENED, REOPENED, None),
        (REOPENED, CLAIMED, None),
        (REOPENED, MET, MET),
    ],
)
def test_what_is_decided_on_a_claim(
    own: CriterionState | None, standing: CriterionState, decided: CriterionState | None
) -> None:
    assert decided_on(own, standing) is decided


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_way_a_submission_ends(number: int) -> None:
    for decided in itertools.product([MET, NOT_YET, None], repeat=number):
        if None in decided:
            expected = None
        elif NOT_YET not in decided:
            expected = SubmissionStatus.ACCEPTED
        elif MET in decided:
            expected = SubmissionStatus.PART_ACCEPTED
        else:
            expected = SubmissionStatus.RETURNED
        assert outcome_of(decided) is expected


def test_a_submission_that_claims_nothing_does_not_end() -> None:
    assert outcome_of([]) is None


@pytest.mark.parametrize(
    ("signed", "countersign_due", "released", "status"),
    [
        ([], False, False, U.READY),
        ([LEARNER], False, False, U.LEARNER_SIGNED),
        ([ASSESSOR], False, False, U.READY),
        ([LEARNER, ASSESSOR], False, False, U.AWAITING_IQA),
        ([LEARNER, ASSESSOR], True, False, U.ASSESSED_COMPETENT),
        ([LEARNER, ASSESSOR], True, True, U.ASSESSED_COMPETENT),
        ([LEARNER, ASSESSOR, COUNTERSIGNER], True, False, U.AWAITING_IQA),
        ([LEARNER, ASSESSOR, IQA], False, True, U.ACHIEVED),
        ([LEARNER, ASSESSOR, IQA], False, False, U.AWAITING_IQA),
        ([LEARNER, ASSESSOR], False, True, U.AWAITING_IQA),
        ([LEARNER, ASSESSOR, COUNTERSIGNER, IQA], True, True, U.ACHIEVED),
        ([LEARNER, ASSESSOR, IQA], True, True, U.ASSESSED_COMPETENT),
    ],
)
def test_where_a_unit_is_once_all_is_met(
    signed: list[SignedAs], countersign_due: bool, released: bool, status: UnitStatus
) -> None:
    given = unit_status_of(
        [MET, MET], signed=signed, countersign_due=countersign_due, released=released, begun=True
    )
    assert given is status


@pytest.mark.parametrize("state", [NOT_STARTED, CLAIMED, NOT_YET, REOPENED])
def test_one_criterion_short_and_nothing_signed_counts(state: CriterionState) -> None:
    names = [LEARNER, ASSESSOR, COUNTERSIGNER, IQA]
    assert unit_status_of([MET, state], signed=names, released=True, begun=True) is U.IN_PROGRESS


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, U.NOT_STARTED),
        ({"planned": True}, U.PLANNED),
        ({"begun": True}, U.IN_PROGRESS),
        ({"begun": True, "planned": True}, U.IN_PROGRESS),
        ({"begun": True, "action_open": True}, U.IQA_ACTION_REQUIRED),
        ({"begun": True, "withdrawn": True}, U.WITHDRAWN),
    ],
)
def test_where_a_unit_is_before_that(given: dict[str, Any], status: UnitStatus) -> None:
    assert unit_status_of([NOT_STARTED], **given) is status


def test_a_unit_without_criteria_is_never_ready() -> None:
    assert unit_status_of([], begun=True) is U.IN_PROGRESS


@pytest.mark.parametrize("signed", [[], [LEARNER, ASSESSOR], [IQA]])
@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("states", [[], [NOT_STARTED], [MET]])
def test_a_credited_unit_is_achieved_once_quality_assurance_has_released_it(
    signed: list[SignedAs], released: bool, states: list[CriterionState]
) -> None:
    status = U.ACHIEVED if released and IQA in signed else U.RPL_GRANTED
    assert unit_status_of(states, signed=signed, released=released, credited=True) is status


def test_nothing_is_released_or_to_be_countersigned_unless_it_is_said() -> None:
    assert unit_status_of([MET], signed=[LEARNER, ASSESSOR]) is U.AWAITING_IQA
    assert unit_status_of([MET], signed=[LEARNER, ASSESSOR, IQA]) is U.AWAITING_IQA
