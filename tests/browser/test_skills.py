"""The skills matrix in a real browser: scrolled with heads in view, opened by keyboard, within reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import make_course, make_session
from tests.factories_people import make_site
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.extensions import db
from trainer.skills.actions.targeting import set_target

pytestmark = pytest.mark.browser
__all__ = ["live"]


def wide_team(live: Live, lead: str) -> tuple[str, int, int]:
    """A team of whom a dozen skills are asked; return its lead's number, somebody, and a skill."""
    with live.app.app_context():
        tess, ben = make_administrator(f"Tess of {lead}"), make_user(lead, password=PASSWORD)
        people = make_staff(*(f"Pat Number{place:02}" for place in range(14)), manager=ben)
        site = people[0].placement().site_id  # type: ignore[union-attr]
        for place in range(12):
            skill = make_skill(f"Skill number {place}", renewal_days=60)
            make_requirement(skill, tess, site_id=site)
            for one in people[place:]:
                make_holding(one, skill, on=days_ago(20 * place))
        course = make_course(tess, title="How it is done", skill_id=skill.id)
        make_session(tess, course, places=5)
        return ben.staff_number, people[0].id, skill.id


@pytest.mark.timeout(300)
def test_it_is_scrolled_and_opened_by_keyboard(live: Live, window: Window) -> None:
    number, _person, _skill = wide_team(live, "Ben Lead")
    page = window("Ben Lead")
    page.set_viewport_size({"width": 1280, "height": 700})
    sign_in(page, "/skills/matrix?sort=gaps", number)
    box = page.get_by_role("region", name="The matrix, which scrolls both ways")
    box.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.matrix-box').scrollTop > 0")
    head, name = page.locator(".skills thead th").first, page.locator(".skills tbody th").last
    expect(head).to_be_in_viewport()
    expect(name).to_be_in_viewport()
    cell = page.locator(".skills a.cell-stop").last
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()
    page.get_by_role("button", name="Book a place").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("has a place, and is told.")


@pytest.mark.timeout(600)
def test_every_page_is_within_reach(live: Live, window: Window) -> None:
    number, person, skill = wide_team(live, "Bea Lead")
    page = window("Bea Lead")
    sign_in(page, "/skills/matrix", number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skills matrix")
    addresses = [
        "/skills/matrix",
        "/skills/matrix?group=team&sort=next&show=to_do",
        f"/skills/matrix?what=skill:{skill}",
        f"/skills/people/{person}/{skill}",
    ]
    assert barriers(page, addresses) == []


@pytest.mark.timeout(300)
def test_pages_of_coverage_are_within_reach(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator("Tess Covering", password=PASSWORD)
        site, skill = make_site("Quayside"), make_skill("First aid", renewal_days=60)
        for place, one in enumerate(make_staff("Ann Able", "Bea Brave", site=site)):
            make_holding(one, skill, on=days_ago(340 * place))
        targets = [
            set_target(skill, actor=tess, site=site, team=None, number=2, says="a shift"),
            set_target(
                make_skill("Welsh"), actor=tess, site=site, team=None, number=1, says="always"
            ),
        ]
        db.session.commit()
        number, target = tess.staff_number, targets[0].id
    page = window("Tess Covering")
    sign_in(page, "/skills/coverage", number)
    expect(page.get_by_text("Short from")).to_be_visible()
    addresses = ["/skills/coverage", "/skills/coverage/new", f"/skills/coverage/{target}/change"]
    assert barriers(page, addresses) == []
