"""Changing a password, asking for a new one by e-mail, and setting one with a code."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem

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


def test_a_link_is_mailed_and_works_once(browser: Browser) -> None:
    nia = make_user(password=PASSWORD, email="nia@brackenhall.example")
    browser().get("/forgotten")
    browser().post("/forgotten", status=200, email="nia@brackenhall.example")
    letter = db.session.scalars(sa.select(OutboxItem)).one()
    assert letter.payload["to"] == "nia@brackenhall.example"
    path = letter.payload["body"].split("http://localhost")[1].split()[0]

    browser().get(path)
    browser().post(path, status=302, password=NEW, password_confirm=NEW)

    assert signs_in(browser, nia, NEW)
    again = browser().get(path, status=302)
    assert again.response.location == "/forgotten"


def test_an_unknown_address_hears_the_same_and_no_letter_goes(browser: Browser) -> None:
    make_user(password=PASSWORD, email="nia@brackenhall.example")
    unknown = browser().post("/forgotten", status=200, email="nobody@brackenhall.example")
    known = browser().post("/forgotten", status=200, email="nia@brackenhall.example")
    assert unknown.text("main").replace("nobody", "nia") == known.text("main")
    assert len(db.session.scalars(sa.select(OutboxItem)).all()) == 1


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
