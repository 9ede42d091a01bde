"""A form sent twice acts once; other words under the same key are refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.web import once
from trainer.web.once import RequestKey


def send(app: Flask, key: str, words: str) -> str:
    with app.test_request_context("/somewhere", method="POST", data={"words": words}):
        try:
            once.take_effect_once(key, "somebody")
        except once.AlreadyDone as done:
            return done.location
        once.remember_where_it_led("/there")
        db.session.commit()
        return "acted"


def test_a_double_click_leads_where_the_first_did(app: Flask) -> None:
    assert send(app, "k1", "hello") == "acted"
    assert send(app, "k1", "hello") == "/there"
    assert db.session.scalar(sa.select(sa.func.count(RequestKey.id))) == 1


def test_another_page_has_another_key(app: Flask) -> None:
    assert send(app, "k1", "hello") == "acted"
    assert send(app, "k2", "hello") == "acted"


def test_other_words_under_a_used_key_are_refused(app: Flask) -> None:
    send(app, "k1", "hello")
    with pytest.raises(Conflict):
        send(app, "k1", "goodbye")


def test_what_was_sent_a_month_ago_is_forgotten_and_later_sendings_are_not(app: Flask) -> None:
    with clock.at(clock.now() - once.KEPT - timedelta(minutes=1)):
        send(app, "k1", "hello")
    with clock.at(clock.now() - once.KEPT + timedelta(minutes=1)):
        send(app, "k2", "hello")
    once.forget_old_sendings()
    db.session.commit()
    assert send(app, "k1", "hello") == "acted"
    assert send(app, "k2", "hello") == "/there"
