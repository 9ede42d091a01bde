"""What a manager, and HR for one site, see of people."""

import csv
import io

from tests.browsing import Browser
from tests.factories_assessments import make_registration
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.people.models import (
    Role,
)


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


def test_a_manager_takes_their_team_away_as_a_file(
    browser: Browser, ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration, site = make_registration(ada, ben, dev), make_site()
    make_placement(ada, site=site, manager=cleo, job_title="=Assistant")
    make_placement(ben, site=site, manager=cleo)
    make_placement(dev, site=site)
    assert browser(cleo).get("/team").one('main a[href="/team/export.csv"]') is not None
    answer = browser(cleo).client.get("/team/export.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["Ada Trainee", ben.name]
    assert rows[0]["job_title"] == "'=Assistant"
    assert (rows[0]["working_towards"], rows[0]["units_achieved"], rows[0]["units"]) == (
        registration.version.title,
        "0",
        str(len(registration.units)),
    )
    assert rows[1]["working_towards"] == ""


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
