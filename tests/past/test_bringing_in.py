"""A training administrator sends a file, looks through it, and it is recorded once, whole."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import Workbook

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder
from tests.factories_training import make_holding, make_skill
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.past import actions
from trainer.past.models import PastFile
from trainer.people.models import Role
from trainer.training.models import Holding, HoldingSource, Skill

HEAD = b"staff_number,skill,date,valid_until,details\n"


@pytest.fixture
def admin(app: Flask) -> User:
    return make_holder("Tess Administrator", Role.TRAINING_ADMIN)


@pytest.fixture
def skill(app: Flask) -> Skill:
    return make_skill("First aid", code="FA")


def sent(browser: Browser, who: User, content: bytes, name: str = "past.csv") -> str:
    page = browser(who).post(
        "/past-training/", status=303, file=(io.BytesIO(content), name), request_key=""
    )
    return str(page.response.location)


def held() -> list[tuple[str, date, date | None, str]]:
    found = db.session.scalars(sa.select(Holding).order_by(Holding.starts_on))
    return [(one.person.name, one.starts_on, one.ends_on, one.says) for one in found]


def test_a_file_is_looked_through_and_then_recorded_once(
    browser: Browser, admin: User, skill: Skill, ada: User
) -> None:
    line = f"{ada.staff_number},FA,2025-06-01,,Red Cross\n".encode()
    address = sent(browser, admin, HEAD + line)
    page = browser(admin).get(address)
    assert "First aid" in page.text("main")
    assert held() == []
    browser(admin).send(address, 303, page.form())
    assert held() == [("Ada Trainee", date(2025, 6, 1), date(2026, 6, 1), "Red Cross")]
    one = db.session.scalars(sa.select(Holding)).one()
    assert (one.source, one.recorded_by, one.key) == (HoldingSource.RECORD, admin, None)
    kept = db.session.scalars(sa.select(PastFile)).one()
    assert (kept.body, kept.added) == ("", 1)
    assert db.session.scalar(sa.select(TrailEntry.kind).order_by(TrailEntry.id.desc())) == (
        "PastTrainingBroughtIn"
    )
    browser(admin).get(address, status=404)
    again = browser(admin).get(sent(browser, admin, HEAD + line))
    assert "This file adds nothing" in again.text("main")


def test_a_workbook_is_read_as_well(browser: Browser, admin: User, skill: Skill, ada: User) -> None:
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Staff number", "Skill", "Date"])
    sheet.append([ada.staff_number, "FA", date(2025, 6, 1)])
    book.save(content)
    address = sent(browser, admin, content.getvalue(), "past.xlsx")
    browser(admin).send(address, 303, browser(admin).get(address).form())
    assert [one[1] for one in held()] == [date(2025, 6, 1)]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(
    browser: Browser, admin: User, skill: Skill, ada: User
) -> None:
    address = sent(browser, admin, HEAD + f"{ada.staff_number},FA,2025-06-01\n".encode())
    form = browser(admin).get(address).form()
    make_holding(ada, skill, on=date(2025, 6, 1))
    browser(admin).send(address, 409, form)
    assert len(held()) == 1


def test_faults_are_listed_and_nothing_is_recorded(
    browser: Browser, admin: User, skill: Skill, ada: User
) -> None:
    rows = [f"{ada.staff_number},FA,2025-06-{day:02}" for day in range(1, 31)]
    rows += [f"nobody{number},FA,2025-06-01" for number in range(300)]
    address = sent(browser, admin, HEAD + "\n".join(rows).encode())
    page = browser(admin).get(address)
    assert "300 things" in page.text("main")
    assert len(page.all("ol.stack-s li")) == 300
    assert not page.all("form[action*='past-training']")
    assert held() == []


def test_only_training_administrators_and_only_whoever_sent_it(
    browser: Browser, admin: User, skill: Skill, ada: User, eve: User
) -> None:
    address = sent(browser, admin, HEAD + f"{ada.staff_number},FA,2025-06-01\n".encode())
    browser(eve).get("/past-training/", status=404)
    other = make_holder("Toby Administrator", Role.TRAINING_ADMIN)
    browser(other).get(address, status=404)
    with pytest.raises(Refused):
        actions.keep_file(actor=eve, name="a", body="b")


def test_nobody_records_their_own(browser: Browser, admin: User, skill: Skill) -> None:
    make_user("Ada Trainee")
    address = sent(browser, admin, HEAD + f"{admin.staff_number},FA,2025-06-01\n".encode())
    assert "this is yourself" in browser(admin).get(address).text("main")
