"""People who come and go at the same instant do not stand in each other's way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import Browser
from tests.factories import make_user
from trainer.accounts.models import LoginSession
from trainer.extensions import db

TOGETHER, TIMES = 6, 5


def test_all_who_sign_out_at_once_are_signed_out(shared: Flask) -> None:
    gate = Barrier(TOGETHER)

    def leave(client: FlaskClient) -> int:
        gate.wait(timeout=20)
        return client.post("/sign-out").status_code

    for _time in range(TIMES):
        db.session.rollback()  # Look anew, as others left it.
        browser = Browser(shared)
        clients = [browser(make_user(f"Person Number{n}")).client for n in range(TOGETHER)]
        with ThreadPoolExecutor(TOGETHER) as threads:
            assert set(threads.map(leave, clients)) == {302}
    db.session.rollback()
    left = db.session.query(LoginSession).filter(LoginSession.ended_at.is_(None))
    assert left.count() == 0
