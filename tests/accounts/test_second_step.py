"""The second step at the door: what is asked after the password, and what lets somebody in."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser, Page
from tests.factories import PASSWORD, make_user
from tests.factories_factors import link_mailed, make_app, shown
from trainer.accounts.models import AuthenticatorApp, LoginSession, RecoveryCode, User
from trainer.accounts.throttle import FREE_TRIES
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem

STEP = "/sign-in/second-step"


@pytest.fixture
def nia(app: object) -> User:
    return make_user(password=PASSWORD, email="nia@brackenhall.example")


def knock(browser: Browser, person: User, **more: str) -> Page:
    return browser().post(
        "/sign-in", status=302, identity=person.staff_number, password=PASSWORD, **more
    )


def sessions_of(person: User) -> int:
    asked = sa.select(sa.func.count()).where(
        LoginSession.user_id == person.id, LoginSession.ended_at.is_(None)
    )
    return db.session.scalar(asked) or 0


def test_the_password_alone_lets_nobody_in(browser: Browser, nia: User) -> None:
    make_app(nia)
    led = knock(browser, nia)
    assert led.response.location.startswith(STEP)
    browser().get("/", status=302)
    assert sessions_of(nia) == 0


def test_the_code_of_the_app_lets_them_in_to_where_they_were_going(
    browser: Browser, nia: User
) -> None:
    secret, _codes = make_app(nia)
    led = knock(browser, nia, next="/account").response.location
    browser().get(led)
    assert browser().post(led, code=shown(secret)).response.location == "/account"
    browser().get("/account")


def test_a_code_is_taken_once(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    knock(browser, nia)
    code = shown(secret)
    browser().post(STEP, code=code)

    elsewhere = Browser(browser.app)
    knock(elsewhere, nia)
    page = elsewhere().post(STEP, status=422, code=code)

    assert "doesn't fit, has been used" in page.text(".error-summary")
    assert sessions_of(nia) == 1


def test_a_recovery_code_lets_them_in_once_and_they_are_told(browser: Browser, nia: User) -> None:
    _secret, written_down = make_app(nia)
    for code in (written_down[0].lower(), written_down[1]):
        window = Browser(browser.app)
        knock(window, nia)
        window().post(STEP, code=code)
    knock(browser, nia)
    browser().post(STEP, status=422, code=written_down[0])

    notices = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == nia.id)).all()
    assert [words for words in notices if "You have 8 left" in words]
    letters = db.session.scalars(sa.select(OutboxItem)).all()
    assert any("recovery code was used" in one.payload["subject"] for one in letters)


def test_recovery_codes_are_kept_as_hashes_only(nia: User) -> None:
    _secret, written_down = make_app(nia)
    kept = set(db.session.scalars(sa.select(RecoveryCode.code_hash)))
    assert len(kept) == len(written_down) == 10
    assert not kept & set(written_down)
    assert all(len(one) == 64 for one in kept)


def test_the_secret_is_kept_encrypted(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    plain = browser.app.extensions["app_codes"].get_totp_b32_key(secret)
    kept = db.session.scalars(sa.select(AuthenticatorApp.secret)).one()
    assert plain not in kept
    assert "enckey" in kept


def test_guessing_codes_makes_the_account_rest(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    knock(browser, nia)
    for _guess in range(FREE_TRIES):
        browser().post(STEP, status=422, code="not-one")
    browser().post(STEP, status=422, code=shown(secret))
    assert sessions_of(nia) == 0
    failures = db.session.scalar(
        sa.select(sa.func.count()).where(TrailEntry.kind == "SignInFailed")
    )
    assert failures == FREE_TRIES + 1


def test_ten_minutes_after_the_password_it_is_asked_for_again(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    knock(browser, nia)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        led = browser().post(STEP, status=302, code=shown(secret))
    assert led.response.location == "/sign-in"
    assert sessions_of(nia) == 0


def test_nobody_skips_the_password(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    assert browser().post(STEP, status=302, code=shown(secret)).response.location == "/sign-in"
    assert sessions_of(nia) == 0


def test_a_new_password_by_mail_leaves_the_second_step(browser: Browser, nia: User) -> None:
    make_app(nia)
    db.session.execute(sa.delete(OutboxItem))
    db.session.commit()
    browser().post("/forgotten", status=200, email="nia@brackenhall.example")
    path = link_mailed()
    new = "quite another phrase"
    led = browser().post(path, status=302, password=new, password_confirm=new)
    assert led.response.location.startswith((STEP, "/sign-in"))
    assert sessions_of(nia) == 0


def test_a_shared_device_is_remembered_over_the_second_step(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    led = knock(browser, nia, shared="y").response.location
    fields = browser().get(led).form()
    browser().post(led, **{**fields, "code": shown(secret)})
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        browser().get("/", status=302)


def test_whoever_left_meanwhile_is_not_let_in(browser: Browser, nia: User) -> None:
    secret, _codes = make_app(nia)
    knock(browser, nia)
    nia.active = False
    db.session.commit()
    browser().post(STEP, status=302, code=shown(secret))
    assert sessions_of(nia) == 0
