"""A stranger learns nothing of who has an account: not from what is said, nor from how long it takes.

Time is counted in slow hashes, of which each is a tenth of a second and everything else next to nothing.
"""

from typing import Any

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.extensions import db


class Counted:
    """The library's hashing, counted."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.slow = 0

    def __getattr__(self, name: str) -> Any:
        if name in {"hash", "verify"}:
            self.slow += 1
        return getattr(self.context, name)


@pytest.fixture
def counted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Counted:
    security = app.extensions["security"]
    counter = Counted(security.pwd_context)
    monkeypatch.setattr(security, "pwd_context", counter)
    return counter


def answers(browser: Browser, path: str, status: int, **fields: str) -> str:
    """Send it as a stranger; return what came back, but for what was typed."""
    page = Browser(browser.app)().send(path, status, fields)
    words = page.text("main")
    for typed in fields.values():
        words = words.replace(typed, "…")
    return words


def kinds(app: Flask) -> dict[str, User]:
    known = make_user("Nia Bowen", password=PASSWORD, email="nia@brackenhall.example")
    gone = make_user("Gil Gone", password=PASSWORD, email="gil@brackenhall.example")
    gone.active = False
    new = make_user("Una New", email="una@brackenhall.example")
    db.session.commit()
    return {"known": known, "gone": gone, "new": new}


def test_the_door(browser: Browser, counted: Counted) -> None:
    told = {}
    names = {name: one.staff_number for name, one in kinds(browser.app).items()}
    for name, number in {**names, "nobody": "x90909"}.items():
        counted.slow = 0
        told[name] = (
            answers(browser, "/sign-in", 200, identity=number, password="not the right one"),
            counted.slow,
        )
    assert told["known"][1] == 1
    assert len({repr(one) for one in told.values()}) == 1, told


def test_a_forgotten_password(browser: Browser, counted: Counted) -> None:
    told = {}
    addresses = {name: str(one.email) for name, one in kinds(browser.app).items()}
    for name, address in {**addresses, "nobody": "xyz@brackenhall.example"}.items():
        counted.slow = 0
        told[name] = (answers(browser, "/forgotten", 200, email=address), counted.slow)
    assert told["known"][1] == 1
    assert len({repr(one) for one in told.values()}) == 1, told


def test_an_invitation(browser: Browser, counted: Counted, cleo: User) -> None:
    people = kinds(browser.app)
    actions.hand_over_code(people["new"], actor=cleo)
    db.session.commit()
    told = {}
    names = {name: one.staff_number for name, one in people.items()}
    for name, number in {**names, "nobody": "x90909"}.items():
        counted.slow = 0
        given = {"identity": number, "code": "AAAABBBBCCCC", "password": "seven yellow kettles"}
        told[name] = answers(browser, "/new-password", 422, **given), counted.slow
    assert told["known"][1] == 1
    assert len({repr(one) for one in told.values()}) == 1, told
