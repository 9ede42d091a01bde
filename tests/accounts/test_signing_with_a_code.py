"""Signing something with a code of one's app in the place of the password."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import PASSWORD
from tests.factories_factors import make_app, shown
from tests.factories_people import make_holder
from trainer.accounts.models import AuthenticatorApp, SecondStepRule, User
from trainer.accounts.throttle import FREE_TRIES
from trainer.extensions import db
from trainer.people.models import Role

SIGNED = "/second-steps"
ASKED: dict[str, Any] = {"needed": "yes", "grace_days": "14", "reason": "Passwords leak."}


@pytest.fixture
def sol(app: object) -> User:
    return make_holder("Sol System", Role.SYSTEM_ADMIN, password=PASSWORD)


def signed() -> int:
    return db.session.scalar(sa.select(sa.func.count(SecondStepRule.id))) or 0


@pytest.mark.parametrize("spaced", [False, True])
def test_a_code_signs_as_the_password_does(browser: Browser, sol: User, *, spaced: bool) -> None:
    secret, _codes = make_app(sol)
    assert "or a code from your app" in browser(sol).get(SIGNED).text("main")
    code = shown(secret)
    browser(sol).post(SIGNED, password=f"{code[:3]} {code[3:]}" if spaced else code, **ASKED)
    assert signed() == 1


def test_blanks_around_a_password_belong_to_it(browser: Browser, app: object) -> None:
    spaced = f" {PASSWORD} "
    ann = make_holder("Ann System", Role.SYSTEM_ADMIN, password=spaced)
    browser(ann).post(SIGNED, status=422, password=PASSWORD, **ASKED)
    browser(ann).post(SIGNED, password=spaced, **ASKED)
    assert signed() == 1


def test_it_signs_once(browser: Browser, sol: User) -> None:
    secret, _codes = make_app(sol)
    code = shown(secret)
    browser(sol).post(SIGNED, password=code, **ASKED)
    page = browser(sol).post(SIGNED, 422, password=code, **ASKED)
    assert "has been used" in page.text(".error-summary")
    assert signed() == 1


def test_it_is_not_spent_on_a_form_with_something_else_wrong(browser: Browser, sol: User) -> None:
    secret, _codes = make_app(sol)
    code = shown(secret)
    browser(sol).post(SIGNED, 422, password=code, **{**ASKED, "reason": ""})
    assert db.session.scalars(sa.select(AuthenticatorApp.last_counter)).one() == 1
    browser(sol).post(SIGNED, password=code, **ASKED)
    assert signed() == 1


def test_a_recovery_code_signs_nothing(browser: Browser, sol: User) -> None:
    _secret, written_down = make_app(sol)
    browser(sol).post(SIGNED, 422, password=written_down[0], **ASKED)
    assert signed() == 0


def test_without_an_app_digits_are_a_wrong_password(browser: Browser, sol: User) -> None:
    page = browser(sol).post(SIGNED, 422, password="123456", **ASKED)
    assert "That isn't your password." in page.text(".error-summary")


def test_guessing_codes_makes_the_account_rest(browser: Browser, sol: User) -> None:
    secret, _codes = make_app(sol)
    for _guess in range(FREE_TRIES):
        browser(sol).post(SIGNED, 422, password="000000", **ASKED)
    browser(sol).post(SIGNED, 422, password=shown(secret), **ASKED)
    browser(sol).post(SIGNED, 422, password=PASSWORD, **ASKED)
    assert signed() == 0
