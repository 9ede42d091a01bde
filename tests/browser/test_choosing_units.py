"""Choosing units with a real browser: the rules answer to each tick, and the tick keeps its place."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD, make_user
from tests.factories_catalogue import make_version
from tests.factories_people import appoint
from tests.factories_register import make_assessor, make_iqa
from trainer.people.models import Role

pytestmark = pytest.mark.browser


def test_the_rules_answer_to_each_tick(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_user("Tess Administrator", password=PASSWORD)
        appoint(tess, Role.TRAINING_ADMIN)
        version, learner = make_version(), make_user("Nia Bowen")
        make_assessor(version.qualification)
        make_iqa(version.qualification)
        address = f"/registrations/new/{version.id}/{learner.id}"
        number = tess.staff_number
    page = window("Tess")
    page.goto(address)
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address}")

    rules = page.locator("#rules")
    expect(rules).to_contain_text("1 rule doesn’t hold yet.")
    tick = page.get_by_label("Wrap a present")
    tick.focus()
    page.keyboard.press("Space")
    expect(rules).to_contain_text("Every rule of combination holds.")
    expect(tick).to_be_focused()
    page.keyboard.press("Space")
    expect(rules).to_contain_text("1 rule doesn’t hold yet.")

    rules.get_by_role("button", name="Add these").first.click()
    expect(rules).to_contain_text("Every rule of combination holds.")
    page.get_by_label("Assessor", exact=True).select_option(label="Daniel Osei")
    page.get_by_label("Quality assurer (IQA)").select_option(label="Ruth Calder")
    page.get_by_role("button", name="Register Nia").click()
    page.wait_for_url("**/registrations/*")
    expect(page.locator("main .note").first).to_contain_text("Nia can start today")
