"""The pages of the register and of conflicts."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_qualification
from tests.factories_catalogue import make_version
from tests.factories_people import appoint
from tests.factories_register import enter, make_admin, make_conflict
from trainer.accounts.models import User
from trainer.assessors.models import ConflictKind, ConflictOfInterest, Duty, RegisterEntry, Standing
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role


@pytest.fixture
def qualification(app: object) -> Qualification:
    return make_version().qualification


def asked(holder: User, qualification: Qualification, **other: object) -> dict[str, Any]:
    return {
        "holder": holder.staff_number.upper(),
        "qualification": qualification.id,
        "duty": "assess",
        "standing": "qualified",
        "starts_on": clock.today().isoformat(),
        **other,
    }


def test_somebody_is_entered_and_ended(
    browser: Browser, qualification: Qualification, ben: User
) -> None:
    tess = make_admin()
    assert "Nobody is listed" in browser(tess).get("/register").text(".empty")
    browser(tess).get("/register/new")
    browser(tess).post("/register/new", **asked(ben, qualification, award="CAVA"))
    entry = db.session.scalars(sa.select(RegisterEntry)).one()
    assert (entry.holder, entry.recorded_by, entry.standing) == (ben, tess, Standing.QUALIFIED)
    row = browser(tess).get("/register").text("tbody tr")
    assert "Ben Assessor" in row
    assert "To be checked" in row
    person = browser(tess).get(f"/register/people/{ben.id}")
    assert "CAVA" in person.text("main")
    assert "until somebody records how they showed" in person.text(".note-stop")
    day = (clock.today() + timedelta(days=700)).isoformat()
    browser(tess).post(
        f"/register/{entry.id}/competence",
        shown_by="Nine years at the counter.",
        checked_by="Tess",
        checked_on=clock.today().isoformat(),
        review_on=day,
    )
    person = browser(tess).get(f"/register/people/{ben.id}")
    assert not person.all(".note-stop")
    assert "In force" in browser(tess).get("/register").text("tbody tr")
    assert "Nine years at the counter." in person.text("main")

    browser(tess).get(f"/register/{entry.id}/end")
    browser(tess).post(f"/register/{entry.id}/end", ends_on=clock.today().isoformat())
    assert entry.ends_on == clock.today()
    assert not browser(tess).get("/register").all("tbody tr")
    assert "Lapsed" in browser(tess).get("/register?when=lapsed").text("tbody tr")
    assert "ended already" in browser(tess).get(f"/register/{entry.id}/end").text(".note-stop")


def test_a_wrong_entry_comes_back_with_its_errors(
    browser: Browser, qualification: Qualification, ben: User
) -> None:
    tess = make_admin()
    page = browser(tess).post(
        "/register/new", status=422, **{**asked(ben, qualification), "holder": "zz"}
    )
    page.check_hygiene()
    assert "Nobody here has this staff number" in page.text(".error-summary")
    page = browser(tess).post(
        "/register/new",
        status=422,
        **{**asked(ben, qualification), "standing": "working_towards"},
    )
    assert "18 months" in page.text(".error-summary")
    browser(tess).post("/register/new", status=422)
    browser(tess).post("/register/new", status=403, **asked(tess, qualification))
    entry = enter(ben, qualification, Duty.VERIFY)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    browser(tess).post(f"/register/{entry.id}/end", status=422, ends_on=yesterday)


def test_the_register_is_filtered(
    browser: Browser, qualification: Qualification, ben: User, cleo: User
) -> None:
    tess = make_admin()
    enter(ben, qualification, Duty.ASSESS)
    enter(cleo, qualification, Duty.VERIFY)
    assert len(browser(tess).get("/register").all("tbody tr")) == 2
    assert "Ben" in browser(tess).get("/register?words=ben").text("tbody tr")
    assert "Nobody fits this" in browser(tess).get("/register?words=%25").text(".empty")
    assert not browser(tess).get("/register?qualification_id=999").all("tbody tr")


def test_a_person_is_one_row_with_all_they_may_do(browser: Browser, ben: User, cleo: User) -> None:
    tess = make_admin()
    versions = [make_qualification() for _each in range(5)]
    for version in versions:
        enter(ben, version.qualification, Duty.ASSESS)
    enter(ben, versions[0].qualification, Duty.VERIFY)
    enter(cleo, versions[0].qualification, Duty.VERIFY)
    page = browser(tess).get("/register")
    assert len(page.all("tbody tr")) == 2
    row = page.texts("tbody tr")[0]
    assert row.count("Ben Assessor") == 1
    assert "Assesses" in row
    assert "Quality assures" in row
    assert "and 2 more qualifications" in row
    only = browser(tess).get("/register?duty=verify").texts("tbody tr")[0]
    assert "Quality assures" in only
    assert "Assesses" not in only


def test_whose_entry_ends_first_is_listed_first_and_those_without_an_end_last(
    browser: Browser, qualification: Qualification, ada: User, ben: User, cleo: User
) -> None:
    tess = make_admin()
    for person, days in ((ada, None), (ben, 300), (cleo, 90)):
        entry = enter(person, qualification, Duty.ASSESS)
        entry.ends_on = clock.today() + timedelta(days=days) if days else None
    db.session.commit()
    for sort, names in (
        ("", ["Ada", "Ben", "Cleo"]),
        ("-name", ["Cleo", "Ben", "Ada"]),
        ("until", ["Cleo", "Ben", "Ada"]),
        ("-until", ["Ben", "Cleo", "Ada"]),
    ):
        listed = browser(tess).get(f"/register?sort={sort}").texts("tbody th a")
        assert [one.split()[0] for one in listed] == names


@pytest.mark.parametrize("role", [None, Role.ASSESSOR, Role.IQA, Role.SYSTEM_ADMIN])
def test_only_training_administrators_change_the_register(
    browser: Browser, qualification: Qualification, eve: User, ben: User, role: Role | None
) -> None:
    if role is not None:
        appoint(eve, role)
    entry = enter(ben, qualification, Duty.ASSESS)
    for url in ("/register/new", f"/register/{entry.id}/end", f"/register/{entry.id}/suspension"):
        browser(eve).get(url, status=404)
    reads = 200 if role is Role.IQA else 404
    for url in ("/register", "/register/export.csv", f"/register/people/{ben.id}"):
        browser(eve).get(url, status=reads)
    browser(eve).post("/register/new", status=404, **asked(ben, qualification))
    browser(eve).post(f"/register/{entry.id}/end", status=404, ends_on=clock.today().isoformat())
    assert entry.ends_on is None


def test_somebody_declares_a_conflict_and_others_do_not_see_it(
    browser: Browser, ada: User, ben: User, eve: User
) -> None:
    browser(ben).get("/register/conflicts")
    browser(ben).post(
        "/register/conflicts", holder=eve.staff_number, other=ada.staff_number, kind="family"
    )
    conflict = db.session.scalars(sa.select(ConflictOfInterest)).one()
    assert (conflict.holder, conflict.other) == (ben, ada)
    assert "Ada" in browser(ben).get("/register/conflicts").text("tbody tr")
    for outsider in (ada, eve):
        assert not browser(outsider).get("/register/conflicts").all("tbody tr")
        browser(outsider).post(f"/register/conflicts/{conflict.id}/end", status=404)
    browser(ben).post(f"/register/conflicts/{conflict.id}/end", status=403)
    browser(make_admin()).post(f"/register/conflicts/{conflict.id}/end")
    assert conflict.ended_at is not None


def test_an_administrator_declares_for_others(browser: Browser, ada: User, ben: User) -> None:
    tess = make_admin()
    browser(tess).post(
        "/register/conflicts", holder=ben.staff_number, other=ada.staff_number, kind="line_manager"
    )
    assert db.session.scalars(sa.select(ConflictOfInterest.kind)).one() is ConflictKind.LINE_MANAGER
    page = browser(tess).post("/register/conflicts", status=422, holder=ben.staff_number)
    page.check_hygiene()
    browser(tess).post(
        "/register/conflicts", status=422, holder="", other=ada.staff_number, kind="family"
    )


@pytest.mark.parametrize("count", [1, 50])
def test_the_lists_ask_the_same_few_questions(
    browser: Browser,
    qualification: Qualification,
    ada: User,
    count_queries: CountQueries,
    count: int,
) -> None:
    tess = make_admin()
    for number in range(count):
        person = make_user(f"Person {number:02d}")
        enter(person, qualification, Duty.ASSESS)
        make_conflict(person, ada)
    visitor = browser(tess)
    for url, ceiling in (("/register", 12), ("/register/conflicts", 5)):
        visitor.get(url)
        with count_queries() as statements:
            assert len(visitor.get(url).all("tbody tr")) == count
        assert len(statements) <= ceiling
