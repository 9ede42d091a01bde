"""The first page says how many required skills somebody lacks."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import make_administrator
from tests.factories_people import make_site
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.training.actions.holding import undo
from trainer.training.actions.recording import exempt
from trainer.training.queries.lacking import count_lacking


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def ann(app: Flask) -> User:
    [ann] = make_staff("Ann", site=make_site("Harbour Street"))
    return ann


def test_it_counts_what_is_lapsed_and_missing_and_leads_to_my_training(
    browser: Browser, tess: User, ann: User
) -> None:
    assert "your work asks for" not in browser(ann).get("/").text("main")
    lapsed, missing, held = (make_skill(name) for name in ("Lapsed", "Missing", "Held"))
    for skill in (lapsed, missing, held):
        make_requirement(skill, tess)
    make_holding(ann, lapsed, days_ago(400))
    make_holding(ann, held)
    page = browser(ann).get("/")
    assert "Get 2 skills your work asks for" in page.text("main")
    assert 'href="/training/"' in page.html
    assert count_lacking(ann, clock.today()) == 2


def test_what_is_not_due_yet_let_off_or_for_others_is_not_counted(tess: User, ann: User) -> None:
    today = clock.today()
    make_requirement(make_skill(), tess, days_to_get=40, starts_on=today)
    make_requirement(make_skill(), tess, job_title="Somebody else")
    make_requirement(make_skill(), tess, person_id=tess.id)
    make_requirement(make_skill(), tess, ends_on=today)
    off = make_skill()
    make_requirement(off, tess)
    exempt(
        ann, off, actor=tess, starts_on=today, last_day=today + timedelta(days=9), reason="Away."
    )
    assert count_lacking(ann, today) == 0


def test_what_counts_for_it_is_enough_until_it_is_taken_back(tess: User, ann: User) -> None:
    skill, more = make_skill("First aid"), make_skill("More")
    skill.equivalents.append(more)
    make_requirement(skill, tess)
    holding = make_holding(ann, more)
    assert count_lacking(ann, clock.today()) == 0
    undo(holding, actor=tess, reason="Not there.")
    assert count_lacking(ann, clock.today()) == 1


def test_somebody_who_holds_all_of_it_costs_one_statement(
    count_queries: CountQueries, tess: User, ann: User
) -> None:
    for _number in range(9):
        skill = make_skill()
        make_requirement(skill, tess)
        make_holding(ann, skill)
    assert ann.id  # Loaded before anything is counted.
    with count_queries() as statements:
        assert count_lacking(ann, clock.today()) == 0
    assert len(statements) == 1
