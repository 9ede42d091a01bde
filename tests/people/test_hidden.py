"""Pages about people are not there for outsiders, and open for administrators."""

import pytest

from tests.browsing import Browser
from tests.factories_people import appoint, make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import (
    PeopleImport,
    Role,
)

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
