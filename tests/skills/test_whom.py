"""Who sees whom in the matrix, and that nobody else shows through totals, choices, files or addresses."""

import csv
import io

import openpyxl
import pytest

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_people import make_holder, make_placement, make_site
from tests.factories_skills import make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Role, Site
from trainer.training.models import Skill


@pytest.fixture
def tess() -> User:
    return make_administrator()


@pytest.fixture
def here() -> Site:
    return make_site("Harbour Street")


@pytest.fixture
def scene(tess: User, ben: User, here: Site) -> dict[str, User]:
    """Ann reports to Ben; Bea works beside her for somebody else; Cat works at another site."""
    [ann] = make_staff("Ann", site=here, team="Desk", manager=ben)
    [bea] = make_staff("Bea", site=here, team="Stock", manager=tess)
    there = make_site("Secret Site")
    [cat] = make_staff("Cat", site=there, team="Secret Team", manager=tess)
    make_placement(tess, site=there, job_title="Secret Job")
    make_requirement(make_skill("Fire safety"), tess)
    make_requirement(make_skill("Secret Skill"), tess, person_id=cat.id)
    return {"Ann": ann, "Bea": bea, "Cat": cat}


def names(browser: Browser, reader: User, told: str = "") -> list[str]:
    return browser(reader).get(f"/skills/matrix{told}").texts(".skills tbody th[scope=row] > a")


def test_each_sees_their_own_people(
    browser: Browser, tess: User, ben: User, eve: User, here: Site, scene: dict[str, User]
) -> None:
    near = make_holder("Nell Near", Role.HR, site=here)
    assert names(browser, ben) == ["Ann"]
    assert names(browser, near) == ["Ann", "Bea"]
    assert names(browser, tess) == ["Ann", "Bea", "Cat", tess.name]
    assert names(browser, eve) == []


def test_no_address_leads_beyond_ones_own_people(
    browser: Browser, ben: User, scene: dict[str, User]
) -> None:
    cat = scene["Cat"].placement()
    assert cat is not None
    for told in (
        f"?site={cat.site_id}", f"?team={cat.team_id}", "?job=title:Secret Job", "?job=role:training_admin",
    ):  # fmt: skip
        assert names(browser, ben, told) == [], told
        for kind in ("csv", "xlsx"):
            answer = browser(ben).client.get(f"/skills/matrix.{kind}{told}")
            assert answer.status_code == 200
        table = browser(ben).client.get(f"/skills/matrix.csv{told}").get_data(as_text=True)
        assert len(table.splitlines()) == 1, told
    assert names(browser, ben, "?whole=1&sort=gaps") == ["Ann"]


def test_totals_and_choices_know_of_nobody_else(
    browser: Browser, ben: User, scene: dict[str, User]
) -> None:
    make_holding(scene["Bea"], db.session.query(Skill).filter_by(name="Fire safety").one())
    page = browser(ben).get("/skills/matrix")
    assert page.text(".skills tfoot td[data-th='Fire safety']") == "0 of 1"
    assert "1 person" in page.text(".head .context")
    assert [one for one in page.texts("select option") if "Secret" in one] == []
    assert "Stock" not in page.text("main")
    assert "Secret Skill" not in page.texts(".skills thead th")


def test_files_hold_everybody_wanted_and_no_formulas(
    browser: Browser, tess: User, ben: User, scene: dict[str, User]
) -> None:
    make_staff("=Dee()", manager=ben)
    table = browser(ben).client.get("/skills/matrix.csv").get_data(as_text=True).lstrip("\ufeff")
    lines = list(csv.DictReader(io.StringIO(table)))
    assert [one["Name"] for one in lines] == ["'=Dee()", "Ann"]
    assert lines[1]["Team"] == "Desk"
    assert lines[1]["Gaps"] == "1"
    assert lines[1]["Fire safety"].startswith("Missing 20")
    book = openpyxl.load_workbook(
        io.BytesIO(browser(ben).client.get("/skills/matrix.xlsx").get_data())
    )
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert cells[0][-1] == "Fire safety"
    assert [row[0] for row in cells[1:]] == ["=Dee()", "Ann"]
    assert cells[2][5] == 1
