"""Who guesses at codes learns nothing: one answer to all that is unknown, and soon none at all."""

import re
from collections import Counter
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.counting import least
from tests.factories_certificates import make_certificate
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus, Rendering
from trainer.core import clock
from trainer.core.database import CODE_ALPHABET, new_code
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
GUESSES = 10_000
MANY_CODES = 100_000
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


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _code in range(MANY_CODES)}) == MANY_CODES


@pytest.mark.slow
def test_no_guess_is_right(app: Flask, certificate: Certificate, draft: Certificate) -> None:
    """Each sign of a code that is in use changed into each other, and then whatever comes."""
    code, client = certificate.code, app.test_client()
    near = {
        f"{code[:place]}{sign}{code[place + 1 :]}"
        for place in range(len(code))
        for sign in CODE_ALPHABET
    } - {code}
    guesses = [*near, *(new_code() for _guess in range(GUESSES - len(near)))]
    told = {_answer(client, guess) for guess in guesses}
    assert told == {(404, b'{"status":"unknown"}')}
    assert _answer(client, code)[0] == 200


@pytest.mark.slow
def test_guesses_beyond_thirty_a_minute_learn_nothing_even_of_a_code_in_use(
    app: Flask, certificate: Certificate, throttled: None
) -> None:
    client = app.test_client()
    with clock.at(clock.now()):
        statuses = Counter(_answer(client, new_code())[0] for _guess in range(1_000))
        slowed = {_answer(client, one) for one in (certificate.code, new_code())}
    assert statuses == {404: 30, 429: 970}
    assert len(slowed) == 1


def _answer(client: FlaskClient, code: str) -> tuple[int, bytes]:
    answer = client.get(f"/v/{code}", headers=JSON)
    return answer.status_code, answer.data
