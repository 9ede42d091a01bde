"""Somebody joins, moves, leaves or gets a code by page; sites and teams are named."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder, make_placement, make_site, make_team
from trainer.accounts.models import ResetCode, User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import (
    Role,
    Site,
)

DAY = timedelta(days=1)


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


def test_two_clicks_add_one_person(browser: Browser, hr: User) -> None:
    site = make_site()
    form = browser(hr).get("/people/add").form()
    given = {**form, "staff_number": "n1", "name": "Ada", "place": f"{site.id}:0", "job_title": "A"}
    first = browser(hr).post("/people/add", **given)
    second = browser(hr).post("/people/add", **given)
    assert first.response.location == second.response.location
    assert len(db.session.scalars(sa.select(User).filter_by(staff_number="n1")).all()) == 1
