"""A whole way up, played by nine people: a gap, the unit that closes it, the case, the job, the next day."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live, next_morning
from tests.browser.looking import look_closely, sign_in
from tests.browser.reach import live
from tests.browser.test_promotions import choose, decide, offer, put_forward, score
from tests.browser.test_the_chain import (
    agree,
    draw,
    judge_all_met,
    set_a_strategy,
    sign_both,
    submit,
    write_an_entry,
)
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import appoint, make_qualification, make_registration
from tests.factories_careers import make_map
from tests.factories_promotions import make_cast
from tests.factories_training import make_requirement, make_skill
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.sharing import grant_reading, set_goal_units
from trainer.people.models import Role

pytestmark = pytest.mark.browser
__all__ = ["live"]  # An installation of its own: there is one career map for all.

MAP = """
trainer_careers: 1
roles:
  - key: senior
    title: Senior adviser
  - key: leader
    title: Team leader
    asks:
      - {unit: CODE, words: The unit of the desk}
moves:
  - {from: senior, to: leader, kind: up}
"""


def company(live: Live) -> dict[str, str]:
    """Ada with a unit to achieve, her assessor and IQA, her line, a panel and HR; who signs in as what."""
    with live.app.app_context():
        version = make_qualification(title="Service at the desk")
        unit = version.groups[0].members[0].unit_version.unit
        make_map(MAP.replace("CODE", unit.code))
        cast = make_cast(PASSWORD)
        make_requirement(make_skill("Shift planning"), cast.hr, job_title="Team leader")
        daniel, ruth, tess = (
            make_user(name, password=PASSWORD)
            for name in ("Daniel Osei", "Ruth Calder", "Tess Admin")
        )
        appoint(tess, Role.TRAINING_ADMIN)
        registration = make_registration(cast.ada, daniel, ruth, version=version)
        set_goal_units(
            user=cast.ada,
            units=[one.unit_version_id for one in registration.units],
            source="chain",
        )
        for reader in (daniel, ruth):
            grant_reading(
                actor=tess,
                reader=reader,
                learner=cast.ada,
                reason="chain",
                starts_on=clock.today(),
            )
        names = ("ada", "boss", "above", "chair", "second", "hr", "hr_too")
        numbers = {name: getattr(cast, name).staff_number for name in names}
        numbers |= {"daniel": daniel.staff_number, "ruth": ruth.staff_number}
        db.session.commit()
        db.session.remove()
    return numbers


def close_the_gap(ada: Page, daniel: Page, ruth: Page) -> None:
    """Achieve the unit: written, judged, signed by both, sampled and released."""
    ada.goto("/cpd/")
    write_an_entry(ada)
    submit(ada)
    judge_all_met(daniel)
    sign_both(ada, daniel)
    set_a_strategy(ruth)
    draw(ruth)
    agree(ruth)


@pytest.mark.chain
@pytest.mark.timeout(600)
def test_a_gap_is_closed_and_leads_to_the_next_job(live: Live, window: Window) -> None:
    numbers = company(live)
    pages = {name: window(name) for name in numbers}
    for name, page in pages.items():
        sign_in(page, numbers[name], f"{live.url}/")
    ada = pages["ada"]
    ada.goto("/career")
    ada.get_by_role("link", name="Work towards it").click()
    ada.get_by_role("button", name="Work towards it").click()
    expect(ada.locator("main")).to_contain_text("Closed once the unit is released")
    expect(ada.locator("main")).not_to_contain_text("Achieved")
    towards = ada.url
    close_the_gap(ada, pages["daniel"], pages["ruth"])
    ada.goto(towards)
    expect(ada.locator("main")).to_contain_text("Achieved · Ruth Calder")
    look_closely(ada)

    at = put_forward(pages["boss"], live.url)
    choose(pages["boss"], numbers)
    score(pages["chair"], at)
    score(pages["second"], at)
    decide(pages["chair"], at, "Write the recommendation", "Promote")
    decide(pages["above"], at, "Approve or refuse", "I approve it")
    decide(pages["hr_too"], at, "Approve or refuse", "I approve it")
    offer(pages["hr"], at, numbers, days_ahead=1)
    ada.goto(at)
    ada.get_by_role("button", name="Accept the offer").click()
    expect(ada.locator("main")).to_contain_text("Accepted")
    ada.goto("/")
    expect(ada.locator("main")).not_to_contain_text("your work asks for")

    with next_morning(live) as url:
        morning = window("Ada, the next morning")
        sign_in(morning, numbers["ada"], f"{url}/")
        expect(morning.locator("main")).to_contain_text("Get 1 skill your work asks for")
        look_closely(morning)
        morning.goto(f"{url}{at.removeprefix(live.url)}")
        expect(morning.locator("main")).to_contain_text("On trial until")
