"""`trainer certificates issue`: said first, asked, signed with a password, then done."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator, make_complete, make_version
from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.cli import issuing, main
from trainer.cohorts.models import Cohort, CohortMember, CohortStatus
from trainer.core.database import grouped
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator(password=PASSWORD)


@pytest.fixture
def people(app: Flask) -> list[Registration]:
    """Two who are ready, one who is not."""
    version = make_version()
    return [
        make_complete(make_user(name), version=version, status=status)
        for name, status in (
            ("Ada Ready", RegistrationStatus.CLAIM_READY),
            ("Bea Ready", RegistrationStatus.CLAIM_READY),
            ("Cy Notyet", RegistrationStatus.ACTIVE),
        )
    ]


@pytest.fixture
def cohort(tess: User, people: list[Registration]) -> Cohort:
    made = Cohort(
        name="Spring", version=people[0].version, prepared_by=tess, status=CohortStatus.DONE
    )
    made.members = [CohortMember(learner=one.learner, registration=one) for one in people]
    db.session.add(made)
    db.session.commit()
    return made


@pytest.fixture(autouse=True)
def here(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work on this test's application."""

    @contextmanager
    def entered() -> Iterator[Flask]:
        yield app

    monkeypatch.setattr(issuing, "application", entered)


def run(tess: User, *line: str, typed: str = "") -> Result:
    whole = ["certificates", "issue", *line, "--as", tess.staff_number]
    return CliRunner().invoke(main, whole, input=typed)


def issued() -> int:
    return db.session.scalar(sa.select(sa.func.count(Certificate.id))) or 0


@pytest.mark.usefixtures("cohort")
def test_it_says_who_is_ready_and_does_nothing_unasked(tess: User) -> None:
    told = run(tess, "--cohort", "Spring", typed="n\n")
    assert "Ada Ready, Level 2 Diploma in Customer Service: ready" in told.stdout
    assert "Cy Notyet" in told.stdout
    assert "isn't complete yet" in told.stdout
    assert told.stdout.rstrip().endswith("Nothing was issued.")
    dry = json.loads(run(tess, "--cohort", "Spring", "--json").stdout)
    assert [one["ready"] for one in dry["registrations"]] == [True, True, False]
    assert (dry["issued"], issued()) == (0, 0)


@pytest.mark.usefixtures("cohort")
def test_it_issues_under_a_password(tess: User) -> None:
    wrong = run(tess, "--cohort", "Spring", "--yes", typed="not this\n")
    assert (wrong.exit_code, issued()) == (1, 0)
    told = run(tess, "--cohort", "Spring", "--yes", "--json", typed=f"{PASSWORD}\n")
    facts = json.loads(told.stdout)
    assert (facts["issued"], facts["refused"], issued()) == (2, 0, 2)


def test_by_code_and_once_only(tess: User, people: list[Registration]) -> None:
    code = grouped(people[0].code).lower()
    assert run(tess, code, typed=f"y\n{PASSWORD}\n").exit_code == 0
    again = run(tess, code, "--yes", typed=f"{PASSWORD}\n")
    assert (again.exit_code, issued()) == (1, 1)
    assert "Nobody here is ready" in again.stderr


@pytest.mark.parametrize(
    "line", [[], ["--cohort", "None such"], ["AAAA-BBBB"], ["X", "--cohort", "Y"]]
)
def test_what_is_not_there_is_said(tess: User, line: list[str]) -> None:
    told = run(tess, *line)
    assert told.exit_code == 1
    assert told.stderr.startswith("trainer: ")
