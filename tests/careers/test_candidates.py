"""Whoever meets all that a role asks which leads to the register is put before those who keep it, once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser, words_of
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_careers import make_confirmation, make_map
from tests.factories_catalogue import make_version
from tests.factories_people import make_holder, make_placement, make_site
from tests.factories_register import enter
from trainer.accounts.models import User
from trainer.assessors import actions as register
from trainer.assessors.models import Duty, Standing
from trainer.audit.models import TrailEntry
from trainer.careers import tasks
from trainer.careers.actions import confirming, registering
from trainer.careers.models import CandidateStatus, CareerConfirmation, RegisterCandidate
from trainer.careers.queries.candidates import newly_ready, with_lines
from trainer.careers.rules.asking import Ask, Kind
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role

MAP = """
trainer_careers: 1
roles:
  - {key: assistant, title: Assistant}
  - key: assessor
    title: Assessor
    leads_to_register: assess
    asks:
      - {confirmed: cpd-log, words: A log of development kept up to date}
moves:
  - {from: assistant, to: assessor, kind: up}
"""
LOG = Ask(Kind.CONFIRMED, "cpd-log", 1, "A log of development kept up to date")


@pytest.fixture
def keeper(app: object) -> User:
    make_map(MAP)
    return make_holder("Tara Keeper", Role.TRAINING_ADMIN)


@pytest.fixture
def boss(keeper: User) -> User:
    return make_user("Cleo Manager")


def made_ready(name: str, boss: User) -> tuple[User, CareerConfirmation]:
    person = make_user(name)
    make_placement(person, site=make_site(f"Shop of {name}"), manager=boss)
    return person, make_confirmation(person, boss, LOG)


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def noted() -> RegisterCandidate:
    return db.session.scalars(sa.select(RegisterCandidate)).one()


def test_who_keeps_the_register_is_told_once_and_nobody_is_entered(
    keeper: User, boss: User
) -> None:
    assert tasks.sweep() == 0
    ada, confirmation = made_ready("Ada Trainee", boss)
    assert tasks.sweep() == 1
    assert tasks.sweep() == 0
    (words,) = told(keeper)
    assert "Ada Trainee meets all that is asked of the role “Assessor”" in words
    assert not any("Assessor" in one for one in told(ada))
    assert (noted().person, noted().duty, noted().status) == (
        ada,
        Duty.ASSESS,
        CandidateStatus.WAITING,
    )
    confirming.take_back(confirmation, actor=boss, because="It was another’s.")
    db.session.commit()
    assert not with_lines([noted()], clock.today())[0].still
    make_confirmation(ada, boss, LOG)
    assert tasks.sweep() == 0
    kinds = set(db.session.scalars(sa.select(TrailEntry.kind)))
    assert "CandidateNoticed" in kinds


def test_who_is_qualified_on_the_register_or_left_is_not_noted(keeper: User, boss: User) -> None:
    ada, _confirmed = made_ready("Ada Trainee", boss)
    bo, _confirmed = made_ready("Bo Begun", boss)
    gone, _confirmed = made_ready("Gil Gone", boss)
    scheme = make_version().qualification
    enter(ada, scheme, Duty.ASSESS)
    soon = clock.today() + timedelta(days=300)
    enter(bo, scheme, Duty.ASSESS, Standing.WORKING_TOWARDS, ends_on=soon)
    gone.active = False
    db.session.commit()
    assert tasks.sweep() == 1
    assert noted().person == bo


def test_one_click_opens_the_register_form_with_what_is_known(
    keeper: User, boss: User, browser: Browser
) -> None:
    ada, _confirmed = made_ready("Ada Trainee", boss)
    scheme = make_version().qualification
    tasks.sweep()
    assert "enter 1 person on the register" in browser(keeper).get("/").text("main")
    page = browser(keeper).get("/career/register")
    assert "I saw it myself." in page.text("main")
    assert "Cleo Manager" in page.text("main")
    (link,) = [one for one in page.all("main a") if "Enter on the register" in words_of(one)]
    form = browser(keeper).get(link.get("href")).form()
    assert (form["holder"], form["duty"], form["standing"]) == (
        ada.staff_number,
        "assess",
        "qualified",
    )
    register.enter(
        holder=ada,
        qualification=scheme,
        duty=Duty.ASSESS,
        standing=Standing.QUALIFIED,
        starts_on=clock.today(),
        actor=keeper,
    )
    db.session.commit()
    assert noted().status is CandidateStatus.ENTERED
    assert "on the register" not in browser(keeper).get("/").text("main")


def test_it_is_set_aside_with_a_reason_by_somebody_else(
    keeper: User, boss: User, browser: Browser
) -> None:
    ada, _confirmed = made_ready("Ada Trainee", boss)
    tasks.sweep()
    at = f"/career/register/{noted().id}/set-aside"
    for outsider in (ada, boss, make_holder("Hana People", Role.HR)):
        browser(outsider).get("/career/register", status=404)
        browser(outsider).get(at, status=404)
    with pytest.raises(Refused):
        registering.set_aside(noted(), actor=boss, because="No.")
    form = browser(keeper).get(at).form("main form")
    browser(keeper).send(at, 422, form)
    browser(keeper).send(at, 303, form | {"because": "We have enough assessors."})
    assert noted().status is CandidateStatus.SET_ASIDE
    assert "Ada" not in browser(keeper).get("/career/register").text("main")
    browser(keeper).get(at, status=404)
    assert tasks.sweep() == 0


def test_nobody_sees_to_it_for_themselves(keeper: User, boss: User, browser: Browser) -> None:
    make_placement(keeper, site=make_site("Harbour Street"), manager=boss)
    make_confirmation(keeper, boss, LOG)
    other = make_holder("Theo Keeper", Role.TRAINING_ADMIN)
    assert tasks.sweep() == 1
    assert not told(keeper)
    assert told(other)
    assert "Tara" not in browser(keeper).get("/career/register").text("main")
    assert "Tara" in browser(other).get("/career/register").text("main")


def test_the_list_asks_as_much_for_one_as_for_twenty(
    keeper: User, boss: User, count_queries: CountQueries
) -> None:
    made_ready("Ada Trainee", boss)
    tasks.sweep()
    with count_queries() as one:
        with_lines(db.session.scalars(sa.select(RegisterCandidate)).all(), clock.today())
    for number in range(20):
        made_ready(f"Nr {number}", boss)
    with count_queries() as few:
        newly_ready(clock.today())
    assert tasks.sweep() == 20
    with count_queries() as many:
        found = db.session.scalars(sa.select(RegisterCandidate)).all()
        assert len(with_lines(found, clock.today())) == 21
    assert len(many) <= len(one)
    assert len(few) <= 20
