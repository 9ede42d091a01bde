"""Noting what somebody is to learn, meeting it and closing it; and who may."""

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_needs import make_need
from tests.factories_people import make_site
from tests.factories_skills import make_staff
from tests.factories_training import make_holding, make_skill
from trainer.accounts.models import User
from trainer.core.errors import Refused, WrongState
from trainer.extensions import db
from trainer.needs import actions
from trainer.needs.models import Need, NeedSource, NeedStatus


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def ann(ben: User) -> User:
    [ann] = make_staff("Ann", site=make_site("Harbour Street"), manager=ben)
    return ann


def test_a_manager_notes_it_and_closes_it_with_a_reason(
    browser: Browser, ben: User, ann: User
) -> None:
    link = f'href="/needs/people/{ann.id}"'
    assert link in browser(ben).get(f"/training/people/{ann.id}").html
    assert link not in browser(ann).get("/training/").html
    page = browser(ben).get(f"/needs/people/{ann.id}")
    browser(ben).send(f"/needs/people/{ann.id}", 303, page.form() | {"label": "Presenting"})
    need = db.session.query(Need).one()
    assert (need.label, need.source, need.noted_by) == ("Presenting", NeedSource.MANAGER, ben)
    assert "Presenting" in browser(ben).get("/needs/").text("main")
    address = f"/needs/noted/{need.id}/close"
    assert "Give a reason" in browser(ben).send(address, 422, browser(ben).get(address).form()).html
    browser(ben).send(address, 303, browser(ben).get(address).form() | {"reason": "Moved on."})
    assert need.status is NeedStatus.CLOSED
    assert "Presenting" not in browser(ben).get("/needs/").text("main")
    assert "Moved on." in browser(ben).get(f"/needs/people/{ann.id}").text("main")
    assert "settled already" in browser(ben).get(address).text("main")


def test_it_is_met_by_a_press(browser: Browser, ben: User, ann: User) -> None:
    need = make_need(ann, ben)
    browser(ben).post(f"/needs/noted/{need.id}/meet")
    assert (need.status, need.settled_by) == (NeedStatus.MET, ben)


def test_coming_by_the_skill_meets_it_by_itself(ben: User, ann: User) -> None:
    fire, other = make_skill("Fire safety"), make_skill("Other")
    met, still = make_need(ann, ben, skill=fire), make_need(ann, ben, skill=other)
    make_holding(ann, fire)
    assert (met.status, met.settled_by) == (NeedStatus.MET, None)
    assert still.status is NeedStatus.OPEN


def test_one_that_says_nothing_is_refused_with_words(
    browser: Browser, ben: User, ann: User
) -> None:
    page = browser(ben).get(f"/needs/people/{ann.id}")
    answer = browser(ben).send(f"/needs/people/{ann.id}", 422, page.form())
    assert "say what they are to learn" in answer.text("main")
    assert db.session.query(Need).count() == 0


def test_nothing_is_noted_twice_for_one_key(ben: User, ann: User) -> None:
    def note() -> Need:
        return actions.note(ann, actor=ben, source=NeedSource.APPRAISAL, label="Tact", key="plan:1")

    assert note() is note()
    assert db.session.query(Need).count() == 1


def test_nobody_notes_or_settles_their_own_or_a_stranger_s(
    browser: Browser, tess: User, ben: User, eve: User, ann: User
) -> None:
    need = make_need(ann, ben)
    for one in (eve, ann):
        browser(one).get(f"/needs/people/{ann.id}", 404)
        browser(one).get(f"/needs/noted/{need.id}/close", 404)
        browser(one).post(f"/needs/noted/{need.id}/meet", 404)
        with pytest.raises(Refused):
            actions.ask_for(ann, actor=one, skill=None, label="x", wanted_by=None)
        with pytest.raises(Refused):
            actions.close(need, actor=one, reason="x")
    browser(tess).get(f"/needs/people/{ann.id}")


def test_what_was_settled_stays(ben: User, ann: User) -> None:
    need = make_need(ann, ben)
    actions.meet(need, actor=ben)
    with pytest.raises(Refused, match="settled already"):
        actions.close(need, actor=ben, reason="x")
    with pytest.raises(WrongState):
        need.move_to(NeedStatus.OPEN)
