"""Needs, budgets and a manager's team in a real browser: a session booked by keyboard; within reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import make_course, make_session
from tests.factories_needs import make_need
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill

pytestmark = pytest.mark.browser
__all__ = ["live"]


@pytest.mark.timeout(600)
def test_a_need_is_booked_by_keyboard_and_every_page_is_within_reach(
    live: Live, window: Window
) -> None:
    with live.app.app_context():
        tess = make_administrator("Tess Needing", password=PASSWORD)
        lead = make_user("Lee Lead", password=PASSWORD)
        people = make_staff("Pat One", "Pat Two", "Pat Three", manager=lead)
        skill, other = make_skill("Fire safety", renewal_days=60), make_skill("Food hygiene")
        site = people[0].placement().site_id  # type: ignore[union-attr]
        for one in (skill, other):
            make_requirement(one, tess, site_id=site)
        make_holding(people[0], skill, on=days_ago(340))
        make_need(people[0], lead, "Handling complaints")
        make_session(tess, make_course(tess, title="Fire course", skill_id=skill.id), places=5)
        numbers, need, person = (lead.staff_number, tess.staff_number), skill.id, people[0].id
    page = window("Lee Lead")
    sign_in(page, f"/needs/what/skill-{need}", numbers[0])
    page.get_by_role("checkbox", name="Pat Three").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Book for them").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Book for others")
    page.get_by_role("button", name="Book").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Whoever has a place is told.")
    page.goto(f"/needs/what/skill-{need}")
    expect(page.get_by_text("Place booked")).to_have_count(2)
    own = ["/team", "/needs/", f"/needs/what/skill-{need}", f"/needs/people/{person}"]
    assert barriers(page, own) == []
    admin = window("Tess Needing")
    sign_in(admin, "/budgets/", numbers[1])
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Training budget")
    assert barriers(admin, ["/budgets/", f"/budgets/{site}/2026", "/needs/"]) == []
