"""The way to a role goes into the development plan in one click, and each step follows by itself."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_careers import SMALL, make_map
from tests.factories_certificates import make_complete, make_version
from tests.factories_people import make_placement
from trainer.accounts.models import User
from trainer.careers.actions import planning
from trainer.careers.queries import charts
from trainer.careers.queries.standing import career
from trainer.core import clock
from trainer.development.models import DevelopmentAction, DevelopmentSource, DevelopmentStatus
from trainer.development.queries.listing import plan_of
from trainer.development.rules.standing import DevelopmentStanding
from trainer.extensions import db
from trainer.needs.models import Need


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo, job_title="Assistant")


def test_every_step_once_and_the_unit_follows(ada: User, cleo: User, browser: Browser) -> None:
    version = make_version(units=1)
    unit = version.groups[0].members[0].unit_version
    make_map(SMALL.replace("SM-1", unit.code))
    page = browser(ada).get("/career?role=senior")
    form = page.form(f"form[action='/career/people/{ada.id}/plan']")
    browser(ada).send(f"/career/people/{ada.id}/plan", 303, form)
    plan = plan_of(ada)
    assert {one.action.action for one in plan} == {
        "Unit: the first of the small scheme", "Two shifts on the desk", "Buddied a new starter",
    }  # fmt: skip
    assert all(
        (one.action.source, one.action.status, one.action.origin)
        == (DevelopmentSource.ASPIRATION, DevelopmentStatus.PROPOSED, "role:senior")
        for one in plan
    )
    assert db.session.scalars(sa.select(Need.unit_id)).all() == [unit.unit_id]
    follows = next(one for one in plan if one.thing)
    assert follows.standing is DevelopmentStanding.PROPOSED
    make_complete(ada, version=version)
    again = {one.action.id: one.standing for one in plan_of(ada)}
    assert again[follows.action.id] is DevelopmentStanding.DONE

    page = browser(cleo).get(f"/career/people/{ada.id}?role=senior")
    form = page.form(f"form[action='/career/people/{ada.id}/plan']")
    browser(cleo).send(f"/career/people/{ada.id}/plan", 303, form)
    assert "stands in the plan already" in browser(cleo).get(f"/development/of/{ada.id}").text(
        "body"
    )
    assert db.session.scalar(sa.select(sa.func.count(DevelopmentAction.id))) == len(plan)


def test_who_neither_is_they_nor_leads_them_plans_nothing(
    ada: User, eve: User, ben: User, browser: Browser
) -> None:
    make_map()
    for who in (eve, ben):
        browser(who).post(f"/career/people/{ada.id}/plan", 404, role="senior")
    now = career(ada, charts.chart(), clock.today())
    role = now.chart.role("senior")
    assert role is not None
    assert len(planning.into_plan(ada, actor=ada, career=now, role=role)) == 3
