"""The second step in a real browser: set up by keyboard, asked for at the door, within reach."""

import base64
import hmac
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_people import make_holder
from trainer.extensions import db
from trainer.people.models import Role

pytestmark = pytest.mark.browser
__all__ = ["live"]


def of_an_app(key: str) -> str:
    """What any app shows for a key that was typed: RFC 6238, told here once more."""
    secret = base64.b32decode(key.replace("-", ""))
    told = hmac.digest(secret, int(time.time() // 30).to_bytes(8), "sha1")
    at = told[-1] & 15
    return f"{(int.from_bytes(told[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def set_up(page: Page) -> list[str]:
    """Set an app up with the keyboard alone; return the recovery codes shown."""
    page.goto("/account/second-step")
    page.get_by_role("link", name="Set up an app").press("Enter")
    picture = page.get_by_role("img", name="Square code")
    assert picture.evaluate("image => image.naturalWidth") > 100
    page.get_by_label("The code the app shows now").focus()
    page.keyboard.type(of_an_app(page.locator(".code").inner_text()))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your app is set up")
    return page.locator(".recovery li").all_inner_texts()


def test_an_app_is_set_up_and_asked_for_at_the_door(live: Live, window: Window) -> None:
    with live.app.app_context():
        number = make_user("Theo Two", password=PASSWORD).staff_number
    page = window("Theo")
    sign_in(page, "/account", number)
    page.wait_for_url("**/account")
    written_down = set_up(page)
    assert len(written_down) == 10
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url("**/sign-in")

    sign_in(page, "/account", number)
    expect(page.get_by_label("Your code")).to_be_focused()
    page.keyboard.type("123456")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("That code doesn't fit")
    assert barriers(page, ["/sign-in/second-step"]) == []
    page.get_by_label("Your code").fill(written_down[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Theo")


def test_everybody_can_use_the_pages_of_the_second_step(live: Live, window: Window) -> None:
    with live.app.app_context():
        number = make_holder("Sol System", Role.SYSTEM_ADMIN, password=PASSWORD).staff_number
        lost = f"/people/{make_user('Lou Lost').id}/second-step"
        db.session.commit()
    page = window("Sol")
    sign_in(page, "/account", number)
    page.wait_for_url("**/account")
    before = ["/account/second-step", "/account/second-step/app", "/second-steps", lost, "/account"]
    assert barriers(page, before) == []
    set_up(page)
    after = [f"/account/second-step{path}" for path in ("", "/codes", "/remove")]
    assert barriers(page, after) == []
