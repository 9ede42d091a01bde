"""Releases as they were signed: listed, read, taken away; and the queue narrowed for the next."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import (
    make_entry,
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
    proof_of,
)
from tests.factories_certificates import make_administrator
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.extensions import db
from trainer.quality import actions
from trainer.quality.models import Release
from trainer.registrations.models import UnitAssessment


def let_count(cleo: User, units: list[UnitAssessment], looked_at: int) -> Release:
    release = actions.release(
        units,
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=[one.id for one in units[:looked_at]],
        seen=actions.mark_of(actions.hashes_of(units)),
    )
    db.session.commit()
    return release


@pytest.fixture
def released(ada: User, ben: User, cleo: User) -> Release:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    units = [make_waiting_for_iqa(registration, number) for number in (0, 1)]
    return let_count(cleo, units, 1)


def test_its_signer_reads_what_was_signed(browser: Browser, released: Release, cleo: User) -> None:
    assert browser(cleo).get("/quality/releases").texts("tbody td") == [cleo.name, "2", "1"]
    page = browser(cleo).get(f"/quality/releases/{released.id}")
    assert released.statement in page.text("main")
    assert page.texts("tbody td:last-child") == ["Looked into", "Unsampled, with its batch"]


def test_it_is_taken_away_as_a_file(browser: Browser, released: Release, cleo: User) -> None:
    text = browser(cleo).get(f"/quality/releases/{released.id}/export.csv").html
    lines = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [one["sampled"] for one in lines] == ["sampled", "unsampled"]
    assert {one["released_by"] for one in lines} == {cleo.name}
    assert db.session.scalars(sa.select(TrailEntry).filter_by(kind="ReleaseExported")).one()


def test_others_see_none_of_it(browser: Browser, released: Release, ben: User, ada: User) -> None:
    for outsider in (ada, ben, make_user("Eve")):
        assert browser(outsider).get("/quality/releases").all("tbody tr") == []
        for path in ("", "/export.csv"):
            browser(outsider).get(f"/quality/releases/{released.id}{path}", status=404)
    admin = make_administrator("Tess Reader")
    assert len(browser(admin).get("/quality/releases").all("tbody tr")) == 1
    browser(admin).get(f"/quality/releases/{released.id}")


def test_what_waits_is_narrowed_by_qualification_and_assessor(
    browser: Browser, ada: User, ben: User, cleo: User
) -> None:
    version, dev = make_qualification(), make_user("Dev Second")
    first = make_registration(ada, ben, cleo, version=version)
    make_waiting_for_iqa(first)
    make_entry(dev, version)
    second = make_registration(make_user("Bea"), dev, cleo, version=version, on_register=False)
    make_waiting_for_iqa(second)
    page = browser(cleo).get("/quality/")
    assert len(page.all("tbody tr")) == 2
    assert page.all("[data-ticks=units]")
    for query, names in (
        (f"?assessor_id={dev.id}", ["Bea"]),
        (f"?qualification_id={version.qualification_id}", ["Ada Trainee", "Bea"]),
        ("?qualification_id=0", []),
    ):
        rows = browser(cleo).get(f"/quality/{query}").texts("tbody th")
        assert [
            name for name in ("Ada Trainee", "Bea") if any(name in row for row in rows)
        ] == names


def test_the_lists_ask_the_same_few_questions(
    browser: Browser, released: Release, cleo: User, count_queries: Callable[[], Any]
) -> None:
    visitor = browser(cleo)
    visitor.get("/quality/releases")
    for address, most in (("/quality/releases", 5), (f"/quality/releases/{released.id}", 5)):
        with count_queries() as statements:
            visitor.get(address)
        assert len(statements) <= most, statements
