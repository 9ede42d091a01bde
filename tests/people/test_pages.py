"""The pages about people: each once when it works, once invalid, and hidden from outsiders."""

import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import make_registration
from tests.factories_people import appoint, make_holder, make_placement, make_site, make_team
from trainer.accounts.models import ResetCode, User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import (
    Appointment,
    AppointmentStatus,
    PeopleImport,
    Role,
    Site,
)

DAY = timedelta(days=1)
MARKUP = "<script>alert(1)</script> & Sons"


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR, password=PASSWORD)


@pytest.fixture
def dot(app: object) -> User:
    return make_holder("Dot Second", Role.SYSTEM_ADMIN, password=PASSWORD)


HIDDEN = [
    "/people",
    "/people/export.csv",
    "/people/add",
    "/people/{ada}",
    "/people/{ada}/correct",
    "/people/{ada}/place",
    "/people/{ada}/leave",
    "/people/{ada}/take-back",
    "/people/{ada}/reset-code",
    "/people/{ada}/ask-for-role",
    "/people/import",
    "/people/import/example.csv",
    "/people/import/{file}",
    "/roles",
    "/roles/{role}/confirm",
    "/roles/{role}/refuse",
    "/roles/{role}/end",
    "/sites",
    "/sites/add",
    "/sites/{site}/rename",
    "/sites/{site}/add-team",
    "/teams/{team}/rename",
    "/team",
]


@pytest.fixture
def things(ada: User, hr: User) -> dict[str, int]:
    site = make_site()
    make_placement(ada, site=site)
    file = PeopleImport(uploaded_by=hr, name="people.csv", body="staff_number\n1")
    db.session.add(file)
    db.session.commit()
    return {
        "ada": ada.id,
        "site": site.id,
        "team": make_team(site).id,
        "role": appoint(ada, Role.ASSESSOR).id,
        "file": file.id,
    }


@pytest.mark.parametrize("address", HIDDEN)
def test_an_outsider_is_not_told_it_exists(
    address: str, browser: Browser, eve: User, things: dict[str, int]
) -> None:
    browser(eve).get(address.format(**things), status=404)


@pytest.mark.parametrize("address", [one for one in HIDDEN if one != "/team"])
def test_an_administrator_opens_every_page(
    address: str, browser: Browser, hr: User, dot: User, things: dict[str, int]
) -> None:
    who = hr if "import" in address else dot
    browser(who).get(address.format(**things))


@pytest.mark.parametrize(
    "address", ["/people/{ada}/leave", "/people/{ada}/place", "/people/{ada}/stay", "/sites/add"]
)
def test_an_outsider_sends_nothing_either(
    address: str, browser: Browser, eve: User, things: dict[str, int]
) -> None:
    status = 405 if address.endswith("nothing") else 404
    browser(eve).post(address.format(**things), status=status, when="now", name="x", code="y")


def test_a_list_nobody_narrowed_has_no_errors(browser: Browser, hr: User) -> None:
    page = browser(hr).get("/people")
    assert page.text("title").startswith("People")
    assert not page.all("[aria-invalid=true]")


def test_people_are_found_sorted_and_paged(browser: Browser, hr: User) -> None:
    site = make_site("Mill Lane")
    for name in ("Zoë Last", "Amy First"):
        make_placement(make_user(name), site=site)
    gone = make_user("Gil Gone")
    gone.active = False
    db.session.commit()
    names = "tbody .person a"
    assert browser(hr).get(f"/people?site={site.id}").texts(names) == ["Amy First", "Zoë Last"]
    down = browser(hr).get(f"/people?site={site.id}&sort=-name")
    assert down.texts(names) == ["Zoë Last", "Amy First"]
    assert browser(hr).get("/people?q=zoë").texts(names) == ["Zoë Last"]
    assert browser(hr).get("/people?whom=left").texts(names) == ["Gil Gone"]
    assert browser(hr).get("/people?role=hr").texts(names) == ["Hana People"]
    assert browser(hr).get("/people?q=nobody+at+all").texts("main .empty h2") == [
        "Nobody answers that search"
    ]


@pytest.mark.parametrize(
    "rubbish", ["site=x", "role=king", "whom=%00", "team=9e9", "sort=;", "q=%25"]
)
def test_a_search_that_makes_no_sense_is_left_out(browser: Browser, hr: User, rubbish: str) -> None:
    browser(hr).get(f"/people?{rubbish}")


def test_a_list_costs_the_same_for_one_and_for_fifty(
    browser: Browser, hr: User, count_queries: CountQueries
) -> None:
    site = make_site()
    team = make_team(site)
    lead = make_user("Lea Lead")

    def add(number: int) -> None:
        for n in range(number):
            one = make_user(f"Person {n}")
            make_placement(one, site=site, team=team, manager=lead)
            appoint(one, Role.ASSESSOR)

    add(1)
    counts: list[dict[str, int]] = []
    for more in (48, 0):
        counts.append({})
        for who, address in ((hr, "/people"), (hr, "/roles"), (hr, "/sites"), (lead, "/team")):
            browser(who).get(address)
            with count_queries() as statements:
                browser(who).get(address)
            counts[-1][address] = len(statements)
        add(more)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 10, counts[0]


def test_an_export_is_safe_logged_and_can_be_imported(browser: Browser, hr: User) -> None:
    site = make_site("＝Harbour", code="HS")
    make_placement(make_user("=cmd|' /C calc'!A0"), site=site, ends_on=clock.today() + DAY)
    got = browser(hr).client.get(f"/people/export.csv?site={site.id}")
    browser(hr).browser.forget()
    text = got.get_data().decode("utf-8-sig")
    head, line = text.splitlines()
    assert head.startswith("staff_number,name,known_as,email,site,site_name")
    assert "'=cmd|' /C calc'!A0" in line
    assert "'＝Harbour" in line
    assert line.endswith(f"2020-01-06,{clock.today()}")
    assert "attachment" in got.headers["Content-Disposition"]
    line_of_trail = sa.select(TrailEntry.body).where(TrailEntry.kind == "PeopleExported")
    assert db.session.scalars(line_of_trail).one() == {"search": f"site={site.id}"}


def test_names_are_shown_as_they_are_written(browser: Browser, hr: User) -> None:
    site = make_site(MARKUP)
    nia = make_user(f"Nia {MARKUP}")
    make_placement(nia, site=site, job_title=MARKUP, manager=make_user(f"Boss {MARKUP}"))
    held = appoint(nia, Role.ASSESSOR)
    held.reason = MARKUP
    db.session.commit()
    for address in ("/people", f"/people/{nia.id}", "/roles", "/sites", f"/people/{nia.id}/leave"):
        page = browser(hr).get(address)
        assert "<script>alert" not in page.html
        assert "&lt;script&gt;alert" in page.html


def test_somebody_new_is_written_down(browser: Browser, hr: User) -> None:
    site = make_site()
    team = make_team(site)
    cleo = make_user("Cleo Manager")
    given: dict[str, Any] = {
        "staff_number": "n77",
        "name": "Nia Bowen",
        "place": f"{site.id}:{team.id}",
        "job_title": "Assistant",
        "manager": cleo.staff_number,
        "starts_on": "24/11/2020",
    }
    browser(hr).get("/people/add")
    wrong = browser(hr).post("/people/add", status=422, **{**given, "manager": "nobody"})
    assert "Nobody who works here has staff number nobody." in wrong.text(".error-summary")
    assert wrong.one("input[name=manager]").get("value") == "nobody"
    browser(hr).post("/people/add", **given)
    taken = browser(hr).post("/people/add", status=422, **given)
    assert "Someone has this staff number already." in taken.text(".error-summary")
    nia = db.session.scalars(sa.select(User).where(User.staff_number == "n77")).one()
    placement = nia.placement()
    assert placement is not None
    assert (placement.team, placement.manager) == (team, cleo)


def test_a_move_a_correction_and_a_leaving_by_page(browser: Browser, hr: User) -> None:
    site = make_site()
    nia, cleo, ben = make_user("Nia Bowen"), make_user("Cleo Manager"), make_user("Ben Next")
    make_placement(nia, site=site)
    make_placement(cleo, site=site)
    form = browser(hr).get(f"/people/{nia.id}/place").form()
    assert form["place"] == f"{site.id}:0"
    browser(hr).post(f"/people/{nia.id}/place", **{**form, "manager": cleo.staff_number})
    browser(hr).post(f"/people/{nia.id}/correct", status=422, name="", email="nowhere")
    browser(hr).post(f"/people/{nia.id}/correct", name="Nia Hart", email="nia@b.example")
    leave = f"/people/{cleo.id}/leave"
    browser(hr).post(leave, status=422, when="after", last_day="yesterday")
    browser(hr).post(leave, status=422, when="after")
    needed = browser(hr).post(leave, status=422, when="now")
    assert "Nia Hart" in needed.text(".error-summary")
    last_day = str(clock.today() + DAY)
    browser(hr).post(leave, when="after", last_day=last_day, successor=ben.staff_number)
    planned = cleo.placements[0].last_day
    browser(hr).post(f"/people/{cleo.id}/stay")
    assert (planned, cleo.placements[0].ends_on) == (clock.today() + DAY, None)
    browser(hr).post(leave, when="now", successor=ben.staff_number)
    assert "has left" in browser(hr).get(f"/people/{cleo.id}").text(".context")
    back: dict[str, Any] = {
        "place": f"{site.id}:0",
        "job_title": "Manager",
        "starts_on": str(clock.today()),
    }
    browser(hr).post(f"/people/{cleo.id}/take-back", **back)
    assert cleo.active
    told = [(one.manager, one.starts_on, one.ends_on) for one in nia.placements[1:]]
    today, gone = clock.today(), clock.today() + 2 * DAY
    assert told == [(cleo, today, today), (ben, today, gone), (ben, gone, None)]


def test_a_loop_is_told_beside_the_manager(browser: Browser, hr: User) -> None:
    site = make_site()
    nia, cleo = make_user("Nia Bowen"), make_user("Cleo Manager")
    make_placement(cleo, site=site)
    make_placement(nia, site=site, manager=cleo)
    form = browser(hr).get(f"/people/{cleo.id}/place").form()
    page = browser(hr).post(
        f"/people/{cleo.id}/place", status=422, **{**form, "manager": nia.staff_number}
    )
    assert "Nia Bowen reports to Cleo Manager" in page.text("#manager-e")


def test_a_code_is_shown_once(browser: Browser, hr: User) -> None:
    nia = make_user("Nia Bowen")
    form = browser(hr).get(f"/people/{nia.id}/reset-code").form()
    shown = browser(hr).post(f"/people/{nia.id}/reset-code", status=200, **form)
    code = shown.text(".figure.code")
    assert len(code.replace("-", "")) == 12
    again = browser(hr).post(f"/people/{nia.id}/reset-code", status=303, **form)
    assert again.response.location == f"/people/{nia.id}/reset-code"
    assert len(db.session.scalars(sa.select(ResetCode)).all()) == 1
    browser().post(
        "/new-password", identity=nia.staff_number, code=code, password="a phrase of my own"
    )
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert "ResetCodeHandedOver" in kinds


def test_who_hands_over_a_code(browser: Browser, hr: User, dot: User, ben: User) -> None:
    nia, cleo, before = make_user("Nia"), make_user("Cleo"), make_user("Before")
    dev = make_holder("Dev Admin", Role.SYSTEM_ADMIN)
    make_placement(nia, manager=before, ends_on=clock.today())
    make_placement(nia, manager=cleo, starts_on=clock.today())
    make_placement(dev, manager=cleo)
    cases = [
        (cleo, nia, 200),
        (hr, nia, 200),
        (dot, nia, 200),
        (before, nia, 404),
        (nia, nia, 403),
        (hr, hr, 403),
        (nia, cleo, 403),
        (make_holder("Tia", Role.TRAINING_ADMIN), nia, 403),
        (cleo, dev, 403),
        (hr, dev, 403),
        (dot, dev, 200),
    ]
    for who, whose, status in cases:
        page = browser(who).post(f"/people/{whose.id}/reset-code", status=status)
        assert bool(page.all(".figure.code")) == (status == 200), (who.name, whose.name)


def test_a_role_is_asked_for_and_confirmed_by_page(
    browser: Browser, hr: User, dot: User, ben: User
) -> None:
    address = f"/people/{ben.id}/ask-for-role"
    given: dict[str, Any] = {
        "role": "assessor",
        "site_id": "",
        "starts_on": str(clock.today()),
        "why": "He has his award.",
    }
    browser(hr).post(address, status=422, **given, password="not it")
    assert db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).all() == []
    browser(hr).post(address, **given, password=PASSWORD)
    asked = db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).one()
    assert "Decide: Ben Assessor" not in browser(hr).get("/roles").text("main")
    assert browser(dot).get("/roles").text("#next") == "Decide: Ben Assessor, Assessor"
    mine = browser(hr).get(f"/roles/{asked.id}/confirm")
    assert "You asked for this" in mine.text(".note-stop")
    confirm = f"/roles/{asked.id}/confirm"
    browser(hr).post(confirm, status=403, password=PASSWORD)
    browser(dot).post(confirm, status=422, password="not it")
    assert asked.status is AppointmentStatus.ASKED
    browser(dot).post(confirm, password=PASSWORD)
    assert ben.holds(Role.ASSESSOR)
    browser(dot).get(confirm)
    browser(dot).post(f"/roles/{asked.id}/end", status=422, reason=" ")
    browser(dot).post(f"/roles/{asked.id}/end", reason="Moved on")
    assert not ben.holds(Role.ASSESSOR)


def test_a_role_is_refused_by_page(browser: Browser, hr: User, dot: User, ben: User) -> None:
    browser(hr).post(
        f"/people/{ben.id}/ask-for-role",
        role="hr",
        site_id="",
        starts_on=str(clock.today()),
        why="We are short",
        password=PASSWORD,
    )
    asked = db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).one()
    browser(dot).post(f"/roles/{asked.id}/refuse", status=422)
    browser(dot).post(f"/roles/{asked.id}/refuse", reason="Two are enough")
    assert asked.status is AppointmentStatus.REFUSED


def test_losing_a_role_bites_at_the_next_request(browser: Browser, hr: User, dot: User) -> None:
    browser(hr).get("/people")
    browser(dot).post(f"/roles/{hr.appointments[0].id}/end", reason="Moved on")
    browser(hr).get("/people", status=404)


def test_sites_and_teams_are_added_and_named(browser: Browser, hr: User) -> None:
    browser(hr).get("/sites")
    browser(hr).post("/sites/add", status=422, code="", name="")
    browser(hr).post("/sites/add", code="HS", name="Harbour Street")
    browser(hr).post("/sites/add", status=422, code="hs", name="Another")
    site = db.session.scalars(sa.select(Site)).one()
    browser(hr).post(f"/sites/{site.id}/rename", name="Harbour Road")
    browser(hr).post(f"/sites/{site.id}/add-team", name="Desk")
    browser(hr).post(f"/sites/{site.id}/add-team", status=422, name="desk")
    team = site.teams[0]
    browser(hr).post(f"/teams/{team.id}/rename", name="Service desk")
    assert (site.name, team.name) == ("Harbour Road", "Service desk")


def send(browser: Browser, who: User, text: str, status: int = 303) -> Any:
    file = (io.BytesIO(text.encode()), "people.csv")
    return browser(who).post("/people/import", status=status, file=file)


def test_a_file_is_looked_through_and_taken_in(browser: Browser, hr: User, dot: User) -> None:
    browser(hr).get("/people/import")
    sent = send(
        browser, hr, "Staff number,Name,Site,Site name,Job title\nn1,Ada,HS,Harbour,Adviser"
    )
    where = sent.response.location
    page = browser(hr).get(where)
    assert "New sites: Harbour." in page.text("main")
    browser(dot).get(where, status=404)
    browser(hr).post(where, status=409, seen="something else")
    assert db.session.scalars(sa.select(User).filter_by(staff_number="n1")).all() == []
    browser(hr).post(where, **page.form())
    assert db.session.scalars(sa.select(User).filter_by(staff_number="n1")).one().name == "Ada"
    kept = db.session.scalars(sa.select(PeopleImport)).one()
    assert (kept.body, kept.applied_at is not None) == ("", True)
    browser(hr).get(where, status=404)


def test_a_broken_row_412_is_told_and_changes_nothing(browser: Browser, hr: User) -> None:
    rows = "\n".join(f"p{n},{MARKUP},HS,Harbour,Adviser," for n in range(2, 412))
    sent = send(
        browser,
        hr,
        f"staff_number,name,site,site_name,job_title,manager\n{rows}\np412,Nia,HS,,Adviser,70431\n",
    )
    page = browser(hr).get(sent.response.location)
    assert page.texts("main .card-t ol li") == ["Row 412, manager: nobody has staff number 70431."]
    assert page.all("main form[method=post]") == []
    browser(hr).post(sent.response.location, status=409, seen="")
    assert db.session.scalars(sa.select(Site)).all() == []


def test_a_file_that_is_none_is_refused_beside_the_field(browser: Browser, hr: User) -> None:
    assert "Choose a file." in browser(hr).post("/people/import", status=422).text(".error-summary")
    page = send(browser, hr, "PK\x03\x04", status=422)
    assert "spreadsheet" in page.text(".error-summary")


def test_a_file_nobody_confirms_is_gone_after_a_day(browser: Browser, hr: User) -> None:
    sent = send(browser, hr, "staff_number\n1")
    kept = db.session.scalars(sa.select(PeopleImport)).one()
    kept.at = clock.now() - DAY
    db.session.commit()
    browser(hr).get(sent.response.location, status=404)
    send(browser, hr, "staff_number\n2")
    assert [one.body for one in db.session.scalars(sa.select(PeopleImport))] == ["staff_number\n2"]


def test_a_manager_sees_their_team_and_what_is_theirs_to_see(
    browser: Browser, ada: User, ben: User, cleo: User
) -> None:
    site = make_site()
    make_placement(cleo, site=site, job_title="Supervisor")
    make_placement(ada, site=site, manager=cleo)
    make_placement(ben, site=site)
    page = browser(cleo).get("/team")
    assert page.texts("tbody .person a") == ["Ada Trainee"]
    assert browser(cleo).get("/").texts("details.hat ul a") == ["Me", "Team"]
    assert browser(ada).get("/").all("details.hat") == []
    assert "Jobs so far" in browser(cleo).get(f"/people/{ada.id}").texts("h2")
    assert browser(ada).get(f"/people/{cleo.id}").texts("h2") == ["Now"]
    assert "Jobs so far" in browser(ada).get(f"/people/{ada.id}").texts("h2")
    browser(ada).get(f"/people/{ben.id}", status=404)
    browser(cleo).get(f"/people/{ben.id}", status=404)
    browser(cleo).get(f"/people/{ada.id}/place", status=404)


def test_a_manager_sees_what_their_team_works_towards(
    browser: Browser, ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration = make_registration(ada, ben, dev)
    make_placement(ada, site=make_site(), manager=cleo)
    link = browser(cleo).get("/team").one("tbody td a")
    assert link.get("href") == f"/qualifications/{registration.id}"
    assert "Qualifications" in browser(cleo).get(f"/people/{ada.id}").texts("h2")


def test_hr_of_one_site_sees_that_site(browser: Browser, ada: User, ben: User) -> None:
    here, there = make_site(), make_site("Mill Lane")
    make_placement(ada, site=here)
    make_placement(ben, site=there)
    local = make_holder("Lou Local", Role.HR, site=here)
    page = browser(local).get("/people")
    assert page.texts("tbody .person a") == ["Ada Trainee", "Lou Local"]
    assert "Add somebody" not in page.text("main")
    browser(local).get(f"/people/{ada.id}")
    browser(local).get(f"/people/{ben.id}", status=404)
    browser(local).get("/people/add", status=404)
    browser(local).post(f"/people/{ada.id}/correct", status=403, name="Ada Byron")


def test_two_clicks_add_one_person(browser: Browser, hr: User) -> None:
    site = make_site()
    form = browser(hr).get("/people/add").form()
    given = {**form, "staff_number": "n1", "name": "Ada", "place": f"{site.id}:0", "job_title": "A"}
    first = browser(hr).post("/people/add", **given)
    second = browser(hr).post("/people/add", **given)
    assert first.response.location == second.response.location
    assert len(db.session.scalars(sa.select(User).filter_by(staff_number="n1")).all()) == 1
