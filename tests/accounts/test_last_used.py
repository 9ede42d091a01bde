"""A browser's last use: noted seldom, shown in the account, and its end after none."""

import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from trainer.accounts.models import LoginSession, User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db

WHY = "You were signed out because this browser had not been used for 4 hours."
UPDATE = "UPDATE login_sessions"


def last_used(user: User) -> LoginSession:
    db.session.rollback()
    return db.session.scalars(
        sa.select(LoginSession).where(LoginSession.user_id == user.id).order_by(LoginSession.id)
    ).all()[-1]


def test_a_use_within_five_minutes_writes_nothing(
    browser: Browser, ada: User, count_queries: CountQueries
) -> None:
    browser(ada).get("/account")
    before = last_used(ada).last_used_at
    with time_machine.travel(before + timedelta(minutes=4), tick=False):
        with count_queries() as statements:
            browser(ada).get("/account")
        assert not [one for one in statements if one.startswith(UPDATE)]
        assert last_used(ada).last_used_at == before
    with time_machine.travel(before + timedelta(minutes=6), tick=False):
        with count_queries() as statements:
            browser(ada).get("/account")
        assert len([one for one in statements if one.startswith(UPDATE)]) == 1
        assert last_used(ada).last_used_at == before + timedelta(minutes=6)


def test_a_browser_left_for_long_is_signed_out_and_told_why(browser: Browser, ada: User) -> None:
    browser(ada).get("/account")
    begun = last_used(ada).last_used_at
    with time_machine.travel(begun + timedelta(minutes=239), tick=False):
        browser(ada).get("/account")
    with time_machine.travel(begun + timedelta(minutes=239 + 240), tick=False):
        went = browser(ada).client.get("/account")
        assert went.status_code == 302
        assert "/sign-in" in went.location
        said = browser(ada).client.get(went.location).get_data(as_text=True)
        assert WHY in said
        assert WHY not in browser(ada).client.get(went.location).get_data(as_text=True)
        assert last_used(ada).ended_at == clock.now()
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert kinds.count("SessionLeft") == 1


def test_nothing_that_is_sent_from_it_is_taken(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/account")
    fields = page.form("main form")
    begun = last_used(ada).last_used_at
    with time_machine.travel(begun + timedelta(hours=5), tick=False):
        assert browser(ada).client.post("/account", data=fields).status_code == 401
        assert last_used(ada).ended_at == clock.now()


def test_an_organisation_may_ask_for_no_use(
    app: Flask, browser: Browser, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks_none = dataclasses.replace(app.extensions["trainer"], idle_minutes=0)
    monkeypatch.setitem(app.extensions, "trainer", asks_none)
    browser(ada).get("/account")
    begun = last_used(ada).last_used_at
    with time_machine.travel(begun + timedelta(hours=11), tick=False):
        browser(ada).get("/account")


def test_the_account_says_when_each_browser_was_used(browser: Browser, ada: User) -> None:
    browser(ada).get("/account")
    for token, minutes in (("a", 10), ("b", 250)):
        db.session.add(
            LoginSession(
                user_id=ada.id,
                token_hash=token * 64,
                expires_at=clock.now() + timedelta(hours=9),
                last_used_at=clock.now() - timedelta(minutes=minutes),
            )
        )
    db.session.commit()
    said = browser(ada).get("/account").text("main")
    assert "10 minutes ago" in said
    assert "4 hours ago" not in said
