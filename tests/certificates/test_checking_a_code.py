"""The page where anyone checks a code: what it says, what it never says, and how it slows down."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.browsing import Browser, Page
from tests.factories_certificates import ASSESSOR, IQA, TITLE, make_certificate, revoke_by_two
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.certificates import actions
from trainer.certificates.models import Certificate, Purpose
from trainer.config import Config
from trainer.core.database import new_code
from trainer.extensions import db


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


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
    revoke_by_two(certificate, by=tess, reason="Copied work.")
    page = check(browser, certificate)
    assert page.text("h1") == "This certificate has been revoked"
    assert page.text(".note-stop").startswith("It was revoked on")
    assert "Copied work" not in page.html
    assert "Does not run out" not in page.html


def test_a_replaced_one_says_so_and_leads_nowhere(
    browser: Browser, certificate: Certificate, tess: User, config: Config
) -> None:
    new = actions.replace(
        certificate,
        actor=tess,
        proof=proof_of(tess),
        purpose=Purpose.LOST,
        reason="New name.",
        config=config,
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


def lost(certificate: Certificate, by: User, config: Config) -> None:
    actions.replace(
        certificate,
        actor=by,
        proof=proof_of(by),
        purpose=Purpose.LOST,
        reason="Because.",
        config=config,
    )
    db.session.commit()


def nothing(_certificate: Certificate, _by: User, _config: Config) -> None:
    pass


def revoked(certificate: Certificate, by: User, _config: Config) -> None:
    revoke_by_two(certificate, by=by)


@pytest.mark.parametrize("end", [nothing, revoked, lost])
def test_a_stranger_never_learns_who_judged(
    browser: Browser,
    certificate: Certificate,
    tess: User,
    config: Config,
    end: Callable[[Certificate, User, Config], None],
) -> None:
    end(certificate, tess, config)
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


def test_codes_do_not_meet() -> None:
    codes = {new_code() for _ in range(20_000)}
    assert len(codes) == 20_000
    assert {len(code) for code in codes} == {26}


def test_pages_that_ask_say_what_for_and_those_that_answer_say_when(browser: Browser) -> None:
    for address, words in (("/v", "Type the code printed on it"), ("/v/file", "Choose the file")):
        assert words in browser().get(address).text("main .verdict")
    answer = browser().get("/v/0000-0000-0000-0000-0000-0000-00", status=404)
    assert "Checked on" in answer.text("main .verdict")
