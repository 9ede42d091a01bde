"""One matrix of assessor by unit by site by kind of evidence: on the page, in files, on the command line."""

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    make_entry,
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
)
from tests.factories_looks import disagree, pick_of
from tests.factories_people import make_site
from tests.factories_sampling import ALL_OF_THEM, make_sample
from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, Item
from trainer.people.models import Site
from trainer.registrations.models import UnitAssessment
from trainer.sampling.coverage import coverage_of
from trainer.sampling.matrix import Kept, Matrix, matrix_of


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer", password=PASSWORD)


@pytest.fixture
def version(ben: User, cleo: User) -> QualificationVersion:
    version = make_qualification()
    make_entry(ben, version)
    make_entry(cleo, version, duty=Duty.VERIFY)
    return version


@pytest.fixture
def qualification(version: QualificationVersion) -> Qualification:
    return version.qualification


def decide(
    version: QualificationVersion,
    assessor: User,
    iqa: User,
    *,
    site: Site | None = None,
    kind: EvidenceKind = EvidenceKind.LOG,
) -> UnitAssessment:
    """A unit that an assessor has decided on, resting on one kind of evidence."""
    learner = make_user()
    registration = make_registration(
        learner, assessor, iqa, version=version, site=site, on_register=False
    )
    unit = make_waiting_for_iqa(registration)
    db.session.execute(sa.update(Item).where(Item.owner_id == learner.id).values(kind=kind))
    db.session.commit()
    return unit


def matrix(qualification: Qualification) -> Matrix:
    return matrix_of(coverage_of(qualification.id, None))


def test_each_cell_says_what_was_decided_looked_into_and_disagreed_with(
    version: QualificationVersion, ben: User, cleo: User
) -> None:
    north, south = make_site("North"), make_site("South")
    for place in (north, north, south):
        last = decide(version, ben, cleo, site=place)
    decide(version, ben, cleo, site=south, kind=EvidenceKind.WORK_PRODUCT)
    make_sample([last], cleo, ALL_OF_THEM)
    disagree(pick_of(last), cleo)
    db.session.commit()
    found = {
        (one["site"], one["method"]): (
            one["decided"],
            one["looked"],
            one["disagreed"],
            one["gap"],
        )
        for one in matrix(version.qualification).cells()
    }
    log, product = "Learning log", "Work product"
    assert found == {
        ("North", log): (2, 0, 0, True),
        ("South", log): (1, 1, 1, False),
        ("South", product): (1, 0, 0, True),
    }
    assert matrix(version.qualification).gaps == 2
    wholes = {one.site: one.whole.decided for one in matrix(version.qualification).lines}
    assert wholes == {"North": 2, "South": 2}


def test_it_is_narrowed_to_an_assessor_a_site_or_the_gaps(
    version: QualificationVersion, ben: User, cleo: User
) -> None:
    dora = make_user("Dora Assessor")
    make_entry(dora, version)
    north, south = make_site("North"), make_site("South")
    looked = decide(version, dora, cleo, site=south)
    decide(version, ben, cleo, site=north)
    make_sample([looked], cleo, ALL_OF_THEM)
    disagree(pick_of(looked), cleo)
    db.session.commit()
    found = matrix(version.qualification)

    def shown(kept: Kept) -> list[tuple[str, str]]:
        return [(one.assessor, one.site) for one in found.of(kept)]

    both = [("Ben Assessor", "North"), ("Dora Assessor", "South")]
    assert shown(Kept()) == both
    assert shown(Kept(assessor=dora.id)) == both[1:]
    assert shown(Kept(site=north.id)) == both[:1]
    assert shown(Kept(gaps=True)) == both[:1]


def test_page_and_files_show_the_same_cells(
    version: QualificationVersion, ben: User, cleo: User, browser: Browser
) -> None:
    decide(version, ben, cleo, site=make_site("North"))
    decide(version, ben, cleo, site=make_site("=South"), kind=EvidenceKind.WORK_PRODUCT)
    address = f"/sampling/qualifications/{version.qualification_id}/coverage"
    page = browser(cleo).get(address)
    table = page.text(".heat")
    for words in ("Ben Assessor", "North", "=South", "Work product", "0 of 1"):
        assert words in table
    assert len(page.all(".heat .cell-care")) == 4
    lines = browser(cleo).client.get(f"{address}.csv").text.splitlines()
    assert len(lines) == 3
    assert "'=South" in lines[-1] + lines[-2]
    book = load_workbook(io.BytesIO(browser(cleo).client.get(f"{address}.xlsx").data))
    rows = [[str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [row[0] for row in rows] == ["Assessor", "Ben Assessor", "Ben Assessor"]
    assert {row[-1] for row in rows[1:]} == {"Yes"}
    browser(ben).get(f"{address}.xlsx", status=404)


def test_what_is_narrowed_says_what_is_left(
    version: QualificationVersion, ben: User, cleo: User, browser: Browser
) -> None:
    unit = decide(version, ben, cleo)
    make_sample([unit], cleo, ALL_OF_THEM)
    disagree(pick_of(unit), cleo)
    db.session.commit()
    address = f"/sampling/qualifications/{version.qualification_id}/coverage"
    assert "disagreed with" in browser(cleo).get(address).text(".heat")
    assert "No gap here" in browser(cleo).get(f"{address}?gaps=1").text("main")


def test_more_decisions_cost_no_more_statements(
    app: Flask,
    version: QualificationVersion,
    ben: User,
    cleo: User,
    browser: Browser,
    count_queries: CountQueries,
) -> None:
    address = f"/sampling/qualifications/{version.qualification_id}/coverage"
    decide(version, ben, cleo, site=make_site("North"))
    browser(cleo).get(address)
    with count_queries() as few:
        browser(cleo).get(address)
    for number in range(5):
        other = make_user(f"Assessor {number}")
        make_entry(other, version)
        decide(version, other, cleo, site=make_site(f"Site {number}"))
    with count_queries() as many:
        browser(cleo).get(address)
    assert len(many) == len(few) <= 22, many
