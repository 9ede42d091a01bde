"""The page where anyone checks a code: what it says, what it never says, and how it slows down."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser, Page
from tests.conftest import CountQueries
from tests.factories_certificates import ASSESSOR, IQA, TITLE, make_certificate
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.certificates import actions
from trainer.certificates.models import Certificate
from trainer.config import Config
from trainer.core.database import new_code
from trainer.extensions import db, limiter


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


@pytest.fixture
def throttled(app: Flask) -> Iterator[None]:
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


def check(browser: Browser, certificate: Certificate) -> Page:
    return browser().get(f"/v/{certificate.shown_code}")


def test_a_certificate_in_force(browser: Browser, certificate: Certificate) -> None:
    page = check(browser, certificate)
    assert page.text("h1") == "This certificate is genuine and in force"
    said = page.text("dl.facts")
    for fact in ("Ada Trainee", TITLE, certificate.number, "Level 2, 10 credits in 2 units"):
        assert fact in said
    assert "Brackenhall Home, Harbour Street centre" in said
    assert "Unit 2 of the diploma" in page.text("details ul")
    assert "own record of achievement. It is not a regulated" in page.text("main")


def test_a_revoked_one_says_so_and_when_at_once(
    browser: Browser, certificate: Certificate, tess: User
) -> None:
    actions.revoke(certificate, actor=tess, proof=proof_of(tess), reason="Copied work.")
    db.session.commit()
    page = check(browser, certificate)
    assert page.text("h1") == "This certificate has been revoked"
    assert page.text(".note-stop").startswith("It was revoked on")
    assert "Copied work" not in page.html
    assert "Does not run out" not in page.html


def test_a_replaced_one_says_so_and_leads_nowhere(
    browser: Browser, certificate: Certificate, tess: User, config: Config
) -> None:
    new = actions.replace(
        certificate, actor=tess, proof=proof_of(tess), reason="New name.", config=config
    )
    db.session.commit()
    page = check(browser, certificate)
    assert page.text("h1") == "This certificate has been replaced"
    for personal in (new.number, new.code, new.shown_code, "New name."):
        assert personal not in page.html


def test_it_says_what_the_latest_event_says(browser: Browser, certificate: Certificate) -> None:
    """INV15: even where somebody turned the row itself round."""
    db.session.execute(sa.update(Certificate).values(status="revoked"))
    db.session.commit()
    assert "in force" in check(browser, certificate).text("h1")


@pytest.mark.parametrize("end", [None, actions.revoke, actions.replace])
def test_a_stranger_never_learns_who_judged(
    browser: Browser, certificate: Certificate, tess: User, config: Config, end: object
) -> None:
    more = {"config": config} if end is actions.replace else {}
    if callable(end):
        end(certificate, actor=tess, proof=proof_of(tess), reason="Because.", **more)
        db.session.commit()
    html = check(browser, certificate).html
    for secret in (ASSESSOR, IQA, "Marker", tess.name, certificate.learner.staff_number):
        assert secret not in html
    assert certificate.payload_hash not in html
    for unit in certificate.payload["units"]:
        assert unit["code"] not in html


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.lower(),
        " ".join,
        lambda code: f"  {code[:7]}.{code[7:]}  ",
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_known_however_it_is_typed(
    browser: Browser, certificate: Certificate, typed: object
) -> None:
    assert callable(typed)
    sent = browser().get("/v", status=302, query_string={"code": typed(certificate.code)})
    assert sent.response.location == f"/v/{certificate.shown_code}"
    assert "in force" in browser().get(sent.response.location).text("h1")


UNKNOWN = [
    new_code(),
    "K4TN-9XQ2",
    "nothing-like-a-code",
    "0" * 500,
    "%27%20OR%201%3D1--",
    "%00%00",
    "%E2%80%AE%E2%85%B7",
    "<script>alert(1)</script>",
]


def without_tokens(html: str) -> str:
    html = re.sub(r'(?<=content=")[\w.-]{40,}(?=")', "", html)
    return re.sub(r"Checked on [^<]*", "", html)


def test_all_that_is_unknown_gets_the_same_answer(browser: Browser) -> None:
    answers = set()
    for code in UNKNOWN:
        if "/" not in code:
            page = browser().get(f"/v/{code}", status=404)
            assert page.text("h1") == "No certificate here has this code"
            answers.add(without_tokens(page.html))
    assert len(answers) == 1


def test_found_or_not_it_asks_one_question(
    browser: Browser, certificate: Certificate, count_queries: CountQueries
) -> None:
    counts = set()
    for code, status in ((certificate.code, 200), (new_code(), 404), ("short", 404)):
        with count_queries() as statements:
            browser().get(f"/v/{code}", status=status)
        counts.add(len(statements))
    assert counts == {1}


@pytest.mark.parametrize("address", ["/v", "/v/{code}", "/v/NONE"])
def test_nothing_of_it_is_kept_or_indexed(
    browser: Browser, certificate: Certificate, address: str
) -> None:
    status = 404 if "NONE" in address else 200
    page = browser().get(address.format(code=certificate.code), status=status)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.one("meta[name=robots]").get("content") == "noindex, nofollow"


def test_the_first_page_asks_for_a_code(browser: Browser) -> None:
    assert browser().get("/v").text("h1") == "Check a certificate"
    refused = browser().get("/v?code=+-+", status=422)
    assert "Type the code" in refused.text(".error-summary")


def test_it_opens_for_people_signed_in_too(
    browser: Browser, certificate: Certificate, eve: User
) -> None:
    assert browser(eve).get(f"/v/{certificate.code}").text("dd.big + dd, dl.facts")


def test_guessing_slows_down_after_thirty_a_minute(
    browser: Browser, certificate: Certificate, throttled: None
) -> None:
    answers = [browser().client.get(f"/v/{new_code()}").status_code for _guess in range(31)]
    assert answers == [404] * 30 + [429]
    slowed = browser().get(f"/v/{certificate.code}", status=429)
    assert slowed.text("h1") == "A little slower"
    assert "Ada" not in slowed.html


def test_codes_do_not_meet() -> None:
    codes = {new_code() for _ in range(20_000)}
    assert len(codes) == 20_000
    assert {len(code) for code in codes} == {26}
