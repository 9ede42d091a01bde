"""The door: who gets in, what failures say, and how guessing slows down."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_people import make_holder
from trainer.accounts import throttle
from trainer.accounts.models import LoginSession, User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role

WRONG = "not that password"


def test_the_door_opens_with_a_staff_number_in_any_case(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)

    browser().get("/sign-in")
    browser().post(
        "/sign-in", status=302, identity=f" {nia.staff_number.upper()} ", password=PASSWORD
    )

    assert browser().get("/").text("h1").endswith(", Nia")
    assert db.session.scalar(sa.select(LoginSession.user_id)) == nia.id


def test_the_door_opens_with_an_e_mail_address(browser: Browser) -> None:
    make_user(password=PASSWORD, email="nia@brackenhall.example")
    browser().post("/sign-in", status=302, identity="Nia@Brackenhall.example", password=PASSWORD)
    browser().get("/")


@pytest.mark.parametrize("password", [PASSWORD, WRONG])
def test_the_unknown_and_the_mistaken_hear_the_same(browser: Browser, password: str) -> None:
    nia = make_user(password="another three words")
    known = browser().post("/sign-in", status=200, identity=nia.staff_number, password=password)
    unknown = browser().post("/sign-in", status=200, identity="nobody", password=password)
    assert known.text(".error-summary") == unknown.text(".error-summary")


def test_a_signed_out_visitor_is_sent_to_the_door_and_back(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    sent = browser().get("/account", status=302)
    assert sent.response.location == "/sign-in?next=/account"
    back = browser().post(
        sent.response.location, status=302, identity=nia.staff_number, password=PASSWORD
    )
    assert back.response.location == "/account"


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "\\\\\\evil.example"]
)
def test_the_door_leads_nowhere_else(browser: Browser, next_page: str) -> None:
    nia = make_user(password=PASSWORD)
    led = browser().post(
        "/sign-in", status=302, identity=nia.staff_number, password=PASSWORD, next=next_page
    )
    assert led.response.location == "/"


def test_after_five_failures_even_the_right_password_waits(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    for _try in range(throttle.FREE_TRIES):
        browser().post("/sign-in", status=200, identity=nia.staff_number, password=WRONG)

    browser().post("/sign-in", status=200, identity=nia.staff_number, password=PASSWORD)
    with time_machine.travel(clock.now() + timedelta(seconds=31)):
        browser().post("/sign-in", status=302, identity=nia.staff_number, password=PASSWORD)
    assert nia.failed_sign_ins == 0


def test_each_failure_leaves_a_line_in_the_trail(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    browser().post("/sign-in", status=200, identity=nia.staff_number, password=WRONG)
    line = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "SignInFailed")).one()
    assert (line.subject_id, line.body["failures"]) == (nia.id, 1)


def test_signing_out_ends_the_session_row(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    browser(nia).post("/sign-out", status=302)
    browser(nia).get("/", status=302)
    assert db.session.scalar(sa.select(LoginSession.ended_at)) is not None


def test_ending_a_session_elsewhere_bites_on_its_next_request(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    browser(nia).get("/")
    elsewhere = Browser(browser.app)
    page = elsewhere(nia).get("/account")
    assert len(page.all("tbody tr")) == 2
    first = db.session.scalars(sa.select(LoginSession).order_by(LoginSession.id)).first()
    assert first is not None

    elsewhere(nia).post(f"/account/sessions/{first.id}/end")

    browser(nia).get("/", status=302)
    elsewhere(nia).get("/")


def test_this_browser_is_marked_and_all_others_end_at_once(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    others = [Browser(browser.app) for _one in range(2)]
    for other in others:
        other(nia).get("/")
    page = browser(nia).get("/account")
    rows = page.texts("tbody tr")
    assert len(rows) == 3
    assert [("This browser" in row) for row in rows] == [True, False, False]
    browser(nia).post("/account/sessions/end-others")
    for other in others:
        other(nia).get("/", status=302)
    assert len(browser(nia).get("/account").all("tbody tr")) == 1
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert "OthersSignedOut" in kinds


def test_nobody_ends_the_sessions_of_another(browser: Browser, eve: User) -> None:
    nia = make_user(password=PASSWORD)
    browser(nia).get("/")
    browser(eve).post("/account/sessions/end-others")
    browser(nia).get("/")


def test_a_role_taken_away_bites_on_the_next_request(browser: Browser) -> None:
    hana = make_holder("Hana People", Role.HR)
    browser(hana).get("/people")
    for one in hana.appointments:
        one.ends_on = clock.today()
    db.session.commit()
    browser(hana).get("/people", status=404)


def test_a_leaver_is_out_at_the_next_request(browser: Browser) -> None:
    nia = make_user()
    browser(nia).get("/")
    nia.active = False
    db.session.commit()
    browser(nia).get("/", status=302)


def test_a_shared_device_signs_out_after_ten_minutes(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    browser().post("/sign-in", status=302, identity=nia.staff_number, password=PASSWORD, shared="y")
    browser().get("/")
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        browser().get("/", status=302)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (10_000, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert throttle.wait_after(failures) == timedelta(seconds=seconds)
