"""Signing in with a real browser, on the real server."""

import pytest
from flask_security.utils import hash_password
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from trainer.accounts import actions
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser


def test_someone_signs_in_and_out(live: Live, window: Window) -> None:
    with live.app.app_context(), unit_of_work():
        actions.make_account(
            staff_number="d0001", name="Dora Door", password_hash=hash_password("three plain words")
        )
    page = window("Dora")
    page.goto("/account")
    page.get_by_label("Staff number or e-mail").fill("D0001")
    page.get_by_label("Password", exact=True).fill("three plain words")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
