"""People are found, listed and taken away as a file."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_people import appoint, make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import (
    Role,
)

DAY = timedelta(days=1)
MARKUP = "<script>alert(1)</script> & Sons"


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
    assert counts[0].pop("/team") <= 18  # One of them for the roles its people work towards.
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
