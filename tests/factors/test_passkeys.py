"""Passkeys: made, named, taken away, and what lets somebody in with one."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser, Page
from tests.factories import PASSWORD, make_user
from tests.factories_factors import make_app
from tests.factories_passkeys import Device, asked_on
from trainer.accounts import actions, passkeys
from trainer.accounts.models import LoginSession, Passkey, User
from trainer.audit.models import TrailEntry
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem

ADD = "/account/second-step/passkey"
DOOR = "/sign-in/passkey"


@pytest.fixture
def nia(app: object) -> User:
    return make_user(password=PASSWORD, email="nia@brackenhall.example")


def add(browser: Browser, person: User, device: Device, status: int = 303, **given: str) -> Page:
    answer = device.make(asked_on(browser(person).get(ADD)))
    fields = {"name": "My phone", "password": PASSWORD, "credential": answer, **given}
    return browser(person).send(ADD, status, fields)


def enter(browser: Browser, device: Device, status: int = 303) -> Page:
    window = browser()
    answer = device.sign(asked_on(window.get(DOOR)))
    return window.send(DOOR, status, {"credential": answer})


def test_a_passkey_lets_them_in_without_password_or_code(browser: Browser, nia: User) -> None:
    device = Device()
    add(browser, nia, device)
    make_app(nia)
    stranger = Browser(browser.app)
    window = stranger()
    path = f"{DOOR}?next=/account"
    answer = device.sign(asked_on(window.get(path)))
    assert window.send(path, 303, {"credential": answer}).response.location == "/account"
    assert "My phone" in window.get("/account/second-step").text("main")
    assert db.session.scalars(sa.select(Passkey)).one().uses == 1


def test_a_copy_of_cookie_and_answer_lets_nobody_in(browser: Browser, nia: User) -> None:
    """Not even where the passkey is one that does not count how often it was used."""
    device = Device()
    add(browser, nia, device)
    window = Browser(browser.app)()
    answer = device.sign(asked_on(window.get(DOOR)))
    name = browser.app.config["SESSION_COOKIE_NAME"]
    kept = window.client.get_cookie(name)
    assert kept is not None
    window.send(DOOR, 303, {"credential": answer})
    db.session.scalars(sa.select(Passkey)).one().uses = 0
    db.session.commit()
    before = sessions_of(nia)
    thief = Browser(browser.app)()
    thief.client.set_cookie(name, kept.value)
    thief.send(DOOR, 409, {"credential": answer})
    assert sessions_of(nia) == before
    assert thief.client.get("/account").status_code == 302


def sessions_of(person: User) -> int:
    counted = sa.select(sa.func.count(LoginSession.id)).where(LoginSession.user_id == person.id)
    return db.session.scalars(counted).one()


def test_adding_one_signs_others_out_and_tells_them(browser: Browser, nia: User) -> None:
    elsewhere = Browser(browser.app)
    elsewhere(nia).get("/")
    add(browser, nia, Device())
    elsewhere(nia).get("/", status=302)
    browser(nia).get("/account")
    assert (
        "You can sign in with a passkey now: My phone"
        in db.session.scalars(sa.select(Notice.text)).one()
    )
    assert db.session.scalars(sa.select(OutboxItem)).one().payload["to"] == nia.email
    assert "PasskeyAdded" in db.session.scalars(sa.select(TrailEntry.kind)).all()


@pytest.mark.parametrize(
    ("device", "given"),
    [
        (Device(origin="http://evil.example"), {}),
        (Device(host="evil.example"), {}),
        (Device(verified=False), {}),
        (Device(), {"password": "wrong"}),
        (Device(), {"name": ""}),
        (Device(), {"credential": ""}),
        (Device(), {"credential": "{}"}),
        (Device(), {"credential": "[1, 2"}),
        (Device(), {"credential": "[" * 19_000}),
        (Device(), {"credential": "x" * 30_000}),
        (Device(), {"credential": json.dumps({"id": "a", "rawId": "a", "type": "public-key"})}),
    ],
)  # fmt: skip
def test_nothing_is_added_unless_all_is_right(
    browser: Browser, nia: User, device: Device, given: dict[str, str]
) -> None:
    page = add(browser, nia, device, 422, **given)
    assert page.one("[name=credential]").get("value") == ""
    assert db.session.scalar(sa.select(Passkey.id)) is None


@pytest.mark.parametrize("part", ["clientDataJSON", "attestationObject"])
@pytest.mark.parametrize("junk", ["", "!!!", "AAAA", "oWZhdXRoRGF0YUA", "gICAgICA", 7, None, []])
def test_no_junk_in_an_answer_is_more_than_refused(
    browser: Browser, nia: User, part: str, junk: object
) -> None:
    answer = json.loads(Device().make(asked_on(browser(nia).get(ADD))))
    answer["response"][part] = junk
    fields = {"name": "My phone", "password": PASSWORD, "credential": json.dumps(answer)}
    browser(nia).send(ADD, 422, fields)


def test_one_answer_is_good_once(browser: Browser, nia: User) -> None:
    device = Device()
    answer = device.make(asked_on(browser(nia).get(ADD)))
    fields = {"name": "My phone", "password": PASSWORD, "credential": answer}
    browser(nia).send(ADD, 303, fields)
    browser(nia).send(ADD, 422, fields)


def test_a_known_passkey_is_nobody_elses(browser: Browser, nia: User, eve: User) -> None:
    device = Device()
    add(browser, nia, device)
    db.session.get_one(User, eve.id).password = nia.password
    db.session.commit()
    assert "known already" in add(browser, eve, device, 422).text(".error-summary")


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "http://evil.example"}, {"host": "evil.example"}, {"verified": False},
     {"key": Device().key}, {"name": b"0123456789abcdef"}],
)  # fmt: skip
def test_what_is_not_signed_for_this_door_opens_nothing(
    browser: Browser, nia: User, wrong: dict[str, str]
) -> None:
    device = Device()
    add(browser, nia, device)
    before = db.session.scalar(sa.select(sa.func.count(LoginSession.id)))
    page = enter(browser, replace(device, **wrong), 422)  # type: ignore[arg-type]
    assert "none of ours" in page.text(".error-summary")
    assert db.session.scalar(sa.select(sa.func.count(LoginSession.id))) == before
    assert "SignInFailed" in db.session.scalars(sa.select(TrailEntry.kind)).all()


def test_an_answer_to_an_earlier_page_opens_nothing(browser: Browser, nia: User) -> None:
    device = Device()
    add(browser, nia, device)
    window = browser()
    answer = device.sign(asked_on(window.get(DOOR)))
    window.get(DOOR)
    window.send(DOOR, 422, {"credential": answer})
    late = device.sign(asked_on(window.get(DOOR)))
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        window.send(DOOR, 422, {"credential": late})


def test_a_copy_that_counts_behind_opens_nothing(browser: Browser, nia: User) -> None:
    device = Device()
    add(browser, nia, device)
    enter(browser, device)
    copy = replace(device, uses=0)
    enter(Browser(browser.app), copy, 422)


def test_whoever_left_is_not_let_in_and_comes_back_without(browser: Browser, nia: User) -> None:
    device = Device()
    add(browser, nia, device)
    nia.active = False
    db.session.commit()
    enter(Browser(browser.app), device, 422)
    actions.reopen_account(nia, actor=None)
    db.session.commit()
    enter(Browser(browser.app), device, 422)
    assert db.session.scalar(sa.select(Passkey.id)) is None


def test_one_is_removed_with_the_password(browser: Browser, nia: User, eve: User) -> None:
    device = Device()
    add(browser, nia, device)
    number = db.session.scalars(sa.select(Passkey.id)).one()
    path = f"{ADD}/{number}/remove"
    browser(eve).get(path, status=404)
    browser(eve).post(path, 404, password=PASSWORD)
    browser(nia).get(path)
    browser(nia).post(path, 422, password="wrong")
    browser(nia).post(path, password=PASSWORD)
    enter(Browser(browser.app), device, 422)
    assert "PasskeyRemoved" in db.session.scalars(sa.select(TrailEntry.kind)).all()


@pytest.mark.parametrize(
    ("address", "possible"),
    [("https://trainer.example", True), ("http://localhost:8000", True),
     ("http://trainer.example", False), ("http://127.0.0.1:8000", False),
     ("https://192.0.2.7", False)],
)  # fmt: skip
def test_for_which_addresses_browsers_make_passkeys(
    config: Config, address: str, *, possible: bool
) -> None:
    assert passkeys.are_possible(replace(config, base_url=address)) is possible
