"""A submission's place in its assessor's queue, and where signing leads."""

from typing import Any

import pytest

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    draft,
    make_qualification,
    make_registration,
    make_submission,
)
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.assessments.queries.turn import Turn, turn_of


@pytest.fixture
def queue(ada: User, ben: User, cleo: User) -> list[Submission]:
    """Three entries that wait, the first longest."""
    registration = make_registration(ada, ben, cleo, version=make_qualification(criteria=3))
    return [make_submission(registration, [one]) for one in criteria_of(registration)]


def test_the_place_of_each_and_what_follows(queue: list[Submission], ben: User) -> None:
    first, second, third = queue
    assert turn_of(first, ben) == Turn(3, 0, second.id, None)
    assert turn_of(second, ben) == Turn(3, 1, third.id, first.id)
    assert turn_of(third, ben) == Turn(3, 2, first.id, second.id)
    assert turn_of(second, ben).place == 2


def test_somebody_elses_queue_is_theirs(queue: list[Submission], cleo: User) -> None:
    assert turn_of(queue[1], cleo) == Turn(0, 0, None, None)


def test_the_page_says_the_place(queue: list[Submission], ben: User, browser: Browser) -> None:
    page = browser(ben).get(f"/review/{queue[1].id}")
    assert "2 of 3 in your queue" in page.text(".context")
    assert page.one("[data-next]").get("href") == f"/review/{queue[2].id}"


@pytest.mark.parametrize("stay", [{}, {"stay": "y"}])
def test_signing_leads_to_the_next_unless_one_stays(
    queue: list[Submission], ben: User, browser: Browser, stay: dict[str, Any]
) -> None:
    first, second, _third = queue
    draft(first, criteria_of(first.registration)[0])
    page = browser(ben).get(f"/review/{first.id}")
    assert "Sign and stay here" in page.text(".judge footer")
    form = page.form(".judge footer form")
    led = browser(ben).post(f"/review/{first.id}/sign", **{**form, **stay})
    assert led.response.location == f"/review/{(first if stay else second).id}"


def test_keys_can_be_switched_off(queue: list[Submission], ben: User, browser: Browser) -> None:
    visitor = browser(ben)
    page = visitor.get(f"/review/{queue[0].id}")
    assert page.one("[data-review]").get("data-keys") == "on"
    assert "The next criterion" in page.text("#key-sheet")
    visitor.post("/account", telling="daily", theme="")
    page = visitor.get(f"/review/{queue[0].id}")
    assert page.one("[data-review]").get("data-keys") == "off"
    assert "The next criterion" not in page.text("#key-sheet")
