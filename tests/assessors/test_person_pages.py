"""What the register says of one person, and the forms by which it is kept."""

from datetime import timedelta
from typing import Any

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_entry, make_qualification, make_registration
from tests.factories_people import make_site
from tests.factories_register import enter, make_admin, make_conflict
from trainer.accounts.models import User
from trainer.assessors.models import CaseloadLimit, Duty, RegisterEntry, Standing
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.extensions import db

IN_A_YEAR = (clock.today() + timedelta(days=365)).isoformat()
CHECK: dict[str, Any] = {
    "shown_by": "Ten years at the counter.",
    "checked_by": "Tess",
    "checked_on": clock.today().isoformat(),
    "review_on": IN_A_YEAR,
}


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_qualification(units=2)


@pytest.fixture
def tess(app: object) -> User:
    return make_admin()


@pytest.fixture
def entry(ben: User, version: QualificationVersion) -> RegisterEntry:
    return enter(ben, version.qualification, Duty.ASSESS)


def test_a_check_is_recorded(browser: Browser, entry: RegisterEntry, tess: User) -> None:
    url = f"/register/{entry.id}/competence"
    browser(tess).get(url)
    browser(tess).post(url, status=422).check_hygiene()
    browser(tess).post(url, **CHECK)
    page = browser(tess).get(f"/register/people/{entry.holder_id}")
    assert "Ten years at the counter." in page.text("main")
    assert not page.all(".note-care")


def test_an_entry_is_suspended_and_that_is_lifted(
    browser: Browser, entry: RegisterEntry, tess: User
) -> None:
    url, person = f"/register/{entry.id}/suspension", f"/register/people/{entry.holder_id}"
    browser(tess).get(url)
    browser(tess).post(url, status=422).check_hygiene()
    browser(tess).post(url, reason="A complaint is looked into.")
    assert "A complaint is looked into." in browser(tess).get(person).text(".note-stop")
    assert "Suspended" in browser(tess).get("/register").text("tbody tr")
    browser(tess).get(f"{url}/lift")
    browser(tess).post(f"{url}/lift", reason="Nothing in it.")
    page = browser(tess).get(person)
    assert not page.all(".note-stop")
    assert "Suspension lifted" in page.text("main")


def test_a_limit_is_set_and_shown_beside_the_load(
    browser: Browser, ada: User, ben: User, cleo: User, tess: User
) -> None:
    make_registration(ada, ben, cleo)
    url = f"/register/people/{ben.id}/limit"
    browser(tess).get(url)
    browser(tess).post(url, status=422, duty="assess", most="-1").check_hygiene()
    browser(tess).post(url, duty="assess", most="4")
    assert db.session.query(CaseloadLimit).one().most == 4
    assert "1 of 4 learners at most" in browser(tess).get(f"/register/people/{ben.id}").text("main")


def test_somebody_is_entered_for_some_units_and_sites(
    browser: Browser, version: QualificationVersion, ben: User, tess: User
) -> None:
    site = make_site("Harbour Street")
    unit = version.groups[0].members[0].unit_version.unit
    asked: dict[str, Any] = {
        "holder": ben.staff_number,
        "qualification": version.qualification_id,
        "duty": "countersign",
        "standing": "qualified",
        "starts_on": clock.today().isoformat(),
    }
    looked = browser(tess).post("/register/new", status=200, look="1", **asked)
    assert unit.code in looked.text("main")
    browser(tess).post("/register/new", **asked, units=[unit.id], sites=[site.id])
    entry = db.session.query(RegisterEntry).one()
    assert (entry.duty, entry.units, entry.sites) == (Duty.COUNTERSIGN, [unit], [site])
    assert unit.code in browser(tess).get("/register").text("tbody tr")


def test_everybody_reads_what_is_entered_of_themselves(
    browser: Browser, entry: RegisterEntry, ben: User, eve: User
) -> None:
    page = browser(ben).get(f"/register/people/{ben.id}")
    assert "Assesses" in page.text("main")
    assert "Suspend" not in page.text("main")
    browser(eve).get(f"/register/people/{ben.id}", status=404)
    browser(eve).get(f"/register/people/{eve.id}", status=404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("duty=verify", 1),
        ("standing=working_towards", 1),
        ("when=runs_out", 1),
        ("when=lapsed", 0),
        ("duty=nonsense&sort=nonsense", 3),
        ("sort=-until", 3),
    ],
)
def test_the_table_is_filtered_sorted_and_taken_away(
    browser: Browser,
    version: QualificationVersion,
    entry: RegisterEntry,
    cleo: User,
    dev: User,
    tess: User,
    query: str,
    found: int,
) -> None:
    make_entry(cleo, version, duty=Duty.VERIFY)
    soon = clock.today() + timedelta(days=30)
    make_entry(dev, version, standing=Standing.WORKING_TOWARDS, ends_on=soon)
    db.session.commit()
    assert len(browser(tess).get(f"/register?{query}").all("tbody tr")) == found
    table = browser(tess).get(f"/register/export.csv?{query}").html
    assert len(table.strip().splitlines()) == found + 1


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_a_person_asks_the_same_few_questions(
    browser: Browser, tess: User, ben: User, ada: User, count_queries: CountQueries, count: int
) -> None:
    for _number in range(count):
        enter(ben, make_qualification().qualification, Duty.ASSESS)
        make_conflict(ben, make_user())
    visitor, url = browser(tess), f"/register/people/{ben.id}"
    visitor.get(url)
    with count_queries() as statements:
        visitor.get(url)
    assert len(statements) <= 24


def test_the_same_is_recorded_of_several_entries_at_once(
    browser: Browser, entry: RegisterEntry, version: QualificationVersion, ben: User, tess: User
) -> None:
    others = [enter(ben, make_qualification().qualification, Duty.ASSESS) for _one in range(2)]
    strange = enter(tess, version.qualification, Duty.ASSESS)
    url = f"/register/{entry.id}/competence"
    browser(tess).post(url, status=422, **CHECK, also=[strange.id])
    browser(tess).post(url, **CHECK, also=[others[0].id])
    assert [len(one.competence) for one in (entry, *others)] == [1, 1, 0]
    changed = browser(tess).get(f"/register/people/{ben.id}").text("main")
    assert changed.count("Competence checked by Tess.") == 1
    browser(tess).post(f"/register/{entry.id}/suspension", reason="Why.", also=[others[1].id])
    assert [len(one.suspensions) for one in (entry, *others)] == [1, 0, 1]
    lift = f"/register/{entry.id}/suspension/lift"
    browser(tess).post(lift, status=422, reason="Why.", also=[others[0].id])
    browser(tess).post(lift, reason="Why.", also=[others[1].id])
    assert all(one.lifted_at for each in (entry, *others) for one in each.suspensions)
