"""The map for everybody, and how HR changes it: looked through, then published, with no role lost."""

import pytest

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_careers import SMALL, make_map
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.careers.actions import aiming
from trainer.careers.actions.publishing import load_builtin, publish_map
from trainer.careers.models import CareerMapVersion
from trainer.careers.queries import charts
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.people.models import Role

CHANGE = "/career/map/change"


def in_force() -> CareerMapVersion:
    version = charts.in_force()
    assert version is not None
    return version


@pytest.fixture
def hana(app: object) -> User:
    return make_holder("Hana People", Role.HR)


def test_hr_looks_through_a_change_and_publishes_it(browser: Browser, hana: User) -> None:
    make_map()
    visitor = browser(hana)
    form = visitor.get(CHANGE).form() | {"why": "Salaries went up."}
    form["text"] = form["text"].replace("[25000, 28000]", "[26000, 29000]")
    page = visitor.send(CHANGE, 200, form)
    assert "Senior adviser: changed (salary from, salary to)" in page.text("main")
    assert in_force().number == 1

    visitor.send(CHANGE, 303, form | {"publish": ""})
    version = in_force()
    assert (version.number, version.published_by, version.why) == (2, hana, "Salaries went up.")
    assert "£26,000 to £29,000" in browser(make_user("Eve Outsider")).get("/career/map").text(
        "main"
    )


def test_whoever_published_the_map_goes_on_working_after_it_was_read(hana: User) -> None:
    publish_map(actor=hana, text=SMALL, why="The first.", seen=0)
    db.session.commit()
    db.session.expunge_all()
    publisher = in_force().published_by
    assert publisher is not None
    assert publisher.holds(Role.HR)


def test_a_map_with_a_fault_is_shown_with_it(browser: Browser, hana: User) -> None:
    make_map()
    form = browser(hana).get(CHANGE).form() | {"why": "Salaries went down."}
    form["text"] = form["text"].replace("[25000, 28000]", "[28000, 25000]")
    assert "Turn it round" in browser(hana).send(CHANGE, 200, form).text("main")
    assert "Turn it round" in browser(hana).send(CHANGE, 422, form | {"publish": ""}).text("main")
    assert in_force().number == 1


def test_a_role_that_is_held_or_wanted_is_not_taken_away(hana: User) -> None:
    make_map()
    without = SMALL.replace("key: assistant", "key: beginner").replace(
        "from: assistant", "from: beginner"
    )
    without = without.replace("role_months: assistant", "role_months: beginner")
    ada = make_user("Ada Trainee")
    make_placement(ada, job_title="Assistant")
    with pytest.raises(Unacceptable, match="1 person is “Assistant”"):
        publish_map(actor=hana, text=without, why="Tidied.", seen=1)
    aiming.aim_for(ada, "leader", actor=ada)
    without = SMALL.replace("leader", "chief")
    with pytest.raises(Unacceptable, match="1 person works towards"):
        publish_map(actor=hana, text=without, why="Tidied.", seen=1)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(hana: User) -> None:
    make_map()
    publish_map(actor=hana, text=SMALL, why="The first.", seen=1)
    with pytest.raises(Conflict, match="another version"):
        publish_map(actor=hana, text=SMALL, why="The second.", seen=1)


def test_only_hr_for_every_site_changes_it(browser: Browser, hana: User) -> None:
    del hana
    local = make_holder("Hal Local", Role.HR, site=make_site("Another site"))
    for other in (local, make_holder("Tess Training", Role.TRAINING_ADMIN)):
        browser(other).get(CHANGE, status=404)
        with pytest.raises(Refused, match="HR for every site"):
            publish_map(actor=other, text=SMALL, why="Mine.", seen=0)


def test_the_map_that_comes_with_trainer_is_published_once(app: object) -> None:
    assert load_builtin() is not None
    assert load_builtin() is None
    assert db.session.query(CareerMapVersion).count() == 1


def test_hr_reads_what_the_map_asks_for_and_can_not_be_had(browser: Browser, hana: User) -> None:
    make_map()
    assert "ICS is not known here" in browser(hana).get("/career/map").text("main")
    eve = make_user("Eve Outsider")
    assert "not known here" not in browser(eve).get("/career/map").text("main")
