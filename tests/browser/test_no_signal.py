"""With no signal: what is written and photographed waits on the device and arrives once, as its writer's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.test_installed import IN_CHARGE
from tests.browser.test_the_chain import photo
from tests.browser.test_words_are_kept import enter, somebody
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs.models import AttachedFile, Item, Revision

pytestmark = [pytest.mark.browser, pytest.mark.offline]

STORY = "A man brought back a kettle. I tested it in front of him."
SAVED = re.compile("^Saved")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


SENT = """async () => {
  const answer = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const database = await answer(indexedDB.open("trainer"));
  const number = await answer(database.transaction("waiting").objectStore("waiting").count());
  database.close();
  return number === 0;
}"""


def wait_until_sent(page: Page) -> None:
    """Wait until nothing waits on the device, whoever of page and service worker sends it."""
    for _try in range(150):
        if page.evaluate(SENT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("Something waits on the device still.")


def signed_in(live: Live, window: Window, number: str, name: str, path: str = "/log") -> Page:
    """Somebody at a page, with the service worker in charge of it."""
    with live.app.app_context():
        if db.session.scalar(sa.select(User).where(User.staff_number == number)) is None:
            somebody(number, name)
    page = window(name)
    page.goto(path)
    enter(page, number)
    expect(page.locator("h1")).to_be_visible()
    page.evaluate(IN_CHARGE)
    return page


def kept(live: Live, number: str) -> list[tuple[str, int]]:
    """What somebody's log holds: the story of each entry, and how many files are with it."""
    with live.app.app_context():
        rows = db.session.execute(
            sa.select(Revision.what, sa.func.count(AttachedFile.id))
            .join(Item, Item.id == Revision.item_id)
            .join(User, User.id == Item.owner_id)
            .outerjoin(AttachedFile, AttachedFile.revision_id == Revision.id)
            .where(User.staff_number == number)
            .group_by(Revision.id)
            .order_by(Revision.id)
        ).all()
        db.session.remove()
    return [(what, files) for what, files in rows]


def picture(name: str = "kettle.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo()}


def write_without_signal(page: Page, story: str = STORY) -> None:
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no signal")
    page.get_by_label("What happened?").fill(story)
    page.locator("#files-pick").set_input_files([picture()])
    expect(page.get_by_text("Waits on this device for a signal.")).to_be_visible()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(waiting(page)).to_have_text("Waiting on this device: 1")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_about_it_is_within_reach(
    live: Live, window: Window, theme: str, width: int
) -> None:
    page = signed_in(live, window, f"n2{width}{theme[0]}", "Nia Bowen")
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 844})
    page.context.set_offline(True)
    page.goto("/log")
    page.get_by_label("When").fill("2999-01-01")
    page.get_by_role("button", name="Keep it on this device").click()
    expect(waiting(page)).to_be_focused()
    nothing_in_the_way(page, width)
    page.context.set_offline(False)
    for path in ("/log", "/waiting", "/waiting/sign-out"):
        page.goto(path)
        expect(page.locator("[data-waiting] li")).to_contain_text("This day has not come yet.")
        nothing_in_the_way(page, width)
    page.get_by_role("button", name="Throw it away", exact=True).click()
    nothing_in_the_way(page, width)


def nothing_in_the_way(page: Page, width: int) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def waiting(page: Page) -> Any:
    return page.locator("[data-waiting] h2")


def lose_the_answer(page: Page, address: str) -> Callable[[], bool]:
    """Let one request reach the server, and its answer nobody."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route(address, lose)
    return lambda: bool(lost)


def test_an_entry_with_a_photo_arrives_once(live: Live, window: Window) -> None:
    page = signed_in(live, window, "n1001", "Nia Bowen")
    write_without_signal(page)
    assert kept(live, "n1001") == []
    page.context.set_offline(False)
    page.goto("/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your log")
    wait_until_sent(page)
    expect(waiting(page)).to_be_hidden()
    page.reload()
    expect(page.get_by_role("link", name="Carry on writing")).to_have_count(1)
    assert kept(live, "n1001") == [(STORY, 1)]


def test_what_waits_survives_closing_the_browser_and_can_be_thrown_away(
    live: Live, window: Window
) -> None:
    page = signed_in(live, window, "n1002", "Nia Bowen")
    write_without_signal(page)
    again = page.context.new_page()
    page.close()
    again.goto("/log")
    expect(waiting(again)).to_have_text("Waiting on this device: 1")
    row = again.locator("[data-waiting] li")
    expect(row).to_contain_text("A man brought back a kettle.")
    expect(row).to_contain_text("photos and files: 1")
    row.get_by_role("button", name="Throw it away").click()
    row.get_by_role("button", name="Keep it").click()
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Throw it away").click()
    row.get_by_role("button", name="Throw it away").click()
    expect(waiting(again)).to_be_hidden()
    again.context.set_offline(False)
    again.goto("/log")
    expect(again.get_by_role("heading", level=1)).to_have_text("Your log")
    assert kept(live, "n1002") == []


@pytest.mark.chain
def test_an_answer_that_is_lost_makes_no_second_entry_and_no_second_photo(
    live: Live, window: Window
) -> None:
    page = signed_in(live, window, "n1003", "Nia Bowen", "/log/new")
    was_lost = lose_the_answer(page, "**/log/new/autosave")
    page.get_by_label("What happened?").fill(STORY)
    expect(page.locator("[data-saved]")).to_contain_text("Kept on this device.")
    assert was_lost()
    page.get_by_label("What happened?").fill(f"{STORY} It worked.")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=30_000)
    photo_was_lost = lose_the_answer(page, "**/files")
    page.locator("#files-pick").set_input_files([picture()])
    expect(page.get_by_text("Waits on this device for a signal.")).to_be_visible()
    assert photo_was_lost()
    page.reload()
    expect(page.get_by_role("button", name="Remove kettle.jpg")).to_have_count(1)
    expect(page.get_by_label("What happened?")).to_have_value(f"{STORY} It worked.")
    page.goto("/log")
    expect(waiting(page)).to_be_hidden()
    assert kept(live, "n1003") == [(f"{STORY} It worked.", 1)]


def test_who_signs_in_next_sees_nothing_and_sends_nothing(live: Live, window: Window) -> None:
    page = signed_in(live, window, "n1004", "Nia Bowen")
    write_without_signal(page)
    page.context.clear_cookies()
    page.context.set_offline(False)
    with live.app.app_context():
        somebody("n1005", "Omar Other")
    page.goto("/log")
    enter(page, "n1005")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your log")
    expect(waiting(page)).to_be_hidden()
    page.goto("/waiting")
    expect(page.locator("main")).to_contain_text("Nothing waits on this device.")
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no signal")
    expect(page.get_by_label("What happened?")).to_be_visible()
    expect(waiting(page)).to_be_hidden()
    page.context.set_offline(False)
    page.goto("/log")
    page.get_by_role("button", name="Sign out").first.click()
    enter(page, "n1004")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
    wait_until_sent(page)
    page.goto("/log")
    expect(page.get_by_role("link", name="Carry on writing")).to_have_count(1)
    assert kept(live, "n1004") == [(STORY, 1)]
    assert kept(live, "n1005") == []


def test_signing_out_asks_about_what_could_not_be_sent(live: Live, window: Window) -> None:
    page = signed_in(live, window, "n1006", "Nia Bowen")
    page.context.set_offline(True)
    page.goto("/log")
    page.get_by_label("What happened?").fill(STORY)
    page.get_by_label("When").fill("2999-01-01")
    page.get_by_role("button", name="Keep it on this device").click()
    page.context.set_offline(False)
    page.goto("/log")
    expect(page.locator("[data-waiting] li")).to_contain_text("This day has not come yet.")
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you sign out")
    expect(page.locator("[data-waiting] li")).to_contain_text("A man brought back a kettle.")
    page.get_by_role("button", name="Sign out and leave it here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.locator("main")).to_contain_text("Nobody is signed in on this device")
    expect(waiting(page)).to_be_hidden()
    page.context.set_offline(False)
    page.goto("/log")
    enter(page, "n1006")
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.get_by_label("What happened?")).to_have_value(STORY)
    page.get_by_label("When").fill("2026-01-02")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    wait_until_sent(page)
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert kept(live, "n1006") == [(STORY, 0)]


@pytest.mark.chain
def test_two_devices_lose_nothing_to_each_other(live: Live, window: Window) -> None:
    phone = signed_in(live, window, "n1007", "Nia Bowen", "/log/new")
    phone.get_by_label("What happened?").fill(STORY)
    phone.get_by_label("Give it a name").fill("The kettle")
    expect(phone.locator("[data-saved]")).to_have_text(SAVED)
    desk = signed_in(live, window, "n1007", "Nia Bowen", "/log")
    desk.goto(phone.url)
    desk.get_by_label("Minutes").fill("25")
    expect(desk.locator("[data-saved]")).to_have_text(SAVED)
    phone.get_by_label("Where", exact=True).fill("Harbour Street")
    expect(phone.get_by_label("Minutes")).to_have_value("25")
    phone.get_by_label("What happened?").fill(f"{STORY} It worked.")
    expect(phone.locator("[data-saved]")).to_have_text(SAVED)
    phone.get_by_role("button", name="Keep as draft").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your log")
    desk.get_by_label("What happened?").fill(f"{STORY} The lid was bent.")
    both = re.compile(
        re.escape(f"{STORY} It worked.\n\n— also written on another device, ")
        + r"\d.* —\n"
        + re.escape(f"{STORY} The lid was bent.")
    )
    expect(desk.get_by_label("What happened?")).to_have_value(both)
    expect(desk.get_by_label("Where", exact=True)).to_have_value("Harbour Street")
    ((what, _files),) = kept(live, "n1007")
    assert both.fullmatch(what)


def test_words_typed_while_signed_out_are_sent_after_signing_in_again(
    live: Live, window: Window
) -> None:
    page = signed_in(live, window, "n1008", "Nia Bowen", "/log/new")
    page.context.clear_cookies()
    page.get_by_label("What happened?").fill(STORY)
    expect(page.locator("[data-saved]")).to_contain_text("you have been signed out")
    page.goto("/log")
    enter(page, "n1008")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your log")
    wait_until_sent(page)
    page.goto("/log")
    expect(page.get_by_role("link", name="Carry on writing")).to_have_count(1)
    assert kept(live, "n1008") == [(STORY, 0)]
