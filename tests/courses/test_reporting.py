"""What courses came to: counted for where people worked on the day, and taken away as files."""

import io
from datetime import timedelta

import pytest
import time_machine
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_session
from tests.factories_people import make_placement, make_site
from trainer.accounts.models import User
from trainer.courses import reporting
from trainer.courses.actions import attending
from trainer.courses.models import CourseSession
from trainer.courses.reporting import Line
from trainer.extensions import db


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


def held(tess: User, ada: User, ben: User) -> CourseSession:
    """A session after which Ada, who was there, moved from Here to There; Ben missed it."""
    session = make_session(tess)
    here, there = make_site("Here"), make_site("There")
    moves_on = session.starts_on + timedelta(days=1)
    make_placement(ada, site=here, ends_on=moves_on)
    make_placement(ada, site=there, starts_on=moves_on)
    make_placement(ben, site=there)
    came, _missed = book(session, ada), book(session, ben)
    with time_machine.travel(session.starts_at + timedelta(minutes=5), tick=False):
        attending.close_register(session, actor=tess, present=[came.id])
        db.session.commit()
    return session


def test_people_count_for_where_they_worked_on_that_day(tess: User, ada: User, ben: User) -> None:
    session = held(tess, ada, ben)
    kind, title = session.course.kind, session.course.title
    lines = reporting.of_year(session.starts_on.year)
    assert lines == [
        Line("Here", title, kind, 1, 0, 90, 1250),
        Line("There", title, kind, 0, 1, 0, 1250),
    ]
    assert reporting.by_site(lines) == {"Here": (1, 90, 1250), "There": (0, 0, 1250)}
    assert reporting.of_year(session.starts_on.year - 1) == []


def test_it_is_for_administrators_on_a_page_and_as_files(
    browser: Browser, tess: User, ada: User, ben: User
) -> None:
    year = held(tess, ada, ben).starts_on.year
    page = browser(tess).get(f"/courses/report?year={year}").text("main")
    assert "£12.50" in page
    table = browser(tess).client.get(f"/courses/report.csv?year={year}").get_data(as_text=True)
    assert "Here,Calming an angry customer,In-house course,1,0,90,1250" in table
    book_ = browser(tess).client.get(f"/courses/report.xlsx?year={year}").get_data()
    rows = list(load_workbook(io.BytesIO(book_))[str(year)].iter_rows(values_only=True))
    assert rows[1][3:] == (1, 0, 90, 1250)
    for address in ("report", "report.csv", "report.xlsx"):
        browser(ada).get(f"/courses/{address}", 404)
