"""Training administrators say what activities give and whom a name means; staff see their own."""

import hashlib
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_elearning import COURSE, headers, make_key, statement
from tests.factories_people import make_holder
from tests.factories_training import make_skill
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.cpd.queries import year_of
from trainer.elearning import actions
from trainer.elearning.models import Activity, ReceivingKey
from trainer.elearning.queries import person_called
from trainer.elearning.statements import read
from trainer.extensions import db
from trainer.people.models import Role
from trainer.training.models import Holding

OURS = "http://localhost"


@pytest.fixture
def admin(app: Flask) -> User:
    return make_holder("Tess Administrator", Role.TRAINING_ADMIN)


@pytest.fixture
def key(admin: User) -> ReceivingKey:
    return make_key(admin)[0]


def receive(key: ReceivingKey, email: str = "ada@example.org", day: int = 2) -> None:
    said = statement(email, id=None, timestamp=f"2026-03-{day:02}T10:00:00Z")
    actions.receive([read(said)], key=key, ours=OURS)
    db.session.commit()


def holders() -> list[str]:
    return [one.person.name for one in db.session.scalars(sa.select(Holding).order_by(Holding.id))]


def test_a_key_is_shown_once_and_works(browser: Browser, admin: User, app: Flask) -> None:
    visitor = browser(admin)
    form = visitor.get("/elearning/keys/new").form() | {"label": "Northway"}
    page = visitor.post("/elearning/keys/new", status=200, **form)
    name, secret = (page.texts("dd")[1], page.texts("dd")[2])
    made = db.session.scalars(sa.select(ReceivingKey)).one()
    assert made.name == name
    answer = app.test_client().post(
        "/xapi/statements", json=statement(), headers=headers(made, secret)
    )
    assert answer.status_code == 200
    shown = visitor.get("/elearning/").text("main")
    assert "Northway" in shown
    assert secret not in shown


def test_an_activity_gives_its_skill_to_those_who_completed_it_before_too_and_once(
    browser: Browser, admin: User, key: ReceivingKey
) -> None:
    make_user("Ada Trainee", email="ada@example.org")
    skill = make_skill("Fire safety")
    receive(key)
    assert holders() == []
    activity = db.session.scalars(sa.select(Activity)).one()
    visitor, address = browser(admin), f"/elearning/activities/{activity.id}"
    assert "Fire safety" in visitor.get("/elearning/").text("main")
    for chosen in (str(skill.id), "", str(skill.id)):
        visitor.post(address, **(visitor.get(address).form() | {"skill": chosen}))
    assert holders() == ["Ada Trainee"]


def test_somebody_nobody_knows_is_matched_once_for_all(
    browser: Browser, admin: User, key: ReceivingKey
) -> None:
    ada = make_user("Ada Trainee", email="ada@example.org")
    db.session.add(Activity(address=COURSE, skill=make_skill("Fire safety")))
    receive(key, "ada.private@example.net")
    assert holders() == []
    visitor = browser(admin)
    page = visitor.get("/elearning/")
    assert "ada.private@example.net" in page.text("main")
    form = page.form('form[action="/elearning/people"]')
    refused = visitor.send("/elearning/people", 422, form | {"staff_number": "nobody"})
    assert "Nobody here has that staff number." in refused.text("main")
    visitor.send("/elearning/people", 303, form | {"staff_number": ada.staff_number})
    receive(key, "ada.private@example.net", day=3)
    assert holders() == ["Ada Trainee", "Ada Trainee"]
    with pytest.raises(Unacceptable):
        actions.match_learner("mailto:ada.private@example.net", actor=admin, person=ada)


def test_by_the_hash_of_an_address(app: Flask) -> None:
    ada = make_user("Ada Trainee", email="ada@example.org")
    hashed = hashlib.sha1(b"mailto:ada@example.org", usedforsecurity=False).hexdigest()
    assert person_called(hashed, OURS) == ada
    assert person_called("0" * 40, OURS) is None
    ada.active = False
    assert person_called(hashed, OURS) is None


def test_whoever_completed_something_sees_it_and_its_time_counts(
    browser: Browser, key: ReceivingKey
) -> None:
    ada = make_user("Ada Trainee", email="ada@example.org")
    receive(key)
    shown = browser(ada).get("/elearning/mine").text("main")
    assert "Fire safety" in shown
    assert "Northway Learning" in shown
    (spent,) = year_of(ada, 2026).spent
    assert (spent.day, spent.minutes, spent.what) == (date(2026, 3, 2), 65, "Fire safety")
    assert "Nothing yet" in browser(make_user("Ben Other")).get("/elearning/mine").text("main")


def test_it_is_for_training_administrators_alone(
    browser: Browser, key: ReceivingKey, eve: User
) -> None:
    for address in ("/elearning/", "/elearning/keys/new"):
        browser(eve).get(address, status=404)
    browser(eve).post(f"/elearning/keys/{key.id}/end", status=404)
    with pytest.raises(Refused):
        make_key(eve)


def test_the_list_costs_the_same_for_many(
    browser: Browser, admin: User, key: ReceivingKey, count_queries: CountQueries
) -> None:
    make_user("Ada Trainee", email="ada@example.org")
    for number in range(20):
        said = statement(id=None, object={"id": f"{COURSE}/{number}"})
        actions.receive([read(said)], key=key, ours=OURS)
    db.session.commit()
    visitor = browser(admin)
    visitor.get("/elearning/")
    with count_queries() as statements:
        visitor.get("/elearning/")
    assert len(statements) <= 9, statements
