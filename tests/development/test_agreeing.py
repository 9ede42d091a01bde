"""Putting actions into a plan, agreeing, changing and ending them, and who sees whose."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_session
from tests.factories_development import long_ago, make_action, make_agreed, make_pair, said
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.development.actions import agreeing, doing
from trainer.development.models import (
    DevelopmentAction,
    DevelopmentOutcome,
    DevelopmentStatus,
)
from trainer.development.queries.listing import of_team, plan_of
from trainer.development.rules.standing import DevelopmentStanding
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo, site=make_site("Quay Street"))


def test_one_writes_and_the_other_agrees(ada: User, cleo: User, browser: Browser) -> None:
    page = browser(ada).get(f"/development/of/{ada.id}/new")
    told = {
        "need": "Stay calm",
        "source": "gap",
        "what": "Take the course",
        "due_on": "2099-01-01",
    }
    browser(ada).send(f"/development/of/{ada.id}/new", 303, page.form() | told)
    action = db.session.scalars(sa.select(DevelopmentAction)).one()
    assert (action.status, action.manager_agreed_at) == (DevelopmentStatus.PROPOSED, None)
    shown = browser(cleo).get(f"/development/{action.id}")
    assert "Do you agree to this?" in shown.text("main")
    form = shown.form(f"form[action='/development/{action.id}/agree']")
    browser(cleo).send(f"/development/{action.id}/agree", 303, form)
    assert (action.status, action.agreed_manager) == (DevelopmentStatus.AGREED, cleo)
    assert set(db.session.scalars(sa.select(Notice.user_id))) == {cleo.id, ada.id}


def test_what_is_missing_is_said_beside_its_field(ada: User, browser: Browser) -> None:
    page = browser(ada).get(f"/development/of/{ada.id}/new")
    answer = browser(ada).send(f"/development/of/{ada.id}/new", 422, page.form())
    for words in ("Say what you want to be able to do.", "Choose a day."):
        assert words in answer.text("main")
    told = {"need": "a", "source": "gap", "what": "b", "due_on": "2020-01-01"}
    answer = browser(ada).send(f"/development/of/{ada.id}/new", 422, page.form() | told)
    assert "That day is past." in answer.text("main")


def test_a_change_asks_the_other_again_and_loses_nobodys_words(
    ada: User, cleo: User, browser: Browser
) -> None:
    action = make_agreed(ada, cleo)
    first = browser(ada).get(f"/development/{action.id}/change")
    second = browser(cleo).get(f"/development/{action.id}/change")
    words = {"what": "Shadow Tom at the counter"}
    browser(ada).send(f"/development/{action.id}/change", 303, first.form() | words)
    assert (action.status, action.manager_agreed_at) == (DevelopmentStatus.PROPOSED, None)
    mine = {"what": "Take the long course"}
    answer = browser(cleo).send(f"/development/{action.id}/change", 409, second.form() | mine)
    assert "Shadow Tom at the counter" in answer.text("main")
    assert "Take the long course" in answer.text("main")
    assert action.action == "Shadow Tom at the counter"


def test_nobody_agrees_to_what_they_have_not_read(ada: User, cleo: User) -> None:
    action = make_action(ada, ada)
    agreeing.change(action, actor=ada, known=1, said=said("Something else"))
    with pytest.raises(Conflict):
        agreeing.agree(action, actor=cleo, known=1)
    with pytest.raises(Refused, match="waits for the other"):
        agreeing.agree(action, actor=ada, known=2)


def test_words_put_as_they_were_change_nothing(ada: User, cleo: User) -> None:
    action = make_agreed(ada, cleo)
    agreeing.change(action, actor=ada, known=1, said=said())
    assert (action.status, action.number) == (DevelopmentStatus.AGREED, 1)


def test_a_day_that_passed_meanwhile_stays_when_other_words_change(ada: User, cleo: User) -> None:
    action = make_agreed(ada, cleo)
    action.due_on = long_ago()
    agreeing.change(action, actor=ada, known=1, said=said("Other words", due_on=long_ago()))
    assert action.action == "Other words"
    earlier = replace(said(), due_on=long_ago() - timedelta(days=9))
    with pytest.raises(Unacceptable, match="past"):
        agreeing.change(action, actor=ada, known=2, said=earlier)


def test_the_manager_says_whether_it_helped(ada: User, cleo: User, browser: Browser) -> None:
    action = make_agreed(ada, cleo)
    doing.finish(action, actor=ada)
    db.session.commit()
    with pytest.raises(Refused):
        agreeing.end(action, actor=ada, outcome=DevelopmentOutcome.REACHED, words="Yes")
    page = browser(cleo).get(f"/development/{action.id}/end")
    answer = browser(cleo).send(
        f"/development/{action.id}/end", 422, page.form() | {"outcome": "reached"}
    )
    assert "Say what that rests on." in answer.text("main")
    told = {"outcome": "partly", "words": "Calmer, and still too fast."}
    browser(cleo).send(f"/development/{action.id}/end", 303, page.form() | told)
    assert (action.status, action.outcome) == (DevelopmentStatus.ENDED, DevelopmentOutcome.PARTLY)
    assert "Calmer, and still too fast." in browser(ada).get(f"/development/{action.id}").text(
        "main"
    )
    with pytest.raises(Refused, match="over"):
        agreeing.change(action, actor=ada, known=1, said=said("More"))


def test_without_a_manager_somebody_ends_their_own(cleo: User, eve: User) -> None:
    action = make_action(cleo, cleo)
    agreeing.end(action, actor=cleo, outcome=DevelopmentOutcome.REACHED, words="It did.")
    assert action.status is DevelopmentStatus.ENDED


def test_it_is_dropped_with_a_reason_that_both_read(
    ada: User, cleo: User, browser: Browser
) -> None:
    action = make_agreed(ada, cleo)
    page = browser(ada).get(f"/development/{action.id}/drop")
    assert "Give a reason" in browser(ada).send(
        f"/development/{action.id}/drop", 422, page.form()
    ).text("main")
    browser(ada).send(f"/development/{action.id}/drop", 303, page.form() | {"words": "Moved on"})
    assert action.status is DevelopmentStatus.DROPPED
    assert "Moved on" in browser(cleo).get(f"/development/{action.id}").text("main")


def test_only_the_line_and_hr_read_a_plan(
    ada: User, cleo: User, ben: User, eve: User, browser: Browser
) -> None:
    action = make_agreed(ada, cleo)
    hr = make_holder("Hal Resources", Role.HR)
    admin = make_administrator("Tess Trains")
    above = make_user("Greta Above")
    make_placement(cleo, manager=above)
    for who in (ada, cleo, above, hr):
        assert "Take the course" in browser(who).get(f"/development/{action.id}").text("main")
    for who in (ben, eve, admin):
        for address in (f"/development/{action.id}", f"/development/of/{ada.id}"):
            browser(who).get(address, 404)
    for who in (above, hr):
        with pytest.raises(Refused):
            agreeing.drop(action, actor=who, words="No")


def test_whats_urgent_comes_first_and_what_is_over_last(ada: User, cleo: User) -> None:
    plain = make_agreed(ada, cleo, action="plain")
    late = make_agreed(ada, cleo, action="late")
    late.due_on = long_ago()
    over = make_agreed(ada, cleo, action="over")
    agreeing.drop(over, actor=ada, words="No")
    db.session.commit()
    assert [one.action for one in plan_of(ada)] == [late, plain, over]
    team = of_team(cleo)
    assert [(one.person, one.next_on) for one in team] == [(ada, long_ago())]
    assert dict(team[0].states) == {DevelopmentStanding.LATE: 1, DevelopmentStanding.TO_DO: 1}


def test_a_plan_goes_out_as_a_table(ada: User, cleo: User, browser: Browser) -> None:
    make_agreed(ada, cleo, action="=SUM(A1)")
    words = browser(cleo).get(f"/development/of/{ada.id}/plan.csv").html
    assert "'=SUM(A1)" in words
    assert "The work asks for it today" in words


def test_a_longer_plan_costs_no_more_statements(
    ada: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    admin = make_administrator("Tess Trains")

    days = (clock.now() + timedelta(days=one) for one in count(5))

    def fill() -> None:
        for place in range(3):
            following = make_agreed(ada, cleo, action=f"number {place}")
            other = make_agreed(ada, cleo, action=f"pair {place}")
            following.booking_id = book(make_session(admin, starts_at=next(days)), ada).id
            other.pair_id = make_pair(ada, make_user(f"Coach {place}")).id
        db.session.commit()

    fill()
    browser(ada).get("/development/")
    with count_queries() as few:
        browser(ada).get("/development/")
    fill()
    with count_queries() as many:
        browser(ada).get("/development/")
    assert len(many) == len(few) <= 7
    with count_queries() as team:
        browser(cleo).get("/development/team")
    assert len(team) <= 12
