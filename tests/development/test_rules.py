"""Where an action stands, for everything it may have become and everything the two may have said."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from typing import get_args

import pytest

from trainer.development.models import DevelopmentStatus
from trainer.development.rules.standing import (
    FOLLOWS,
    OVER,
    DevelopmentStanding,
    Progress,
    ThingStatus,
    progress,
    standing,
)

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
_S, _P = DevelopmentStanding, Progress

ENDS_WELL = {
    "attended", "met", "achieved", "claim_ready", "claimed", "certificated", "submitted", "done", "ended",
}  # fmt: skip
ENDS_BADLY = {
    "refused", "cancelled", "missed", "closed", "withdrawn",
    "transferred", "lapsed", "void", "declined", "stopped",
}  # fmt: skip


@pytest.mark.parametrize("kind", get_args(ThingStatus))
def test_every_state_of_everything_is_followed(kind: type[StrEnum]) -> None:
    assert set(FOLLOWS[kind]) == set(kind)


@pytest.mark.parametrize("status", [one for kind in get_args(ThingStatus) for one in kind])
def test_a_thing_ends_well_or_badly_or_goes_on(status: ThingStatus) -> None:
    said = progress(status)
    assert (said is _P.DONE) == (status.value in ENDS_WELL)
    assert (said is _P.FELL_THROUGH) == (status.value in ENDS_BADLY)


@pytest.mark.parametrize(
    ("status", "done", "thing", "late"),
    list(product(DevelopmentStatus, (False, True), (None, *Progress), (False, True))),
)
def test_where_an_action_stands(
    status: DevelopmentStatus, done: bool, thing: Progress | None, late: bool
) -> None:
    found = standing(
        status,
        due_on=TODAY - DAY if late else TODAY,
        today=TODAY,
        done_on=TODAY if done else None,
        thing=thing,
    )
    if status in OVER:
        assert found is OVER[status]
    elif done or thing is _P.DONE:
        assert found is _S.DONE
    elif thing is _P.FELL_THROUGH:
        assert found is _S.FELL_THROUGH
    elif late:
        assert found is _S.LATE
    elif thing is _P.UNDER_WAY:
        assert found is _S.UNDER_WAY
    else:
        assert found in {_S.PROPOSED, _S.TO_DO}
        assert (found is _S.PROPOSED) == (status is DevelopmentStatus.PROPOSED)
