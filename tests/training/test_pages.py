"""The pages of required skills: listed, asked of people, held, recorded, and let off."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_people import appoint, make_placement, make_site
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role, Site
from trainer.training.models import Exemption, Holding, Requirement, Skill

DAY = timedelta(days=1)
WHY = "You lift boxes."


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


@pytest.fixture
def here(ada: User, ben: User) -> Site:
    """Where Ada works under Ben."""
    site = make_site("Harbour Street")
    make_placement(ada, site=site, manager=ben)
    return site


def test_a_skill_is_listed_asked_of_a_site_and_seen_by_whom_it_is_asked(
    browser: Browser, tess: User, ada: User, ben: User, here: Site
) -> None:
    form = browser(tess).get("/training/skills/new").form()
    sent = form | {"name": "Manual handling", "code": "MH", "valid_months": "24"}
    browser(tess).send("/training/skills/new", 303, sent)
    skill = db.session.query(Skill).one()
    address = f"/training/skills/{skill.id}/require"
    asked = browser(tess).get(address).form() | {"whom": f"site_id:{here.id}", "why": WHY}
    shown = browser(tess).send(address, 200, asked)
    assert "it is for 1 person; 0 of them holds it" in shown.text("main")
    assert "Ada Trainee" in shown.text("main")
    assert db.session.query(Requirement).count() == 0
    browser(tess).send(address, 303, shown.form())
    assert db.session.query(Requirement).one().site_id == here.id
    page = browser(ada).get("/training/").text("main")
    assert "Manual handling" in page
    assert WHY in page
    assert "Ada Trainee" in browser(ben).get("/skills/matrix").text("main")
    assert "Manual handling" in browser(ben).get(f"/training/people/{ada.id}").text("main")


def test_what_is_changed_after_it_was_shown_is_shown_again(
    browser: Browser, tess: User, ada: User, here: Site
) -> None:
    skill = make_skill()
    address = f"/training/skills/{skill.id}/require"
    asked = browser(tess).get(address).form() | {"why": WHY}
    shown = browser(tess).send(address, 200, asked).form()
    other = {"whom": "person", "staff_number": ada.staff_number}
    again = browser(tess).send(address, 200, shown | other)
    assert db.session.query(Requirement).count() == 0
    assert "it is for 1 person" in again.text("main")
    browser(tess).send(address, 303, again.form())
    assert db.session.query(Requirement).one().person_id == ada.id


def test_a_law_is_named_where_it_asks_and_a_person_by_their_number(
    browser: Browser, tess: User, here: Site
) -> None:
    address = f"/training/skills/{make_skill().id}/require"
    asked = browser(tess).get(address).form() | {"why": WHY, "whom": "person"}
    nobody = browser(tess).send(address, 422, asked | {"staff_number": "nobody"})
    assert "Nobody has this staff number" in nobody.text(".error-summary")
    shown = browser(tess).send(address, 200, asked | {"whom": "everybody", "reason": "law"}).form()
    unnamed = browser(tess).send(address, 422, shown)
    assert "Name the law" in unnamed.text(".error-summary")


def test_recorded_taken_back_and_let_off(
    browser: Browser, tess: User, ada: User, here: Site
) -> None:
    skill = make_skill(name="Card payments")
    make_requirement(skill, tess)
    address = f"/training/people/{ada.id}"
    form = browser(tess).get(f"{address}/record?skill={skill.id}").form()
    browser(tess).send(f"{address}/record", 303, form | {"says": "Seen in the original."})
    assert "Held" in browser(ada).get("/training/").text("main")
    holding = db.session.query(Holding).one()
    taking = f"/training/holdings/{holding.id}/take-back"
    unsaid = browser(tess).post(taking, 422)
    assert "Say why." in unsaid.text(".error-summary")
    browser(tess).send(taking, 303, browser(tess).get(taking).form() | {"reason": "Forged."})
    page = browser(ada).get("/training/").text("main")
    assert "missing" in page
    assert "Forged." in page
    until = (clock.today() + 9 * DAY).isoformat()
    form = browser(tess).get(f"{address}/exempt").form()
    sent = form | {"skill": str(skill.id), "last_day": until, "reason": "On leave."}
    browser(tess).send(f"{address}/exempt", 303, sent)
    assert "Exempt" in browser(ada).get("/training/").text("main")
    exemption = db.session.query(Exemption).one()
    browser(tess).post(f"/training/exemptions/{exemption.id}/end")
    assert "missing" in browser(ada).get("/training/").text("main")


def test_nobody_records_their_own_and_only_at_their_site(
    browser: Browser, tess: User, ada: User, here: Site
) -> None:
    near, far = make_user("Nell Near"), make_user("Fay Far")
    appoint(near, Role.TRAINING_ADMIN, site=here)
    appoint(far, Role.TRAINING_ADMIN, site=make_site("Elsewhere"))
    make_skill()
    for person, status in ((near, 200), (far, 404), (ada, 404)):
        browser(person).get(f"/training/people/{ada.id}/record", status=status)
    browser(tess).get(f"/training/people/{tess.id}/record", status=404)
    browser(near).get("/training/skills/new", status=404)


def test_the_list_changes_ends_and_names_what_gives_it(
    browser: Browser, tess: User, ada: User, here: Site
) -> None:
    skill = make_skill(name="Fire safety", code="FIRE")
    requirement = make_requirement(skill, tess)
    change = f"/training/skills/{skill.id}/change"
    form = browser(tess).get(change).form()
    wrong = browser(tess).send(change, 422, form | {"given_by": "no such code"})
    assert "No unit or qualification has this code" in wrong.text(".error-summary")
    browser(tess).send(change, 303, form | {"name": "Fire and rescue"})
    assert "Fire and rescue" in browser(tess).get("/training/skills").text("main")
    twice = browser(tess).get("/training/skills/new").form() | {"name": "Other", "code": "FIRE"}
    assert "Another skill has this code" in browser(tess).send(
        "/training/skills/new", 422, twice
    ).text(".error-summary")
    browser(tess).post(f"/training/requirements/{requirement.id}/end")
    assert "Nothing is required" in browser(ada).get("/training/").text("main")
    assert "Over" in browser(tess).get(f"/training/skills/{skill.id}").text("main")


def test_pages_ask_little_however_much_there_is(
    browser: Browser, count_queries: CountQueries, tess: User, ada: User, ben: User, here: Site
) -> None:
    pages = {
        "/training/": (ada, 14), "/training/skills": (tess, 12),
    }  # fmt: skip

    def asked() -> dict[str, int]:
        counted = {}
        for path, (person, _most) in pages.items():
            browser(person).get(path)
            with count_queries() as statements:
                browser(person).get(path)
            counted[path] = len(statements)
        return counted

    for number in range(3):
        skill = make_skill(f"Skill {number}")
        make_requirement(skill, tess)
        make_holding(ada, skill)
    few = asked()
    for number in range(12):
        skill = make_skill(f"More {number}")
        make_requirement(skill, tess)
        make_holding(ada, skill)
        make_placement(make_user(f"Pat Number{number}"), site=here, manager=ben)
    assert asked() == few
    assert {path: count for path, count in few.items() if count > pages[path][1]} == {}
