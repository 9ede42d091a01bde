"""The badge of a certificate, from the worker to whoever checks it, and at once no longer believed."""

import base64
import gzip
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from openbadgeslib import baking
from openvc.did.did_web import DidWebResolver
from openvc.errors import OpenvcError
from openvc.verify import VerificationPolicy

from tests.badges.independent import believed, resolver_of
from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import (
    ASSESSOR,
    IQA,
    make_certificate,
    make_complete,
    revoke_by_two,
)
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.badges.models import Badge
from trainer.badges.signing import SignedBadge
from trainer.badges.status import PLACES
from trainer.catalogue.models import Criterion
from trainer.certificates import actions
from trainer.certificates.badging import make_badge, prove_badge
from trainer.certificates.models import Certificate, Purpose
from trainer.checks.running import run
from trainer.cli import certificates as command
from trainer.config import Config
from trainer.core.database import new_code
from trainer.extensions import db
from trainer.signing.keys import open_store

KINDS = ("json", "jwt", "svg", "png")


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


@pytest.fixture
def signed(certificate: Certificate, config: Config) -> SignedBadge:
    return both_forms(certificate, config)


def both_forms(certificate: Certificate, config: Config) -> SignedBadge:
    token = make_badge(certificate.id, config, open_store(config))
    return prove_badge(certificate.id, token, config, open_store(config))


def replace_lost(certificate: Certificate, by: User, config: Config) -> None:
    proof, purpose = proof_of(by), Purpose.LOST
    actions.replace(
        certificate, actor=by, proof=proof, purpose=purpose, reason="Because.", config=config
    )
    db.session.commit()


def told(app: Flask, address: str, accept: str = "*/*") -> Any:
    """Ask for an address as a stranger does."""
    path = urlsplit(address).path
    answer = app.test_client().get(path, headers={"Accept": accept})
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True) if accept != "*/*" else json.loads(answer.data)


def resolver(app: Flask) -> DidWebResolver:
    return resolver_of(told(app, "/badges/did.json"))


def check(app: Flask, badge: dict[str, Any] | str, accept: str = "*/*") -> dict[str, Any]:
    """Check a badge with what we publish and nothing else, its status too."""
    alone = VerificationPolicy(require_status=False)
    return believed(
        badge,
        resolver(app),
        VerificationPolicy(require_status_issuer_binding=True),
        resolve_status_list=lambda address: believed(
            told(app, address, accept), resolver(app), alone
        ),
    )


def test_a_stranger_believes_it_by_what_is_published(
    app: Flask, certificate: Certificate, signed: SignedBadge
) -> None:
    badge = told(app, f"/v/{certificate.shown_code}/badge.json")
    assert badge == json.loads(signed.document)
    says = check(app, badge)["credentialSubject"]["achievement"]
    assert says["name"] == certificate.payload["title"]
    believed(told(app, f"/v/{certificate.code}/badge.jwt", "text/plain"), resolver(app))


@pytest.mark.parametrize("accept", ["*/*", "application/vc+jwt"])
@pytest.mark.parametrize("end", ["revoked", "replaced"])
def test_revoked_or_replaced_it_is_refused_at_once(
    app: Flask,
    certificate: Certificate,
    signed: SignedBadge,
    tess: User,
    config: Config,
    end: str,
    accept: str,
) -> None:
    badge = json.loads(signed.document)
    check(app, badge, accept)
    if end == "revoked":
        revoke_by_two(certificate, by=tess, reason="Because.")
    else:
        replace_lost(certificate, tess, config)
    with pytest.raises(OpenvcError, match="revo"):
        check(app, badge, accept)


def test_its_criteria_are_those_of_the_units_achieved(
    app: Flask, certificate: Certificate, signed: SignedBadge
) -> None:
    achievement = json.loads(signed.document)["credentialSubject"]["achievement"]
    targets = {one["targetUrl"].rpartition("/")[2] for one in achievement["alignment"]}
    assert targets == set(db.session.scalars(sa.select(Criterion.identifier)))
    published = told(app, achievement["id"])
    assert published["id"] == achievement["id"]
    assert {one["targetUrl"] for one in achievement["alignment"]} <= {
        one["targetUrl"] for one in published["alignment"]
    }


def test_one_of_a_unit_s_certificate_is_for_the_unit(
    app: Flask, ada: User, tess: User, config: Config
) -> None:
    unit = make_complete(ada).units[0]
    issued = actions.issue_unit(unit, actor=tess, proof=proof_of(tess), config=config)
    db.session.commit()
    badge = json.loads(both_forms(issued, config).document)
    achievement = badge["credentialSubject"]["achievement"]
    criteria = {one.identifier for one in unit.unit_version.criteria}
    assert achievement["name"] == unit.unit_version.title
    assert {one["targetUrl"].rpartition("/")[2] for one in achievement["alignment"]} == criteria
    assert told(app, achievement["id"]) == achievement
    assert check(app, badge)


def test_of_what_was_never_awarded_nothing_is_told(app: Flask, certificate: Certificate) -> None:
    version = certificate.registration.version
    address = f"/badges/achievements/{version.qualification.identifier}/{version.number}"
    assert app.test_client().get(address).status_code == 404


def test_it_names_nobody(certificate: Certificate, config: Config) -> None:
    learner = certificate.learner
    learner.email = "ada@example.org"
    db.session.commit()
    signed = both_forms(certificate, config)
    assert "emailAddress" in signed.document
    text = signed.document + base64.urlsafe_b64decode(signed.token.split(".")[1] + "==").decode()
    for personal in (learner.name, "ada@example.org", learner.staff_number, ASSESSOR, IQA):
        assert personal
        assert personal not in text


def test_it_is_made_once(certificate: Certificate, signed: SignedBadge, config: Config) -> None:
    assert both_forms(certificate, config) == signed
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Badge)) == 1


def test_its_proof_is_made_when_somebody_first_wants_it(
    app: Flask, certificate: Certificate, config: Config
) -> None:
    make_badge(certificate.id, config, open_store(config))
    assert db.session.scalar(sa.select(Badge.document)) is None
    first = told(app, f"/v/{certificate.shown_code}/badge.json")
    check(app, first)
    assert told(app, f"/v/{certificate.shown_code}/badge.json") == first


def test_places_are_drawn_and_never_shared(
    ada: User, tess: User, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([5, 5, 5, 9])
    monkeypatch.setattr("trainer.badges.status.secrets.randbelow", lambda _most: next(drawn))
    for _time in range(2):
        make_badge(make_certificate(ada, by=tess).id, config, open_store(config))
    assert db.session.scalars(sa.select(Badge.place).order_by(Badge.place)).all() == [5, 9]


def test_a_list_half_full_takes_no_more(
    ada: User, tess: User, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.badges.status.FULL", 1)
    for _time in range(2):
        make_badge(make_certificate(ada, by=tess).id, config, open_store(config))
    assert set(db.session.scalars(sa.select(Badge.status_list))) == {1, 2}


def test_pictures_carry_what_the_json_says(
    app: Flask, certificate: Certificate, signed: SignedBadge
) -> None:
    client = app.test_client()
    svg = client.get(f"/v/{certificate.code}/badge.svg")
    png = client.get(f"/v/{certificate.code}/badge.png")
    element = baking.SVG_ELEMENT_OB3
    assert baking.extract_svg(svg.data, element=element, text_fallback=True) == signed.document
    assert baking.extract_png(png.data, keyword=baking.ITXT_KEYWORD_OB3) == signed.document
    for answer in (svg, png):
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_nobody_has_and_one_without_a_badge_are_alike(
    app: Flask, certificate: Certificate, kind: str
) -> None:
    answers = {
        app.test_client().get(f"/v/{code}/badge.{kind}").status_code
        for code in (certificate.code, new_code(), "short")
    }
    assert answers == {404}


def test_a_list_that_is_not_there_is_not_signed(app: Flask) -> None:
    assert app.test_client().get("/badges/status/1").status_code == 404


def test_the_list_says_nothing_of_who_has_which_place(
    app: Flask, certificate: Certificate, signed: SignedBadge
) -> None:
    listed = told(app, "/badges/status/1")
    packed = listed["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert bits == bytes(PLACES // 8)


def test_the_issuer_says_who_it_is(app: Flask) -> None:
    profile = told(app, "/badges/issuer")
    assert (profile["name"], profile["url"]) == ("Brackenhall Home", "http://localhost")
    assert profile["id"] == told(app, "/badges/did.json")["id"]


def test_its_holder_saves_it_and_adds_it_to_a_page_of_their_own(
    ada: User, tess: User, browser: Browser, certificate: Certificate, signed: SignedBadge
) -> None:
    page = browser(ada).get(f"/certificates/{certificate.id}")
    assert len(page.all('a[href*="/badge."]')) == len(KINDS)
    [link] = page.all('a[href^="https://www.linkedin.com/"]')
    asked = parse_qs(urlsplit(link.get("href")).query)
    assert asked["certId"] == [certificate.number]
    assert asked["certUrl"] == [f"http://localhost/v/{certificate.shown_code}"]
    seen_by_another = browser(tess).get(f"/certificates/{certificate.id}")
    assert not seen_by_another.all('a[href*="linkedin"]')


def test_a_revoked_one_is_no_longer_offered(
    ada: User, tess: User, browser: Browser, certificate: Certificate, signed: SignedBadge
) -> None:
    revoke_by_two(certificate, by=tess, reason="Copied work.")
    assert not browser(ada).get(f"/certificates/{certificate.id}").all('a[href*="/badge."]')


@pytest.mark.parametrize(
    ("address", "most"),
    [("/v/{code}/badge.json", 1), ("/badges/status/1", 2), ("/badges/did.json", 0)],
)
def test_it_asks_little_of_the_database(
    app: Flask,
    certificate: Certificate,
    signed: SignedBadge,
    count_queries: CountQueries,
    address: str,
    most: int,
) -> None:
    path = address.format(code=certificate.code)
    with count_queries() as statements:
        assert app.test_client().get(path).status_code == 200
    assert len(statements) <= most, statements


def test_a_badge_turned_to_anothers_place_is_found(
    certificate: Certificate, signed: SignedBadge
) -> None:
    assert not [one for one in run() if "adge" in one.says]
    db.session.execute(sa.update(Badge).values(place=(Badge.place + 1) % PLACES))
    db.session.commit()
    assert [one.invariant for one in run() if "another place" in one.says] == ["INV17"]


@pytest.fixture
def here(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands work with the application of the test."""
    monkeypatch.setattr(command, "application", lambda: nullcontext(app))


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_it(
    app: Flask,
    certificate: Certificate,
    tmp_path: Path,
    here: None,
    kind: str,
) -> None:
    file = tmp_path / f"badge.{kind}"
    line = ["badge", certificate.shown_code.lower(), "-o", str(file)]
    done = CliRunner().invoke(command.certificates, line)
    assert done.exit_code == 0, done.output
    answer = app.test_client().get(f"/v/{certificate.code}/badge.{kind}")
    assert file.read_bytes() == answer.data


def test_the_command_refuses_what_it_can_t_write(tmp_path: Path, here: None) -> None:
    for code, name, words in ((new_code(), "b.gif", "End the file"), (new_code(), "b.png", "No")):
        line = ["badge", code, "-o", str(tmp_path / name)]
        refused = CliRunner().invoke(command.certificates, line)
        assert refused.exit_code != 0
        assert words in refused.output
