"""Signing in by the form, and holding a page against WCAG at the width it has."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def look_closely(page: Page) -> None:
    """Find nothing that axe finds wrong, and nothing that scrolls sideways, once the page is whole."""
    page.wait_for_load_state()
    found = Axe().run(page, options=WCAG)
    assert not found.response["violations"], found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def sign_in(page: Page, number: str, address: str) -> None:
    """Sign in at the address, or on the way to it."""
    page.goto(address)
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
