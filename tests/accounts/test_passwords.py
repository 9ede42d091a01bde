"""Changing a password, asking for a new one by e-mail, and setting one with a code."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_factors import link_mailed
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.accounts.tasks import send_reset_link
from trainer.accounts.throttle import FREE_TRIES
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.notifications.outbox import Claimed

NEW = "quite another phrase"


def signs_in(browser: Browser, person: User, password: str) -> bool:
    page = Browser(browser.app)().client.post(
        "/sign-in", data={"identity": person.staff_number, "password": password}
    )
    browser.forget()
    return page.status_code == 302


def test_someone_changes_their_password_and_stays_signed_in(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    elsewhere = Browser(browser.app)
    elsewhere(nia).get("/")
    browser(nia).get("/account/password")

    browser(nia).post(
        "/account/password",
        status=302,
        password=PASSWORD,
        new_password=NEW,
        new_password_confirm=NEW,
    )

    browser(nia).get("/account")
    elsewhere(nia).get("/account", status=302)
    assert signs_in(browser, nia, NEW)
    assert not signs_in(browser, nia, PASSWORD)


def test_the_present_password_is_asked_for(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    browser(nia).post(
        "/account/password",
        status=200,
        password="wrong",
        new_password=NEW,
        new_password_confirm=NEW,
    )
    assert signs_in(browser, nia, PASSWORD)


def test_guessing_the_present_password_makes_the_account_rest(browser: Browser) -> None:
    nia = make_user(password=PASSWORD)
    for _guess in range(FREE_TRIES):
        page = browser(nia).post(
            "/account/password",
            status=200,
            password="wrong",
            new_password=NEW,
            new_password_confirm=NEW,
        )
        assert "That isn't your password" in page.text(".error-summary")

    browser(nia).post(
        "/account/password",
        status=200,
        password=PASSWORD,
        new_password=NEW,
        new_password_confirm=NEW,
    )

    assert not signs_in(browser, nia, NEW)


def test_a_link_is_mailed_and_works_once(browser: Browser) -> None:
    nia = make_user(password=PASSWORD, email="nia@brackenhall.example")
    browser().get("/forgotten")
    browser().post("/forgotten", status=200, email="nia@brackenhall.example")
    path = link_mailed()
    letter = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.MAIL)).one()
    assert letter.payload["to"] == "nia@brackenhall.example"

    browser().get(path)
    browser().post(path, status=302, password=NEW, password_confirm=NEW)

    assert signs_in(browser, nia, NEW)
    again = browser().get(path, status=302)
    assert again.response.location == "/forgotten"


def test_an_unknown_address_hears_the_same_and_no_letter_goes(browser: Browser) -> None:
    nia = make_user(password=PASSWORD, email="nia@brackenhall.example")
    unknown = browser().post("/forgotten", status=200, email="nobody@brackenhall.example")
    known = browser().post("/forgotten", status=200, email="nia@brackenhall.example")
    assert unknown.text("main").replace("nobody", "nia") == known.text("main")
    asked = [one.payload["user_id"] for one in db.session.scalars(sa.select(OutboxItem))]
    assert asked == [None, nia.id]


def test_an_address_that_nobody_has_gets_no_letter(browser: Browser) -> None:
    browser().post("/forgotten", status=200, email="nobody@brackenhall.example")
    item = db.session.scalars(sa.select(OutboxItem)).one()
    work = Claimed(item.id, item.task, item.payload, item.created_at, 1)
    send_reset_link(work, browser.app.extensions["trainer"])
    assert db.session.scalars(sa.select(OutboxItem.task)).all() == [Task.MAIL_RESET_LINK]


def test_letters_are_asked_for_only_so_often(browser: Browser, throttled: None) -> None:
    for _letter in range(20):
        browser().post("/forgotten", status=200, email="nobody@brackenhall.example")
    browser().post("/forgotten", status=429, email="nobody@brackenhall.example")


def test_a_code_handed_over_sets_a_password_once(browser: Browser, cleo: User) -> None:
    nia = make_user()
    code = actions.hand_over_code(nia, actor=cleo)
    db.session.commit()
    browser().get("/new-password")
    given: dict[str, Any] = {"identity": nia.staff_number, "code": code.lower(), "password": NEW}

    browser().post("/new-password", **given)

    assert signs_in(browser, nia, NEW)
    again = browser().post("/new-password", status=422, **given)
    assert "has been used" in again.text(".error-summary")
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert {"ResetCodeHandedOver", "PasswordSet"} <= set(kinds)


def test_a_code_is_only_good_for_its_holder_and_its_day(
    browser: Browser, cleo: User, eve: User
) -> None:
    nia = make_user()
    code = actions.hand_over_code(nia, actor=cleo)
    db.session.commit()
    browser().post("/new-password", status=422, identity=eve.staff_number, code=code, password=NEW)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        browser().post(
            "/new-password", status=422, identity=nia.staff_number, code=code, password=NEW
        )
    assert nia.password is None


OTHERS_WORDS = (
    "nvalid",
    "uccessful",
    "lease",
    "Email",
    "not provided",
    "Forgot password",
    "log in",
)


@pytest.mark.parametrize(
    ("now", "new", "again", "says"),
    [
        ("", NEW, NEW, "Enter your password."),
        ("wrong", NEW, NEW, "That isn't your password. Try again."),
        (PASSWORD, "short", "short", "Use 12 characters or more. Three plain words are fine."),
        (PASSWORD, NEW, "another", "The two new passwords differ."),
        (PASSWORD, PASSWORD, PASSWORD, "This is the password you have now. Choose another."),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_in_our_words(
    browser: Browser, now: str, new: str, again: str, says: str
) -> None:
    nia = make_user(password=PASSWORD)
    page = browser(nia).post(
        "/account/password",
        status=200,
        password=now,
        new_password=new,
        new_password_confirm=again,
    )
    assert says in page.text(".error-summary")


def test_the_doors_speak_in_our_words(browser: Browser) -> None:
    nia = make_user(password=PASSWORD, email="nia@brackenhall.example")
    window = browser()
    said = [
        window.get("/sign-in").text("main"),
        window.get("/forgotten").text("main"),
        window.post("/forgotten", status=200, email="").text("main"),
        window.post("/forgotten", status=200, email="not an address").text("main"),
        window.post("/forgotten", status=200, email=nia.email).text("main"),
    ]
    link = link_mailed()
    said.append(window.get(link).text("main"))
    window.post(link, status=302, password=NEW, password_confirm=NEW)
    said.append(window.get("/sign-in").text("main"))
    window.get(link, status=302)
    said.append(window.get("/sign-in").text("main"))
    for words in said:
        assert not [theirs for theirs in OTHERS_WORDS if theirs in words], words
