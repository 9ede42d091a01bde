"""A program that checks a code is told what the page says, as the schema describes it."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories_certificates import ASSESSOR, IQA, TITLE, make_certificate, revoke_by_two
from trainer.accounts.models import User
from trainer.certificates.answering import STANDINGS, Answer
from trainer.certificates.models import Certificate, CertificateStanding

SCHEMA = Path(__file__).parents[2] / "docs" / "certificate-check.schema.json"


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


def ask(app: Flask, certificate: Certificate, accept: str = "application/json") -> TestResponse:
    return app.test_client().get(f"/v/{certificate.code}", headers={"Accept": accept})


def test_it_says_what_the_page_says(app: Flask, certificate: Certificate) -> None:
    answer = ask(app, certificate)
    assert answer.content_type == "application/json"
    told: dict[str, Any] = answer.get_json()
    Answer.validate_json(answer.data)
    since = told.pop("since")
    assert since.startswith(f"{certificate.issued_at:%Y-%m-%dT%H}")
    assert told == {
        "status": "valid",
        "number": certificate.number,
        "name": "Ada Trainee",
        "award": TITLE,
        "level": 2,
        "credit": 10,
        "organisation": "Brackenhall Home",
        "centre": "Harbour Street",
        "achieved_on": certificate.payload["achieved_on"],
        "issued_on": certificate.payload["issued_on"],
        "expires_on": None,
        "units": ["Unit 1 of the diploma", "Unit 2 of the diploma"],
    }


def test_it_is_kept_nowhere(app: Flask, certificate: Certificate) -> None:
    answer = ask(app, certificate)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Accept" in answer.vary


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("text/html, application/json;q=0.9", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_the_page_is_for_whoever_does_not_ask_for_json(
    app: Flask, certificate: Certificate, accept: str, kind: str
) -> None:
    assert ask(app, certificate, accept).mimetype == kind


def test_a_revoked_one_tells_nothing_of_why(
    app: Flask, certificate: Certificate, tess: User
) -> None:
    revoke_by_two(certificate, by=tess, reason="Copied work.")
    answer = ask(app, certificate)
    assert answer.get_json()["status"] == "revoked"
    for secret in ("Copied", ASSESSOR, IQA, tess.name, certificate.learner.staff_number):
        assert secret not in answer.text


def test_every_status_a_stranger_can_meet_has_a_word() -> None:
    assert set(STANDINGS) == set(CertificateStanding) - {CertificateStanding.DRAFTED}


def test_the_schema_in_the_docs_is_the_one_in_use() -> None:
    assert json.loads(SCHEMA.read_text()) == Answer.json_schema()
