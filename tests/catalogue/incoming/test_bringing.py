"""Bringing a file in through the pages: sent, read by the job worker, looked through, published."""

from io import BytesIO

import pytest

from tests.browsing import Browser
from tests.catalogue.incoming.sending import confirmed, looked_into, published, sent, the_file
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, version_of
from tests.factories_register import make_admin
from trainer import worker
from trainer.accounts.models import User
from trainer.catalogue.incoming.models import IncomingStatus


def test_a_file_is_looked_into_and_then_published(browser: Browser) -> None:
    tess = make_admin()
    address = sent(browser, tess, "\ufeff" + SMALL)
    waiting = browser(tess).get(address)
    waiting.check_hygiene()
    assert waiting.text("#incoming h2") == "The file is being read"
    assert waiting.one("#incoming").get("data-follow") == "#incoming-said"
    assert waiting.one("#incoming a").get("href") == address
    worker.sweep()
    preview = browser(tess).get(address)
    preview.check_hygiene()
    assert preview.one("#incoming").get("data-follow") is None
    assert "our own YAML. It holds 4 criteria." in preview.text("main")
    assert [row.split()[-1] for row in preview.texts("tbody tr")] == ["New"] * 4
    assert published() == 0

    page = confirmed(browser, tess, preview)
    page.check_hygiene()
    assert "Published, all of it: 4 new and 0 next versions." in page.text(".note")
    assert published() == 1
    assert "would change nothing" in looked_into(browser, tess).text("main")


def test_while_it_is_published_the_page_says_how_far_it_is(browser: Browser) -> None:
    tess = make_admin()
    page = looked_into(browser, tess)
    browser(tess).post(f"/catalogue/import/{the_file().id}", **page.form("main form"))
    address = f"/catalogue/import/{the_file().id}"
    assert browser(tess).get(address).text("#incoming h2") == "It is being published"
    jobs = browser.app.extensions["jobs"]
    jobs.tell_progress(f"catalogue-file-{the_file().id}", 3, 50)
    page = browser(tess).get(address)
    assert "3 of 50 units and qualifications" in page.text("#incoming")
    bar = page.one("progress")
    assert (bar.get("value"), bar.get("max")) == ("3", "50")
    worker.sweep()
    assert jobs.progress_of(f"catalogue-file-{the_file().id}") is None
    assert the_file().status is IncomingStatus.PUBLISHED


def test_what_seems_to_become_of_criteria_is_shown_before_it_is_published(browser: Browser) -> None:
    tess = make_admin()
    bring_in()
    page = looked_into(browser, tess, SMALL.replace("Say hello first", "Say hello before all"))
    assert [row for row in page.texts("tbody .st") if "Next" in row] == ["Next version"] * 2
    assert "1 same, 1 reworded" in page.text("#incoming")
    (row,) = page.texts("#incoming details tbody tr")
    assert row == "Reworded 1.2 Say hello first1.2 Say hello before all"
    assert page.text("#incoming details summary") == "Greet people SM-1 1 same, 1 reworded"


def test_a_file_with_mistakes_shows_each_with_its_place(browser: Browser) -> None:
    wrong = SMALL.replace("units: [SM-2, SM-3]", "units: [SM-2, SM-9]")
    page = looked_into(browser, make_admin(), wrong)
    assert "Line 49, qualification small-scheme, group B" in page.text("tbody tr")
    assert not page.all("main form")
    assert published() == 0


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_what_is_no_catalogue_is_refused(browser: Browser, data: bytes) -> None:
    page = looked_into(browser, make_admin(), data, "x" * 300)
    assert len(page.all("tbody tr")) == 1


def test_what_is_left_out_and_what_deserves_a_look_is_said(browser: Browser) -> None:
    topic = "{name: a, content: [{level: 1, criteria: [Ask]}]}"
    text = f"---\ntitle: Desk\nlevels: 1\ntopics: [{topic}]\n---\nMore\n"
    page = looked_into(browser, make_admin(), text)
    assert "lines of text below the framework: 1" in page.text(".note-calm")
    slip = looked_into(browser, make_admin("Tom Admin"), SMALL.replace("SM-2", "A/506/2131"))
    assert "A/506/2131 looks like" in slip.text(".note-care")


def test_hostile_text_is_shown_as_text(browser: Browser) -> None:
    nasty = SMALL.replace("Greet people", "<script>alert(1)</script>")
    page = looked_into(browser, make_admin(), nasty, "<img src=x>.yaml")
    assert not page.all("script:not([src])")
    assert not page.all("img")
    assert "<script>alert(1)</script>" in page.texts("tbody th")


def test_nobody_else_finds_it(browser: Browser, eve: User) -> None:
    browser(eve).get("/catalogue/import", status=404)
    browser(eve).post("/catalogue/import", status=404, file=(BytesIO(b"x"), "x"))
    address = sent(browser, make_admin())
    for other in (eve, make_admin("Tom Admin")):
        browser(other).get(address, status=404)
        browser(other).post(address, status=404)
    assert published() == 0


def test_a_file_that_is_too_large_is_refused_beside_its_field(browser: Browser) -> None:
    big = (BytesIO(b"#" * 20_000_001), "big.yaml")
    page = browser(make_admin()).post("/catalogue/import", status=422, file=big)
    page.check_hygiene()
    assert "larger than 20 MB" in page.text(".error-summary")
    page.response.request.environ["wsgi.input"].close()
    page = browser(make_admin("Tom Admin")).post("/catalogue/import", status=422)
    assert "Choose the file" in page.text(".error-summary")


def test_the_page_of_a_number_with_a_slip_asks_why(browser: Browser) -> None:
    tess = make_admin()
    slips = SMALL.replace("SM-2", "A/506/2131").replace("601/3562/1", "601/3562/2")
    page = looked_into(browser, tess, slips)
    assert "it would end with 1, not 2" in page.text(".note-care")
    address = page.one("main form").get("action")
    again = browser(tess).post(address, status=422, **page.form("main form"))
    again.check_hygiene()
    assert "say how you know" in again.text(".error-summary")
    assert published() == 0
    confirmed(browser, tess, again, override="The register says so")
    assert published() == 1


def test_what_was_sent_is_listed_until_the_next_day(browser: Browser) -> None:
    tess = make_admin()
    looked_into(browser, tess, name="first.yaml")
    sent(browser, tess, "", name="second.yaml")
    page = browser(tess).get("/catalogue/import")
    page.check_hygiene()
    assert page.texts(".list-row .name") == ["second.yaml", "first.yaml"]
    assert page.texts(".list-row .st") == ["Being read", "To look through"]


def test_the_example_and_the_template_can_be_brought_in_as_they_are(browser: Browser) -> None:
    tess = make_admin()
    for name in ("example.yaml", "template.xlsx"):
        body = browser(tess).client.get(f"/catalogue/import/{name}").get_data()
        page = looked_into(browser, tess, body, name)
        assert "Our service scheme" in page.text("main")
        assert not page.all(".note-care")
        if page.all("main form"):
            confirmed(browser, tess, page)
    assert version_of("our-service-scheme").number == 1


@pytest.mark.parametrize("count", [1, 150])
def test_the_preview_asks_the_same_few_questions_however_much_it_shows(
    browser: Browser, count_queries: CountQueries, count: int
) -> None:
    tess = make_admin()
    head, tail = SMALL.split("qualifications:\n")
    more = "".join(tail.replace("small-scheme", f"small-{n}") for n in range(count))
    page = looked_into(browser, tess, f"{head}qualifications:\n{more}")
    address = page.one("main form").get("action")
    with count_queries() as statements:
        browser(tess).get(address)
    assert len(statements) <= 5
