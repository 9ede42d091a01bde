"""A file of people is looked through and taken in by page, all of it or nothing."""

import io
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.browsing import Browser
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import (
    PeopleImport,
    Site,
)

DAY = timedelta(days=1)
MARKUP = "<script>alert(1)</script> & Sons"


def send(browser: Browser, who: User, text: str, status: int = 303) -> Any:
    file = (io.BytesIO(text.encode()), "people.csv")
    return browser(who).post("/people/import", status=status, file=file)


def test_a_file_is_looked_through_and_taken_in(browser: Browser, hr: User, dot: User) -> None:
    browser(hr).get("/people/import")
    sent = send(
        browser, hr, "Staff number,Name,Site,Site name,Job title\nn1,Ada,HS,Harbour,Adviser"
    )
    where = sent.response.location
    page = browser(hr).get(where)
    assert "New sites: Harbour." in page.text("main")
    browser(dot).get(where, status=404)
    browser(hr).post(where, status=409, seen="something else")
    assert db.session.scalars(sa.select(User).filter_by(staff_number="n1")).all() == []
    browser(hr).post(where, **page.form())
    assert db.session.scalars(sa.select(User).filter_by(staff_number="n1")).one().name == "Ada"
    kept = db.session.scalars(sa.select(PeopleImport)).one()
    assert (kept.body, kept.applied_at is not None) == ("", True)
    browser(hr).get(where, status=404)


def test_a_broken_row_412_is_told_and_changes_nothing(browser: Browser, hr: User) -> None:
    rows = "\n".join(f"p{n},{MARKUP},HS,Harbour,Adviser," for n in range(2, 412))
    sent = send(
        browser,
        hr,
        f"staff_number,name,site,site_name,job_title,manager\n{rows}\np412,Nia,HS,,Adviser,70431\n",
    )
    page = browser(hr).get(sent.response.location)
    assert page.texts("main .card-t ol li") == ["Row 412, manager: nobody has staff number 70431."]
    assert page.all("main form[method=post]") == []
    browser(hr).post(sent.response.location, status=409, seen="")
    assert db.session.scalars(sa.select(Site)).all() == []


def test_a_file_that_is_none_is_refused_beside_the_field(browser: Browser, hr: User) -> None:
    assert "Choose a file." in browser(hr).post("/people/import", status=422).text(".error-summary")
    page = send(browser, hr, "PK\x03\x04", status=422)
    assert "spreadsheet" in page.text(".error-summary")


def test_a_file_nobody_confirms_is_gone_after_a_day(browser: Browser, hr: User) -> None:
    sent = send(browser, hr, "staff_number\n1")
    kept = db.session.scalars(sa.select(PeopleImport)).one()
    kept.at = clock.now() - DAY
    db.session.commit()
    browser(hr).get(sent.response.location, status=404)
    send(browser, hr, "staff_number\n2")
    assert [one.body for one in db.session.scalars(sa.select(PeopleImport))] == ["staff_number\n2"]
