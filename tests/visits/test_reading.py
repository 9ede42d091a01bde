"""What a visitor reads: what is in scope, whole; everything else is not there; all of it is noted."""

import re
from collections.abc import Iterator
from typing import cast

import pytest
import sqlalchemy as sa
from flask import current_app
from werkzeug.test import TestResponse

from tests.browsing import Browser, Visitor
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import (
    FEEDBACK,
    judge,
    make_registration,
    make_submission,
    make_waiting_for_iqa,
    submit,
)
from tests.factories_logs import make_attached, make_entry
from tests.factories_people import make_site
from tests.factories_visits import address_of, let_in, make_visit
from tests.factories_witnesses import make_request
from tests.storage import papers, pictures
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.extensions import db
from trainer.logs.models import CriterionLink, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.tasks import prepare_file
from trainer.registrations.models import Registration
from trainer.storage.store import Store
from trainer.viewing.tasks import prepare_pages
from trainer.visits.models import Page, Visit, VisitOpening

PARTS = ("", "/evidence", "/matrix", "/witnesses")


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    return make_registration(ada, ben, make_user("Cleo Assurer"))


@pytest.fixture
def visit(registration: Registration) -> Visit:
    return make_visit(registration)


@pytest.fixture
def visitor(browser: Browser, visit: Visit) -> Visitor:
    return let_in(browser, visit)


def at(visit: Visit, registration: Registration, rest: str = "") -> str:
    return address_of(visit, f"/registrations/{registration.id}{rest}")


def of_portfolio(visit: Visit, registration: Registration) -> Iterator[str]:
    """Every address of a portfolio that its evidence gives."""
    for part in PARTS[1:]:
        yield at(visit, registration, part)
    for unit in registration.units:
        yield at(visit, registration, f"/units/{unit.id}")
    sent = sa.select(Submission).where(Submission.registration_id == registration.id)
    for one in db.session.scalars(sent).all():
        yield at(visit, registration, f"/sent/{one.id}")
        for attached in one.revision.files:
            yield at(visit, registration, f"/files/{attached.file.code}/copy")


def fetch(visitor: Visitor, address: str) -> TestResponse:
    """The bytes of a file, which is no page."""
    visitor.browser.forget()
    answer = visitor.client.get(address)
    visitor.browser.forget()
    assert answer.status_code == 200, address
    return answer


def the_store() -> Store:
    return cast("Store", current_app.extensions["store"])


def with_files(registration: Registration) -> dict[str, StoredFile]:
    """Evidence that was sent with a photo and a paper."""
    revision = make_entry(registration.learner, "With files", what="See the files.")
    files = {
        "photo": make_attached(revision, pictures.phone_photo(), "photo.jpg").file,
        "paper": make_attached(revision, papers.pdf(), "paper.pdf").file,
    }
    criteria = registration.units[0].unit_version.criteria
    revision.links = [CriterionLink(criterion=one) for one in criteria]
    store = the_store()
    db.session.commit()
    for file in files.values():
        prepare_file(file.id, store)
        prepare_pages(file.id, store)
    submit(revision.item, registration)
    return files


def test_a_chosen_portfolio_is_read_whole(
    registration: Registration, visit: Visit, visitor: Visitor
) -> None:
    make_request(registration)
    submission = make_submission(registration)
    judge(submission, registration.units[0].unit_version.criteria)
    index = visitor.get(at(visit, registration, "/evidence")).text("main")
    assert "E001 The kettle" in index
    sent = visitor.get(at(visit, registration, f"/sent/{submission.id}")).text("main")
    for words in ("tripped his power", FEEDBACK, "Valid, Authentic, Current", "Ben"):
        assert words in sent
    unit = visitor.get(at(visit, registration, f"/units/{registration.units[0].id}"))
    for words in (FEEDBACK, "Met", "Nobody has signed yet", "Nothing has been decided"):
        assert words in unit.text("main")
    assert "Wanda Witness" in visitor.get(at(visit, registration, "/witnesses")).text("main")
    assert "wanda@example.org" not in visitor.get(at(visit, registration, "/witnesses")).html
    assert "E001" in visitor.get(at(visit, registration, "/matrix")).text("main")
    register = visitor.get(address_of(visit, "/register")).text("main")
    for words in ("Ben", "Cleo Assurer", "Quality assures"):
        assert words in register


def test_names_and_releases_are_shown(
    registration: Registration, visit: Visit, visitor: Visitor
) -> None:
    unit = make_waiting_for_iqa(registration)
    page = visitor.get(at(visit, registration, f"/units/{unit.id}")).text("main")
    assert "Ada Trainee" in page
    assert "Learner" in page


def test_of_others_in_scope_only_the_progress_is_read(
    registration: Registration, visit: Visit, visitor: Visitor, ben: User
) -> None:
    other = make_registration(
        make_user("Olu Other"), ben, registration.iqa, version=registration.version
    )
    make_submission(other)
    listed = visitor.get(address_of(visit, "/registrations")).text("main")
    assert "Olu Other" in listed
    shown = visitor.get(at(visit, other))
    assert "was not chosen" in shown.text("main")
    assert "kettle" not in shown.html
    for address in of_portfolio(visit, other):
        visitor.get(address, 404)


def test_out_of_scope_there_is_nothing(
    registration: Registration, visit: Visit, visitor: Visitor, ben: User
) -> None:
    stranger = make_registration(make_user("Liv Stranger"), ben, registration.iqa)
    submission = make_submission(stranger)
    for page in ("/overview", "/registrations", "/register"):
        assert "Liv Stranger" not in visitor.get(address_of(visit, page)).html
    for address in (at(visit, stranger), *of_portfolio(visit, stranger)):
        visitor.get(address, 404)
    for address in (
        at(visit, registration, f"/sent/{submission.id}"),
        at(visit, registration, f"/units/{stranger.units[0].id}"),
    ):
        visitor.get(address, 404)


def test_a_portfolio_that_leaves_the_scope_is_closed(
    registration: Registration, browser: Browser
) -> None:
    here, there = make_site("Harbour Street", "HS"), make_site("Mill Lane", "ML")
    registration.site = here
    db.session.commit()
    visit = make_visit(registration, sites=[here.id])
    visitor = let_in(browser, visit)
    visitor.get(at(visit, registration, "/evidence"))
    registration.site = there
    db.session.commit()
    visitor.get(at(visit, registration, "/evidence"), 404)
    assert "Ada" not in visitor.get(address_of(visit, "/overview")).html


def test_files_go_as_they_may_leave(
    registration: Registration, visit: Visit, visitor: Visitor
) -> None:
    files = with_files(registration)
    photo, paper = files["photo"], files["paper"]
    submission = db.session.scalars(sa.select(Submission)).one()
    page = visitor.get(at(visit, registration, f"/sent/{submission.id}?show={paper.code}"))
    assert "Page 1 of" in page.text("main")
    for address in (
        f"/files/{photo.code}/picture",
        f"/files/{photo.code}/copy",
        f"/files/{paper.code}/pages/1",
        f"/files/{paper.code}/copy",
    ):
        answer = fetch(visitor, at(visit, registration, address))
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    sent = fetch(visitor, at(visit, registration, f"/files/{photo.code}/copy")).data
    assert sent != b"".join(the_store().open(photo.key)), "its place stays here"
    for address in (f"/files/{photo.code}/recording", f"/files/{paper.code}/pages/9"):
        visitor.get(at(visit, registration, address), 404)


@pytest.mark.parametrize("safeguard", [None, Safeguard.CONSENT])
def test_what_shows_others_stays_unless_they_are_covered(
    registration: Registration, visit: Visit, visitor: Visitor, safeguard: Safeguard | None
) -> None:
    photo = with_files(registration)["photo"]
    photo.shows_others, photo.safeguard = True, safeguard
    db.session.commit()
    submission = db.session.scalars(sa.select(Submission)).one()
    page = visitor.get(at(visit, registration, f"/sent/{submission.id}?show={photo.code}"))
    assert "shows a customer or colleague" in page.text("main")
    for how in ("picture", "copy"):
        visitor.get(at(visit, registration, f"/files/{photo.code}/{how}"), 404)
    photo.safeguard = Safeguard.COVERED
    db.session.commit()
    fetch(visitor, at(visit, registration, f"/files/{photo.code}/picture"))


def test_everything_opened_is_noted_and_shown_to_the_centre(
    registration: Registration, visit: Visit, visitor: Visitor, browser: Browser
) -> None:
    paper = with_files(registration)["paper"]
    visitor.get(address_of(visit, "/overview"), headers={"User-Agent": "Firefox/140 Linux"})
    visitor.get(at(visit, registration, "/evidence"))
    fetch(visitor, at(visit, registration, f"/files/{paper.code}/copy"))
    visitor.get(at(visit, registration, "/units/0"), 404)
    noted = db.session.scalars(sa.select(VisitOpening).order_by(VisitOpening.id)).all()
    assert [(one.page, one.registration, one.file) for one in noted] == [
        (Page.OVERVIEW, None, None),
        (Page.PORTFOLIO, registration, None),
        (Page.FILE, registration, paper),
    ]
    tess = browser(visit.arranged_by)
    shown = tess.get(f"/visits/{visit.id}/opened").text("main")
    for words in ("paper.pdf, original", "Ada Trainee", "Index of evidence", "Overview"):
        assert words in shown
    table = tess.get(f"/visits/{visit.id}/opened.csv").response.get_data(as_text=True)
    assert len(table.splitlines()) == 4
    assert "paper.pdf" in table
    about = browser(registration.learner).get(f"/files/{paper.code}/about").text("main")
    assert "An external quality assurer" in about


def test_every_page_takes_a_fixed_number_of_statements(
    registration: Registration,
    visit: Visit,
    visitor: Visitor,
    ben: User,
    count_queries: CountQueries,
) -> None:
    submission = make_submission(registration)
    judge(submission, registration.units[0].unit_version.criteria)
    for number in range(5):
        make_registration(
            make_user(f"Olu {number}"), ben, registration.iqa, version=registration.version
        )
    for rest, most in (
        (address_of(visit, "/overview"), 34),
        (address_of(visit, "/register"), 34),
        (address_of(visit, "/registrations"), 34),
        (at(visit, registration), 36),
        *((address, 40) for address in of_portfolio(visit, registration)),
    ):
        visitor.get(rest)
        with count_queries() as statements:
            visitor.get(rest)
        assert len(statements) <= most, f"{re.sub('[0-9]+', 'N', rest)}: {len(statements)}"
