"""Each page of plans: when it works, when it is wrong, and for an outsider."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import criteria_of, make_registration
from tests.factories_planning import make_plan
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.sharing import set_goal_units
from trainer.planning import actions
from trainer.planning.models import AssessmentPlan, Method, PlanStatus
from trainer.registrations.models import Registration


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    return make_registration(ada, ben, make_user("Cleo Assurer"))


def asked(registration: Registration, **more: object) -> dict[str, object]:
    criterion = criteria_of(registration, 0)[0]
    return {
        "method": "obs",
        "planned_on": clock.today().isoformat(),
        "planned_at": "14:30",
        "minutes": "45",
        "place": "Returns counter",
        "criteria": [criterion.id],
    } | more


def only_plan() -> AssessmentPlan:
    return db.session.query(AssessmentPlan).one()


def test_an_agreed_plan_leads_to_its_evidence_with_the_criteria_ticked(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    wanted = criteria_of(registration, 0)
    units = {one.unit_version_id for one in wanted}
    set_goal_units(user=ada, units=units, source="registration")
    seen = make_plan(registration, agreed=True)
    written = make_plan(registration, agreed=True, method=Method.WORK_PRODUCT)
    for plan, writer, other in ((seen, ben, ada), (written, ada, ben)):
        button = "a.btn[href*='criterion=']"
        assert not browser(other).get(f"/plans/{plan.id}").all(button)
        address = browser(writer).get(f"/plans/{plan.id}").one(button).get("href")
        ticked = browser(writer).get(address).all(".sugg input[checked]")
        assert {one.get("value") for one in ticked} == {str(one.id) for one in wanted}


def test_a_plan_not_agreed_leads_to_no_evidence(
    registration: Registration, ben: User, browser: Browser
) -> None:
    plan = make_plan(registration)
    assert not browser(ben).get(f"/plans/{plan.id}").all("a.btn[href*='criterion=']")


def test_proposing_and_agreeing(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    address = f"/plans/registrations/{registration.id}/new"
    assert "Ada" in browser(ben).get(address).text("main")
    browser(ben).post(address, status=303, **asked(registration))
    plan = only_plan()
    page = browser(ada).get(f"/plans/{plan.id}")
    assert "14:30" in page.text("main")
    assert "Returns counter" in page.text("main")
    browser(ada).post(f"/plans/{plan.id}/agree", status=303)
    db.session.refresh(plan)
    assert plan.status is PlanStatus.AGREED
    assert "Agreed" in browser(ben).get("/plans/").text("main")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"method": ""}, "Choose how"),
        ({"planned_on": ""}, "Choose a day"),
        ({"planned_on": "2020-01-01"}, "a day to come"),
        ({"criteria": []}, "at least one criterion"),
        ({"minutes": "4000"}, "From 5 to 600"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    registration: Registration, ben: User, browser: Browser, wrong: dict[str, object], says: str
) -> None:
    page = browser(ben).post(
        f"/plans/registrations/{registration.id}/new", status=422, **asked(registration, **wrong)
    )
    assert says in page.text(".error-summary")
    assert "Returns counter" in page.html


def test_asking_for_something_else_and_changing(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    plan = make_plan(registration)
    browser(ada).post(f"/plans/{plan.id}/ask", status=422, wish="")
    browser(ada).post(f"/plans/{plan.id}/ask", status=303, wish="After four, please.")
    assert "After four, please." in browser(ben).get(f"/plans/{plan.id}").text("main")
    assert browser(ben).get(f"/plans/{plan.id}/change").form()["place"] == "The returns counter"
    browser(ben).post(f"/plans/{plan.id}/change", status=303, **asked(registration))
    db.session.refresh(plan)
    assert (plan.planned_at, plan.asked) == (time(14, 30), "")


def test_saying_what_came_of_it(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    plan = make_plan(registration, agreed=True)
    first = criteria_of(registration, 0)[0]
    browser(ben).post(
        f"/plans/{plan.id}/outcome",
        status=303,
        done_on=clock.today().isoformat(),
        covered=[first.id],
        outcome="It went well.",
    )
    page = browser(ada).get(f"/plans/registrations/{registration.id}")
    assert page.texts("tbody [data-th='Came up']") == ["Yes", "Not this time"]
    assert "It went well." in browser(ada).get(f"/plans/{plan.id}").text("main")


def test_calling_off_says_why(registration: Registration, ada: User, browser: Browser) -> None:
    plan = make_plan(registration)
    browser(ada).post(f"/plans/{plan.id}/cancel", status=422, reason="")
    browser(ada).post(f"/plans/{plan.id}/cancel", status=303, reason="I am ill.")
    assert "I am ill." in browser(ada).get(f"/plans/{plan.id}").text("main")


def test_an_outsider_finds_nothing(registration: Registration, browser: Browser) -> None:
    plan = make_plan(registration)
    eve = make_user("Eve Outside")
    for address in (
        f"/plans/{plan.id}",
        f"/plans/{plan.id}/change",
        f"/plans/registrations/{registration.id}",
    ):
        browser(eve).get(address, status=404)
    browser(eve).post(f"/plans/{plan.id}/agree", status=404)
    assert "Nothing is planned" in browser(eve).get("/plans/").text("main")


def test_many_plans_cost_no_more_statements(
    registration: Registration, ben: User, browser: Browser, count_queries: CountQueries
) -> None:
    for days in range(12):
        make_plan(registration, on=clock.today() + timedelta(days=days))
    for address in ("/plans/", f"/plans/registrations/{registration.id}"):
        with count_queries() as statements:
            browser(ben).get(address)
        assert len(statements) <= 10, address


def test_the_calendar_shows_who_where_and_when(
    registration: Registration, ada: User, ben: User, browser: Browser
) -> None:
    day = date(2031, 7, 4)
    plan = make_plan(registration, agreed=True, on=day, planned_at=time(14, 30), minutes=45)
    page = browser(ada).post("/plans/calendar", status=200)
    path = "/plans/calendar/" + page.text("main .code").partition("/plans/calendar/")[2]

    answer = Browser(browser.app)().client.get(path)

    assert answer.mimetype == "text/calendar"
    assert "no-store" in answer.headers["Cache-Control"]
    (event,) = Calendar.from_ical(answer.get_data()).events
    assert str(event["SUMMARY"]) == f"Assessment with {ben.known_as}"
    assert str(event["LOCATION"]) == "The returns counter"
    assert event.start.isoformat() == "2031-07-04T14:30:00+01:00"
    assert str(event["URL"]).endswith(f"/plans/{plan.id}")
    assert criteria_of(registration, 0)[0].text not in answer.get_data(as_text=True)

    browser(ada).post("/plans/calendar/close", status=303)
    assert Browser(browser.app)().client.get(path).status_code == 404


def test_a_called_off_plan_is_taken_out_of_calendars(
    registration: Registration, ada: User, browser: Browser
) -> None:
    plan = make_plan(registration)
    actions.cancel(plan, actor=ada, reason="Ill.")
    token = actions.open_calendar(actor=ada)
    db.session.commit()
    answer = Browser(browser.app)().client.get(f"/plans/calendar/{token}.ics")
    (event,) = Calendar.from_ical(answer.get_data()).events
    assert str(event["STATUS"]) == "CANCELLED"
