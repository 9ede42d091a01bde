"""Every part of a page is within everyone's reach, in both themes, on a desk and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
PAGES = ["gallery", "gallery?form=sent", "home", "writing", "review", "sign-in", "verify"]

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_in_anyones_way(page: Page, path: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/{path}")
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_persons_own_theme_wins_over_the_systems(page: Page) -> None:
    page.goto("/home?theme=dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    page.goto("/home")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.goto("/home?theme=light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_a_first_visit_asks_for_little(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/")[-1].split("?")[0]))
    page.goto("/gallery")
    page.wait_for_load_state("networkidle")
    first = [name for name in asked if name not in {"empty-log.svg", "source-sans-3-italic.woff2"}]
    assert len(first) == len(set(first)) <= 8, asked


def test_icons_and_fonts_arrive(page: Page) -> None:
    page.goto("/home")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('400 16px \"Source Sans 3\"')")
    box = page.locator(".rail nav .i use").first.bounding_box()
    assert box
    assert box["width"] > 0


def test_the_summary_takes_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/gallery?form=sent")
    expect(page).to_have_title(re.compile("^Error: Components"))
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Say what kind of moment it was.").click()
    expect(page.locator("#kind-0")).to_be_focused()
    expect(page.get_by_text("What kind of moment was it?")).to_be_in_viewport()
    described = page.locator("#title").get_attribute("aria-describedby")
    assert described == "title-h title-e"
    assert page.locator("#title").get_attribute("aria-invalid") == "true"
