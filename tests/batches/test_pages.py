"""The pages of batches: who is ready, signing once, how far it is, the files; and what they ask."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from tests.batches.conftest import sign, work
from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_complete
from trainer.accounts.models import User
from trainer.batches.actions import filing, steering
from trainer.batches.models import BatchFile, BatchStatus, FileKind, FileStatus
from trainer.batches.tasks import give_up_on_file
from trainer.catalogue.models import QualificationVersion
from trainer.certificates.models import Rendering
from trainer.cohorts.models import Cohort, CohortMember, CohortStatus
from trainer.core.errors import Unacceptable
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.work import renderer as renderers

MOST_SIGN, MOST_SHOWN = 16, 10


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    with renderers() as renderer:
        yield renderer


def make_cohort(by: User, version: QualificationVersion, people: list[Registration]) -> Cohort:
    cohort = Cohort(name="Spring", version=version, prepared_by=by, status=CohortStatus.DONE)
    cohort.members = [CohortMember(learner=one.learner, registration=one) for one in people]
    db.session.add(cohort)
    db.session.commit()
    return cohort


def test_a_cohort_is_issued_from_its_page(
    tess: User,
    version: QualificationVersion,
    ready: list[Registration],
    not_ready: Registration,
    browser: Browser,
) -> None:
    cohort = make_cohort(tess, version, [*ready, not_ready])
    address = f"/certificates/batches/new?cohort={cohort.id}"
    assert address in browser(tess).get(f"/registrations/cohorts/{cohort.id}").html
    assert "Spring" in browser(tess).get("/certificates/batches/new").text("main")
    page = browser(tess).get(address)
    assert "Not Yet" in page.text("table")
    assert "The registration isn't complete yet." in page.text("table")
    form = page.form()
    assert form["name"] == "Spring"
    assert len(browser(tess).post(address, status=422, **form).all(".error-summary li")) == 1
    form["registrations"] = [str(one.id) for one in ready[:2]]
    sent = browser(tess).post(address, **form | {"password": PASSWORD})
    where = sent.response.location
    assert "0 of 2 issued" in browser(tess).get(where).text("main")
    assert browser(tess).get(where).all("[data-follow]")
    work(Task.ISSUE_BATCH, Task.RENDER_CERTIFICATE)
    work(Task.RENDER_CERTIFICATE)
    shown = browser(tess).get(where)
    assert "2 of 2 issued" in shown.text("main")
    assert "2 of 2 PDFs made" in shown.text("main")
    assert not shown.all("[data-follow]")
    assert "Spring" in browser(tess).get("/certificates/batches").text("tbody")


def test_some_are_ticked_among_those_who_are_ready(
    tess: User, ready: list[Registration], browser: Browser
) -> None:
    boxes = browser(tess).get("/certificates/ready").all("input[name=registrations]")
    assert [box.get("value") for box in boxes] == [str(one.id) for one in ready]
    query = "&".join(f"registrations={one.id}" for one in ready[:2])
    page = browser(tess).get(f"/certificates/batches/new?{query}")
    ticked = [box.get("value") for box in page.all("input[name=registrations][checked]")]
    assert ticked == [str(one.id) for one in ready[:2]]
    filled = page.form() | {"registrations": ticked, "name": "Two", "password": PASSWORD}
    browser(tess).post(f"/certificates/batches/new?{query}", **filled)
    work(Task.ISSUE_BATCH)
    assert len(browser(tess).get("/certificates/ready").all("input[name=registrations]")) == 1


def test_a_form_sent_back_keeps_everybody_it_began_with(
    tess: User, ready: list[Registration], browser: Browser
) -> None:
    query = "&".join(f"registrations={one.id}" for one in ready)
    address = f"/certificates/batches/new?{query}"
    back = browser(tess).post(address, status=422, name="Two", password=PASSWORD)
    where = back.one("main form").get("action")
    again = browser(tess).post(where, status=422, name="Two", password=PASSWORD)
    assert len(again.all("input[name=registrations]")) == len(ready)


def test_it_is_paused_resumed_and_cancelled_on_its_page(
    tess: User, ready: list[Registration], browser: Browser
) -> None:
    batch = sign(tess, ready)
    address = f"/certificates/batches/{batch.id}"
    for verb, status in (
        ("pause", BatchStatus.PAUSED),
        ("resume", BatchStatus.ISSUING),
        ("cancel", BatchStatus.CANCELLED),
    ):
        assert browser(tess).get(address).all(f'form[action="{address}/{verb}"]')
        browser(tess).post(f"{address}/{verb}")
        assert batch.status is status
    assert "3 cancelled" in browser(tess).get(address).text("main")
    browser(tess).post(f"{address}/resume", status=403)


def test_what_failed_says_why_and_is_tried_again(
    tess: User, ready: list[Registration], browser: Browser
) -> None:
    batch = sign(tess, ready)
    ready[1].status = RegistrationStatus.ACTIVE
    db.session.commit()
    work(Task.ISSUE_BATCH)
    certificate = batch.lines[0].certificate
    assert certificate is not None
    certificate.rendering = Rendering.FAILED
    ready[1].status = RegistrationStatus.CLAIM_READY
    db.session.commit()
    address = f"/certificates/batches/{batch.id}"
    page = browser(tess).get(address)
    assert "The registration isn't complete yet." in page.text("tbody")
    assert "PDF could not be made" in page.text("tbody")
    assert page.text("main .note-care").startswith("2 could not be done")
    browser(tess).post(f"{address}/try-again")
    assert certificate.rendering == "waiting"
    work(Task.ISSUE_BATCH)
    assert "3 of 3 issued" in browser(tess).get(address).text("main")
    work(Task.RENDER_CERTIFICATE)
    with pytest.raises(Unacceptable, match="Nothing went wrong here"):
        steering.try_again(batch, actor=tess)


def test_all_are_one_zip_or_one_document_with_the_same_pages(
    app: Flask, tess: User, ready: list[Registration], browser: Browser
) -> None:
    batch = sign(tess, ready)
    address = f"/certificates/batches/{batch.id}"
    browser(tess).post(f"{address}/files", status=403, kind="zip")
    work(Task.ISSUE_BATCH)
    browser(tess).post(f"{address}/files", status=403, kind="zip")
    work(Task.RENDER_CERTIFICATE)
    for kind in FileKind:
        browser(tess).post(f"{address}/files", kind=kind.value)
    browser(tess).get(f"{address}/files/1", status=404)
    work(Task.MAKE_BATCH_FILE)
    links = [a.get("href") for a in browser(tess).get(address).all('main a[href*="/files/"]')]
    assert len(links) == 2
    store = app.extensions["store"]
    papers = [line.certificate for line in batch.lines]
    originals = [b"".join(store.open(one.pdf_key)) for one in papers if one and one.pdf_key]
    for link in links:
        answer = browser(tess).client.get(link)
        if answer.mimetype == "application/zip":
            with zipfile.ZipFile(BytesIO(answer.data)) as packed:
                assert packed.namelist() == [f"{one.number}.pdf" for one in papers if one]
                assert [packed.read(name) for name in packed.namelist()] == originals
        else:
            pages = []
            for original in originals:
                with pikepdf.open(BytesIO(original)) as one:
                    pages += [content_of(page) for page in one.pages]
            with pikepdf.open(BytesIO(answer.data)) as whole:
                assert [content_of(page) for page in whole.pages] == pages


def content_of(page: pikepdf.Page) -> bytes:
    """What is drawn on a page."""
    page.contents_coalesce()
    return page.Contents.read_bytes()


def test_old_files_go_and_one_on_its_way_is_not_asked_for_twice(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready[:1])
    work(Task.ISSUE_BATCH)
    work(Task.RENDER_CERTIFICATE)
    first = filing.order_file(batch, FileKind.ZIP, actor=tess)
    assert filing.order_file(batch, FileKind.ZIP, actor=tess) is first
    db.session.commit()
    give_up_on_file(first.id)
    assert first.status is FileStatus.FAILED
    assert filing.order_file(batch, FileKind.ZIP, actor=tess) is not first
    first.asked_at -= filing.KEPT * 2
    db.session.flush()
    filing.drop_old_files()
    assert db.session.query(BatchFile).count() == 1


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel", "try-again", "files"])
def test_outsiders_find_no_such_pages(
    tess: User, eve: User, ready: list[Registration], browser: Browser, verb: str
) -> None:
    batch = sign(tess, ready)
    browser(eve).get(f"/certificates/batches/{batch.id}", status=404)
    browser(eve).get("/certificates/batches/new", status=404)
    browser(eve).post(f"/certificates/batches/{batch.id}/{verb}", status=404)


@pytest.mark.parametrize("count", [2, 40])
def test_pages_ask_the_same_few_questions(
    tess: User,
    version: QualificationVersion,
    browser: Browser,
    count_queries: CountQueries,
    count: int,
) -> None:
    people = [make_complete(make_user(f"L {n}"), version=version) for n in range(count)]
    batch = sign(tess, people[: count // 2])
    work(Task.ISSUE_BATCH)
    cohort = make_cohort(tess, version, people)
    for address, most in (
        (f"/certificates/batches/new?cohort={cohort.id}", MOST_SIGN),
        (f"/certificates/batches/{batch.id}", MOST_SHOWN),
        ("/certificates/batches", 5),
    ):
        browser(tess).get(address)
        with count_queries() as statements:
            browser(tess).get(address)
        assert len(statements) <= most, statements
