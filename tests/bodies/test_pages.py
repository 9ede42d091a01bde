"""The pages of bodies, what is held with them, and what somebody's page says of it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_bodies import DAY, make_body, make_membership
from tests.factories_catalogue import IN_HOUSE, make_version
from tests.factories_people import make_holder, make_placement
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from tests.storage.pictures import photo
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.bodies import actions
from trainer.bodies.models import (
    ElsewhereCertificate,
    GradeMapping,
    Membership,
    ProfessionalBody,
    SchemeAccreditation,
)
from trainer.catalogue.models import FrameworkKind
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.models import RegistrationStatus

SOON = (clock.today() + timedelta(days=30)).isoformat()


def only(model: Any) -> Any:
    return db.session.scalars(sa.select(model)).one()


def test_the_bodies_the_guides_name_are_there_and_unverified(browser: Browser) -> None:
    assert actions.load_builtin() == 7
    assert actions.load_builtin() == 0
    db.session.commit()
    page = browser(make_admin()).get("/bodies")
    page.check_hygiene()
    rows = page.texts(".list-row")
    for code in ("ICS", "ILM", "ICSA", "CSMA", "CXPA", "CSIA", "CSN"):
        assert any(f" {code}" in row or code in row for row in rows)
    assert all("Unverified" in row for row in rows)
    ilm = db.session.scalars(sa.select(ProfessionalBody).filter_by(code="ILM")).one()
    assert [one.name for one in ilm.grades] == [
        "Affiliate",
        "Associate",
        "Member",
        "Fellow",
        "Companion",
    ]


def test_a_body_with_grades_and_what_leads_to_them(browser: Browser) -> None:
    tess = make_admin()
    browser(tess).post("/bodies/new", name="Guild of Service", code="GOS")
    body = only(ProfessionalBody)
    assert "called so already" in (
        browser(tess).post("/bodies/new", status=422, name="gos", code="New").text(".error-summary")
    )
    browser(tess).post(f"/bodies/{body.id}/grades/new", name="Member")
    browser(tess).post(f"/bodies/{body.id}/grades/new", status=422, name="member")
    page = browser(tess).post(
        f"/bodies/{body.id}/mappings/new",
        status=422,
        grade=body.grades[0].id,
        qualification=0,
        kind="",
    )
    assert "Choose one qualification" in page.text(".error-summary")
    browser(tess).post(
        f"/bodies/{body.id}/mappings/new",
        grade=body.grades[0].id,
        qualification=0,
        kind="scheme",
        level=2,
        also="with a role that fits",
    )
    page = browser(tess).get(f"/bodies/{body.id}")
    page.check_hygiene()
    assert "level 2 or above, with a role that fits" in page.text("main")
    browser(tess).post(f"/bodies/mappings/{only(GradeMapping).id}/drop")
    assert not db.session.scalars(sa.select(GradeMapping)).all()


def test_the_organisations_membership_is_recorded_and_renewed(browser: Browser) -> None:
    tess, body = make_admin(), make_body()
    url = "/bodies/memberships/new"
    browser(tess).post(url, status=422, body=0, grade=0, starts_on=clock.today().isoformat())
    page = browser(tess).post(
        url, status=422, body=body.id, grade=0, starts_on=SOON, ends_on=clock.today().isoformat()
    )
    assert "Choose a day after" in page.text(".error-summary")
    browser(tess).post(
        url, body=body.id, grade=0, number="BH-1", starts_on=DAY.isoformat(), ends_on=SOON
    )
    ours = only(Membership)
    assert (ours.holder, ours.recorded_by, ours.number) == (None, tess, "BH-1")
    assert "We are members" in browser(tess).get("/bodies").text(".list-row")
    later = clock.today() + timedelta(days=400)
    browser(tess).post(f"/bodies/memberships/{ours.id}/renew", ends_on=later.isoformat())
    assert ours.ends_on == later
    kinds = db.session.scalars(sa.select(TrailEntry.kind).order_by(TrailEntry.id)).all()
    assert kinds[-2:] == ["MembershipRecorded", "MembershipDated"]


def test_a_persons_page_shows_what_they_hold(browser: Browser, ada: User, eve: User) -> None:
    hana, body = make_holder("Hana People", Role.HR), make_body()
    browser(hana).post(
        f"/bodies/people/{ada.id}/membership",
        body=body.id,
        grade=body.grades[1].id,
        starts_on=DAY.isoformat(),
        proof="Card, seen",
    )
    browser(ada).post(
        f"/bodies/people/{ada.id}/certificate",
        title="Certified Customer Service Manager (CCSM)",
        issuer="A provider",
        starts_on=DAY.isoformat(),
        ends_on="2021-01-01",
        proof="The paper",
    )
    page = browser(ada).get(f"/people/{ada.id}")
    rows = page.text("main")
    assert "Guild of Service, Member" in rows
    assert "their own word" in rows
    assert "Over" in rows
    browser(ada).get(f"/bodies/people/{ada.id}/membership", status=404)
    browser(eve).get(f"/bodies/people/{ada.id}/certificate", status=404)
    browser(hana).post(f"/bodies/certificates/{only(ElsewhereCertificate).id}/renew", ends_on=SOON)
    assert only(ElsewhereCertificate).ends_on.isoformat() == SOON
    browser(hana).get(f"/bodies/people/{hana.id}/membership", status=404)


def test_the_file_that_shows_a_certificate_is_kept_and_opened_by_few(
    browser: Browser, ada: User, cleo: User
) -> None:
    make_placement(ada, manager=cleo)
    hana, scan = make_holder("Hana People", Role.HR), photo()
    given: dict[str, Any] = {"title": "First aid", "issuer": "A charity", "proof": "The card"}
    url = f"/bodies/people/{ada.id}/certificate"
    wrong = browser(ada).post(
        url, status=422, **given, starts_on=DAY.isoformat(), file=(BytesIO(b"MZ"), "card.exe")
    )
    assert "can't be sent here" in wrong.text("main")
    browser(ada).post(url, **given, starts_on=DAY.isoformat(), file=(BytesIO(scan), "card.jpg"))
    link = browser(hana).get(f"/people/{ada.id}").one('a[href*="/proof/"]').get("href")
    answer = browser(hana).client.get(link)
    assert (answer.status_code, answer.data) == (200, scan)
    assert answer.headers["Content-Disposition"] == "attachment; filename=card.jpg"
    assert db.session.scalars(sa.select(TrailEntry.kind)).all().count("ProofRead") == 1
    assert not browser(cleo).get(f"/people/{ada.id}").all('a[href*="/proof/"]')
    browser(cleo).get(link, status=404)
    browser(hana).get(link.replace("card", "other"), status=404)


def test_a_grade_is_suggested_and_never_promised(browser: Browser, ada: User) -> None:
    body, tess = make_body(), make_admin()
    version = make_version(IN_HOUSE)
    make_registration(ada, version, status=RegistrationStatus.CLAIM_READY)
    actions.add_mapping(body.grades[0], actor=tess, kind=FrameworkKind.SCHEME, level=2)
    one = actions.add_mapping(
        body.grades[1], actor=tess, qualification=version.qualification, also="with a role"
    )
    db.session.commit()
    page = browser(ada).get(f"/people/{ada.id}").text("main")
    assert "Member of the Guild of Service may be open to them" in page
    assert "Because of: Small scheme." in page
    assert "never a right: check with the body" in page
    assert "Affiliate" not in page
    actions.drop_mapping(one, actor=tess)
    actions.add_mapping(body.grades[1], actor=tess, kind=FrameworkKind.SCHEME, level=3)
    db.session.commit()
    assert "Affiliate of the Guild" in browser(ada).get(f"/people/{ada.id}").text("main")
    make_membership(body, ada)
    assert "may be open" not in browser(ada).get(f"/people/{ada.id}").text("main")


def test_nothing_is_suggested_before_it_is_complete(browser: Browser, ada: User) -> None:
    actions.add_mapping(
        make_body().grades[0], actor=make_admin(), kind=FrameworkKind.SCHEME, level=1
    )
    make_registration(ada)
    assert "may be open" not in browser(ada).get(f"/people/{ada.id}").text("main")


def test_a_scheme_says_whether_it_is_accredited(browser: Browser, eve: User) -> None:
    version, body, tess = make_version(), make_body(), make_admin()
    page = f"/catalogue/qualifications/{version.id}"
    assert "Not accredited." in browser(eve).get(page).text("main")
    url = f"/bodies/schemes/{version.id}/accreditation"
    browser(tess).post(url, status=422, body=body.id, starts_on=DAY.isoformat())
    browser(tess).post(url, body=body.id, reference="R-22", starts_on=DAY.isoformat())
    said = browser(eve).get(page).text("main")
    assert "Accredited by the Guild of Service, reference R-22." in said
    assert "Not accredited" not in said
    held = only(SchemeAccreditation)
    browser(tess).post(f"{url}/{held.id}", ends_on=(clock.today()).isoformat())
    assert "Not accredited." in browser(eve).get(page).text("main")


@pytest.mark.parametrize("role", [None, Role.ASSESSOR, Role.HR, Role.SYSTEM_ADMIN])
def test_bodies_are_the_training_administrators(
    browser: Browser, eve: User, role: Role | None
) -> None:
    body = make_body()
    visitor = make_holder("Vic Visitor", role) if role else eve
    for url in ("/bodies", "/bodies/new", f"/bodies/{body.id}", "/bodies/memberships/new"):
        browser(visitor).get(url, status=404)


@pytest.mark.parametrize("count", [1, 40])
def test_the_lists_ask_the_same_few_questions(
    browser: Browser, count_queries: CountQueries, count: int
) -> None:
    tess, body = make_admin(), make_body()
    for number in range(count):
        make_membership(body, make_user(f"Person {number:02d}"), days_left=10 + number)
    visitor = browser(tess)
    for url, ceiling in (
        ("/bodies", 8),
        (f"/bodies/{body.id}", 9),
        ("/registrations/running-out", 9),
    ):
        visitor.get(url)
        with count_queries() as statements:
            visitor.get(url)
        assert len(statements) <= ceiling, url
