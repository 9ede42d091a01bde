"""Who guesses at codes learns nothing: one answer to all that is unknown, and soon none at all."""

import re
from functools import partial

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.counting import least
from tests.factories_certificates import make_certificate
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus, Rendering
from trainer.core import clock
from trainer.core.database import new_code
from trainer.extensions import db
from trainer.web.throttle import MINUTE

UNKNOWN = [
    new_code(),
    "K4TN-9XQ2",
    "nothing-like-a-code",
    "0" * 500,
    "%27%20OR%201%3D1--",
    "%00%00",
    "%E2%80%AE%E2%85%B7",
    "<b>",
]
JSON = {"Accept": "application/json"}
ASKED_BEFORE = 10
"""So often before counting: psycopg prepares a statement when it is asked the fifth time."""


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


@pytest.fixture
def draft(certificate: Certificate, tess: User) -> Certificate:
    """A certificate that is written down and not issued."""
    drafted = Certificate(
        code=new_code(),
        number="BH-2026-9999",
        registration=certificate.registration,
        learner=certificate.learner,
        status=CertificateStatus.DRAFTED,
        rendering=Rendering.WAITING,
        payload=certificate.payload,
        payload_hash=certificate.payload_hash,
    )
    drafted.events.append(
        CertificateEvent(
            status=CertificateStatus.DRAFTED,
            actor=tess,
            reauthenticated_at=proof_of(tess).at,
        )
    )
    db.session.add(drafted)
    db.session.commit()
    return drafted


def without_tokens(html: str) -> str:
    html = re.sub(r'(?<=content=")[\w.-]{40,}(?=")', "", html)
    return re.sub(r"Checked on [^<]*", "", html)


def test_all_that_is_unknown_gets_the_same_page(browser: Browser, draft: Certificate) -> None:
    answers = set()
    for code in (*UNKNOWN, draft.shown_code):
        page = browser().get(f"/v/{code}", status=404)
        assert page.text("h1") == "No certificate here has this code"
        answers.add(without_tokens(page.html))
    assert len(answers) == 1


def test_and_the_same_json(app: Flask, draft: Certificate) -> None:
    answers = {
        (answer.status_code, answer.data)
        for code in (*UNKNOWN, draft.shown_code)
        for answer in [app.test_client().get(f"/v/{code}", headers=JSON)]
    }
    assert answers == {(404, b'{"status":"unknown"}')}


def test_and_the_same_work(app: Flask, draft: Certificate) -> None:
    """Codes as long as each other, so that only what is known of them could make a difference."""
    client = app.test_client()
    codes = (draft.code, new_code(), "U" * len(draft.code))
    for _ in range(ASKED_BEFORE):
        client.get(f"/v/{new_code()}", headers=JSON)
    work = {least(partial(client.get, f"/v/{code}", headers=JSON)) for code in codes}
    assert len(work) == 1


def test_found_or_not_it_asks_one_question(
    browser: Browser, certificate: Certificate, count_queries: CountQueries
) -> None:
    counts = set()
    for code, status in ((certificate.code, 200), (new_code(), 404), ("short", 404)):
        with count_queries() as statements:
            browser().get(f"/v/{code}", status=status)
        counts.add(len(statements))
    assert counts == {1}


def test_guessing_slows_down_after_thirty_a_minute(
    browser: Browser, certificate: Certificate, throttled: None
) -> None:
    with clock.at(clock.now()):
        answers = [browser().client.get(f"/v/{new_code()}").status_code for _guess in range(31)]
        assert answers == [404] * 30 + [429]
        slowed = browser().get(f"/v/{certificate.code}", status=429)
        assert slowed.text("h1") == "A little slower"
        assert "Ada" not in slowed.html
        told = browser().client.get(f"/v/{certificate.code}", headers=JSON)
        assert (told.status_code, list(told.json or {})) == (429, ["error"])
    with clock.at(clock.now() + MINUTE):
        assert "in force" in browser().get(f"/v/{certificate.code}").text("h1")
