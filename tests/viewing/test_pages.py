"""The pages of documents: drawn once by the worker, read page by page, searched, never by outsiders."""

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from tests.browsing import Browser
from tests.factories_assessments import criteria_of, make_item, make_registration, submit
from tests.factories_logs import make_attached, make_grant
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.audit.models import TrailEntry
from trainer.demo.media import papers
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.notifications.models import OutboxItem, Task
from trainer.storage import pages
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow
from trainer.viewing.models import FilePage
from trainer.viewing.tasks import prepare_pages

RECORD = papers.case_record(
    ["The kettle", "Tripped the power", "---", "What was tried", "Boiled it <b>twice</b>"]
)


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    registration = make_registration(ada, ben, cleo)
    item = make_item(ada, criteria_of(registration))
    make_grant(ben, ada)
    make_attached(item.revisions[0], RECORD, "record.pdf")
    make_attached(item.revisions[0], "Rang Siân.\r\nShe was glad.".encode(), "note.txt")
    return submit(item, registration)


def files(sent: Submission) -> list[StoredFile]:
    return [one.file for one in sent.revision.files]


def prepare(*kept: StoredFile) -> None:
    for file_id in [file.id for file in kept]:
        prepare_pages(file_id, current_app.extensions["store"])


def drawn() -> list[tuple[int, int, bool]]:
    rows = db.session.scalars(sa.select(FilePage).order_by(FilePage.file_id, FilePage.number))
    return [(row.number, row.of, row.key is not None) for row in rows]


def test_submitting_has_the_pages_drawn(sent: Submission) -> None:
    asked = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.PREPARE_PAGES))
    assert [one.payload["file_id"] for one in asked] == [file.id for file in files(sent)]


def test_each_page_is_drawn_once_with_its_words(sent: Submission) -> None:
    pdf, text = files(sent)
    prepare(pdf, text)
    prepare(pdf, text)
    assert drawn() == [(1, 2, True), (2, 2, True), (1, 1, False)]
    words = db.session.scalars(sa.select(FilePage.words).order_by(FilePage.id)).all()
    assert "Tripped the power" in words[0]
    assert "What was tried" in words[1]
    assert words[2] == "Rang Siân.\nShe was glad."


def test_a_try_that_was_cut_off_goes_on_where_it_ended(sent: Submission) -> None:
    pdf, _text = files(sent)
    prepare(pdf)
    db.session.execute(sa.delete(FilePage).where(FilePage.number == 2))
    db.session.commit()
    prepare(pdf)
    assert drawn() == [(1, 2, True), (2, 2, True)]


def test_no_more_pages_are_drawn_than_are_shown(
    sent: Submission, monkeypatch: pytest.MonkeyPatch, ben: User, browser: Browser
) -> None:
    monkeypatch.setattr(pages, "MOST", 1)
    monkeypatch.setattr("trainer.viewing.queries.MOST", 1)
    pdf, _text = files(sent)
    prepare(pdf)
    assert drawn() == [(1, 2, True)]
    page = browser(ben).get(f"/review/{sent.id}?show={pdf.code}")
    assert "The rest is in the file itself" in page.text("#evidence")


def test_a_damaged_document_has_no_pages() -> None:
    with pytest.raises(CannotShow):
        pages.count(Kind.PDF, b"%PDF-1.4 nothing")


def test_pages_are_read_beside_the_criteria(sent: Submission, ben: User, browser: Browser) -> None:
    pdf, _text = files(sent)
    prepare(pdf)
    page = browser(ben).get(f"/review/{sent.id}?show={pdf.code}&page=2")
    assert "Page 2 of 2" in page.text(".viewer-bar")
    assert page.one(".canvas img").get("src") == f"/files/{pdf.code}/pages/2"
    assert "Boiled it <b>twice</b>" in page.text("#evidence .kept-words")
    assert page.all("#criteria .is-open")
    answer = browser(ben).client.get(f"/files/{pdf.code}/pages/2")
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_reading_words_of_somebody_elses_file_is_written_down(
    sent: Submission, ben: User, ada: User, browser: Browser
) -> None:
    pdf, text = files(sent)
    prepare(pdf, text)
    browser(ada).get(f"/submissions/{sent.id}?show={text.code}")
    browser(ben).get(f"/review/{sent.id}?show={text.code}")
    browser(ben).get(f"/review/{sent.id}?find=tripped")
    lines = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "FileRead")).all()
    assert [(one.actor_id, one.subject_id) for one in lines] == [
        (ben.id, text.id),
        (ben.id, pdf.id),
    ]


def test_words_are_found_in_the_entry_and_on_pages(
    sent: Submission, ben: User, browser: Browser
) -> None:
    pdf, text = files(sent)
    prepare(pdf, text)
    page = browser(ben).get(f"/review/{sent.id}?find=tripped")
    assert "Found in 2 places" in page.text(".found")
    assert page.texts("#evidence .prose mark") == ["tripped"]
    page = browser(ben).get(f"/review/{sent.id}?find=<b>")
    assert page.texts(".found mark") == ["<b>"]
    page = browser(ben).get(f"/review/{sent.id}?find=nowhere")
    assert "stands nowhere" in page.text(".found")


def test_a_script_is_sent_the_viewer_alone(sent: Submission, ben: User, browser: Browser) -> None:
    pdf, _text = files(sent)
    prepare(pdf)
    answer = browser(ben).client.get(
        f"/review/{sent.id}?show={pdf.code}&zoom=200", headers={"X-Requested-With": "fetch"}
    )
    assert answer.headers["X-Fragment"] == "evidence"
    html = answer.get_data(as_text=True)
    assert html.lstrip().startswith("<section")
    assert "canvas zoom-200" in html
    assert 'id="criteria"' not in html


def test_outsiders_and_pages_there_are_none_of(
    sent: Submission, app: Flask, ben: User, eve: User, browser: Browser
) -> None:
    pdf, text = files(sent)
    prepare(pdf, text)
    for person, code, number, status in (
        (eve, pdf.code, 1, 404),
        (ben, pdf.code, 1, 200),
        (ben, pdf.code, 3, 404),
        (ben, text.code, 1, 404),
    ):
        browser.forget()
        assert browser(person).client.get(f"/files/{code}/pages/{number}").status_code == status
