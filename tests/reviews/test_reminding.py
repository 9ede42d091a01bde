"""A review of an award that is overdue is told of at set distances, and never twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_certificates import make_administrator, revoke_by_two
from tests.factories_people import make_holder, make_site
from tests.factories_reviews import make_review
from trainer import worker
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.reviews.models import Review
from trainer.reviews.reminding import remind_of_overdue


@pytest.fixture
def tess(app: object) -> User:
    return make_administrator(password=PASSWORD)


@pytest.fixture
def lead(app: object) -> User:
    return make_holder("Lena Lead", Role.IQA, password=PASSWORD)


@pytest.fixture
def review(ada: User, ben: User, cleo: User, tess: User) -> Review:
    return make_review(ada, ben, cleo, by=tess)


def told(person: User) -> int:
    """Count how often somebody was told that a review is overdue."""
    late = sa.select(sa.func.count()).where(
        Notice.user_id == person.id, Notice.text.contains("was due on")
    )
    return db.session.scalar(late) or 0


def remind(review: Review, *, days: int, hours: int = 10) -> int:
    """Let the worker ask at an hour of a day so long after the review's own."""
    day = clock.end_of(review.due_on + timedelta(days=days - 1))
    with time_machine.travel(day + timedelta(hours=hours), tick=False):
        found = remind_of_overdue()
        db.session.commit()
        return found


def test_owner_and_leads_are_told_on_the_first_day_after_a_week_and_after_two(
    review: Review, tess: User, cleo: User, lead: User, ada: User, ben: User
) -> None:
    seen = []
    for day in range(30):
        for hour in (3, 14):
            remind(review, days=day, hours=hour)
        seen.append(told(tess))
    assert [day for day in range(1, 30) if seen[day] > seen[day - 1]] == [1, 7, 14]
    assert seen[0] == 0
    assert (told(tess), told(cleo), told(lead)) == (3, 3, 3)
    assert (told(ada), told(ben)) == (0, 0)


def test_what_went_by_unnoticed_is_told_of_once(review: Review, tess: User) -> None:
    assert remind(review, days=9) == 1
    assert remind(review, days=10) == 0
    assert told(tess) == 1
    assert remind(review, days=14) == 1


def test_a_settled_review_is_told_of_no_more(review: Review, tess: User) -> None:
    remind(review, days=1)
    assert review.certificate is not None
    revoke_by_two(review.certificate, by=tess)
    remind(review, days=7)
    assert told(tess) == 1


def test_one_that_nobody_sees_to_is_told_to_administrators(review: Review, tess: User) -> None:
    other = make_administrator("Ann Other")
    review.owner = None
    db.session.commit()
    remind(review, days=1)
    assert (told(tess), told(other)) == (1, 1)


def test_whoever_has_left_is_not_told(review: Review, tess: User) -> None:
    tess.active = False
    db.session.commit()
    remind(review, days=1)
    assert told(tess) == 0


def test_a_lead_opens_what_they_were_told_of_and_others_do_not(
    review: Review, lead: User, browser: Browser
) -> None:
    assert browser(lead).get(f"/reviews/{review.id}").text("h1")
    elsewhere = make_holder("Ira Elsewhere", Role.IQA, site=make_site("Far"), password=PASSWORD)
    browser(elsewhere).get(f"/reviews/{review.id}", status=404)


def test_the_worker_asks_each_hour(review: Review, tess: User) -> None:
    day = clock.end_of(review.due_on) + timedelta(hours=1)
    with time_machine.travel(day, tick=False):
        worker.tidy_up()
    assert told(tess) == 1
