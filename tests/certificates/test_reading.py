"""The register, one's own certificates, and a certificate's page; and how much they ask for."""

from csv import DictReader
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.browsing import Browser, words_of
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import (
    make_certificate,
    make_complete,
    make_version,
    revoke_by_two,
)
from tests.factories_people import make_holder, make_placement, proof_of
from trainer.accounts.models import User
from trainer.certificates import actions
from trainer.certificates.models import Purpose
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role

MOST = {
    "/certificates": 5,  # who asks and their roles, what stands around, the rows, how many
    "/certificates/ready": 5,
    "/certificates/mine": 5,
}


def test_the_register_is_searched_and_narrowed(ada: User, tess: User, browser: Browser) -> None:
    assert browser(tess).get("/certificates").text(".empty h2") == "The register is empty"
    first = make_certificate(ada, by=tess)
    second = make_certificate(make_user("Bea Llŷr"), by=tess)
    revoke_by_two(second, by=tess, reason="Copied.")

    def numbers(query: str) -> list[str]:
        return browser(tess).get(f"/certificates?{query}").texts("tbody th a")

    assert numbers("") == [second.number, first.number]
    assert numbers("words=llŷr") == [second.number]
    assert numbers(f"words={first.number.lower()}") == [first.number]
    assert numbers(f"words={first.shown_code}") == [first.number]
    assert numbers("words=diploma+ada") == [first.number]
    assert numbers("which=revoked") == [second.number]
    assert numbers("which=issued&words=bea") == []
    assert numbers("which=nonsense") == [second.number, first.number]
    assert numbers("words=%25") == []
    nothing = browser(tess).get("/certificates?words=zzz")
    assert nothing.text(".empty h2") == "No certificate answers that"


def test_ones_own_certificates(ada: User, browser: Browser) -> None:
    empty = browser(ada).get("/certificates/mine")
    assert empty.text(".empty h2") == "Your first certificate will be here"
    certificate = make_certificate(ada)
    make_certificate(make_user("Somebody Else"))
    page = browser(ada).get("/certificates/mine")
    assert len(page.all("main section h2")) == 1
    assert f"/v/{certificate.shown_code}" in page.text("main section")


def test_the_page_for_learner_and_manager_has_no_tools(
    ada: User, cleo: User, tess: User, browser: Browser
) -> None:
    make_placement(ada, manager=cleo)
    certificate = make_certificate(ada)
    address = f"/certificates/{certificate.id}"
    for person in (ada, cleo):
        page = browser(person).get(address)
        assert "Revoke" not in page.text("main")
        assert "Tess" not in page.text("main")
    assert "Revoke it" in browser(tess).get(address).text(".head .actions")


def test_the_register_is_sorted_and_taken_away(tess: User, browser: Browser) -> None:
    version = make_version()
    for name in ("Zoe", "+Ada", "Mia"):
        learner = make_user(name)
        make_certificate(learner, by=tess, registration=make_complete(learner, version=version))
    page = browser(tess).get("/certificates?sort=-learner")
    assert [words_of(row[1]) for row in page.all("tbody tr")] == ["Zoe", "Mia", "+Ada"]
    assert page.one("th[aria-sort]").get("aria-sort") == "descending"
    found = browser(tess).get("/certificates/export.csv?sort=learner&which=issued").html
    head, *lines = found.removeprefix("\ufeff").splitlines()
    assert head.startswith(
        "number,staff_number,learner,title,unit_of,issued_on,runs_out_on,state,since,"
    )
    assert [line.split(",")[2] for line in lines] == ["'+Ada", "Mia", "Zoe"]
    assert lines[0].endswith(f",{clock.today()},,issued,{clock.today()},,,")
    assert browser(tess).get("/certificates/export.csv?which=revoked").html.count("\n") == 1


def test_the_file_says_what_became_of_each(
    ada: User, tess: User, browser: Browser, config: Config
) -> None:
    hr = make_holder("Hal Resources", Role.HR)
    old = make_certificate(ada, by=tess)
    new = actions.replace(
        old,
        actor=tess,
        proof=proof_of(tess),
        purpose=Purpose.LOST,
        reason="=Lost in a move.",
        config=config,
    )
    db.session.commit()
    revoke_by_two(new, by=tess, reason="Copied.")

    def rows(person: User) -> list[tuple[Any, ...]]:
        browser.forget()
        sent = browser(person).client.get("/certificates/export.xlsx?sort=number")
        assert sent.headers["Content-Disposition"].endswith(f"certificates-{clock.today()}.xlsx")
        (sheet,) = load_workbook(BytesIO(sent.data)).worksheets
        return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]

    first, second = rows(tess)
    today = str(clock.today())
    assert first[7:] == ("replaced", today, "=Lost in a move.", None, None)
    assert second[7:] == ("revoked", today, "Copied.", old.number, "lost")
    assert [row[9] for row in rows(hr)] == [None, None]


def test_the_file_says_what_is_printed_and_not_what_the_record_says_since(
    ada: User, tess: User, browser: Browser, config: Config
) -> None:
    whole = make_complete(ada)
    make_certificate(ada, by=tess, registration=whole)
    unit = whole.units[0]
    actions.issue_unit(unit, actor=tess, proof=proof_of(tess), config=config)
    printed, ada.name = ada.name, "Ada Married"
    db.session.commit()
    sent = browser(tess).get("/certificates/export.csv?sort=number").html.removeprefix("\ufeff")
    said = [(one["learner"], one["title"], one["unit_of"]) for one in DictReader(StringIO(sent))]
    title = whole.version.title
    assert said == [(printed, title, ""), (printed, unit.unit_version.title, title)]


@pytest.mark.parametrize("count", [1, 50])
def test_lists_ask_the_same_few_questions(
    ada: User, tess: User, browser: Browser, count_queries: CountQueries, count: int
) -> None:
    version = make_version()
    for number in range(count):
        make_certificate(ada, by=tess, registration=make_complete(ada, version=version))
        make_complete(make_user(f"Waiting {number}"), version=version)
    asked = {}
    for address, most in MOST.items():
        visitor = browser(ada if address.endswith("mine") else tess)
        visitor.get(address)
        with count_queries() as statements:
            visitor.get(address)
        asked[address] = len(statements)
        assert len(statements) <= most, statements


def test_hostile_words_stay_words(tess: User, browser: Browser) -> None:
    learner = make_user("<script>alert(1)</script> O'Neill")
    certificate = make_certificate(learner, by=tess)
    for person, address in (
        (tess, "/certificates"),
        (tess, f"/certificates/{certificate.id}"),
        (learner, "/certificates/mine"),
        (None, f"/v/{certificate.code}"),
    ):
        assert "<script>alert" not in browser(person).get(address).html
