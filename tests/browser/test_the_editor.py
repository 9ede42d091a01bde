"""The editor of the catalogue with a real browser: by keyboard, by dragging, saved as typed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD, make_user
from tests.factories_catalogue import SMALL, bring_in, unit_of
from tests.factories_people import appoint
from tests.front.test_gallery import RULES
from trainer.people.models import Role
from trainer.versions import actions
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser


def at_the_editor(live: Live, page: Page, unit: str) -> None:
    """Sign a training administrator in at the draft of the next version of a unit of their own."""
    with live.app.app_context():
        tess = make_user("Tess Training", password=PASSWORD)
        appoint(tess, Role.TRAINING_ADMIN)
        bring_in(SMALL.replace("SM-", f"{unit}-").replace("small", unit.lower()))
        number = tess.staff_number
        with unit_of_work():
            draft = actions.begin_unit(unit_of(f"{unit}-1"), actor=tess).id
    page.goto(f"/catalogue/drafts/{draft}")
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Greet people")


def lines(page: Page) -> list[str]:
    return page.locator("[data-outline] [data-line]").all_inner_texts()


def test_the_whole_job_by_keyboard(live: Live, window: Window) -> None:
    page = window("Tess")
    at_the_editor(live, page, "KB")
    outline = page.locator("[data-outline]")
    outline.get_by_role("button", name="Facts").focus()
    page.keyboard.press("End")
    expect(outline.get_by_role("button", name="Say hello first")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    moved = outline.get_by_role("button", name="Say hello first")
    expect(moved).to_be_focused()
    assert lines(page)[2:] == ["Say hello first", "Look up when the door opens"]
    page.keyboard.press("n")
    expect(page.locator("[aria-current] [data-line]")).to_have_text("(empty)")
    expect(page.get_by_label("Number", exact=True)).to_be_focused()
    page.get_by_label("What is judged").fill("Smile")
    page.keyboard.press("Control+s")
    expect(page.locator("main .note")).to_have_text("Kept.")
    assert lines(page)[2:] == ["Say hello first", "Smile", "Look up when the door opens"]
    page.keyboard.press("Escape")
    expect(outline.get_by_role("button", name="Smile")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.get_by_role("heading", level=1)).to_have_text("Take this out?")
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("main .note")).to_have_text("Taken out.")
    assert "Smile" not in lines(page)


def test_words_are_saved_as_they_are_typed(live: Live, window: Window) -> None:
    page = window("Tess")
    at_the_editor(live, page, "AS")
    page.get_by_label("Title", exact=True).fill("Welcome people")
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved"))
    page.reload()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Welcome people")


def test_a_line_is_dragged_to_its_place(live: Live, window: Window) -> None:
    page = window("Tess")
    at_the_editor(live, page, "DR")
    outline = page.locator("[data-outline]")
    last = outline.locator("[data-at]", has_text="Say hello first")
    first = outline.locator("[data-at]", has_text="Look up when")
    last.locator(".no").drag_to(first, target_position={"x": 40, "y": 3})
    page.wait_for_url("**#at-*")
    assert lines(page)[2:] == ["Say hello first", "Look up when the door opens"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_a_draft_is_within_reach(
    live: Live, window: Window, theme: str, width: int
) -> None:
    page = window("Tess")
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    at_the_editor(live, page, f"AX{theme[0].upper()}{width}")
    address = page.url.partition("#")[0]
    outline, part = page.locator("#outline"), page.locator("#part")
    tops = [one.evaluate("one => one.getBoundingClientRect().top") for one in (outline, part)]
    assert tops[0] <= tops[1], "the outline comes first"
    for path in ("", "/publish", "/discard"):
        page.goto(f"{address.partition('?')[0]}{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
