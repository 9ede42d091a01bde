"""Passkeys in a real browser: made by a device, used at the door, and said to need a script without one."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live, running
from tests.browser.reach import barriers, sign_in
from tests.conftest import POSTGRESQL, own_database
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Live]:
    """A Trainer with a name: browsers make no passkeys for a number."""
    database = own_database(f"live_passkeys_{worker_id}") if POSTGRESQL else ""
    with running(tmp_path_factory.mktemp("passkeys"), database, "localhost") as trainer:
        yield trainer


Unlock = Callable[..., None]


def give_device(page: Page) -> Unlock:
    """Let the browser have a device that makes passkeys; return how it is unlocked, or fails to be."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def unlock(*, works: bool) -> None:
        told = {"authenticatorId": added["authenticatorId"], "isUserVerified": works}
        session.send("WebAuthn.setUserVerified", told)

    return unlock


def sign_out(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/account")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_is_made_used_and_removed(live: Live, window: Window) -> None:
    with live.app.app_context():
        number = make_user("Kit Key", password=PASSWORD).staff_number
    page = window("Kit")
    sign_in(page, "/account/second-step", number)
    page.wait_for_url("**/second-step")

    page.goto("/account/second-step/passkey")
    page.get_by_label("Your password").fill(PASSWORD)
    unlock = give_device(page)
    unlock(works=False)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("made no passkey")

    unlock(works=True)
    expect(page.get_by_label("What you call it")).to_have_value("Chrome, Linux")
    page.get_by_label("What you call it").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").press("Enter")
    expect(page.locator("main")).to_contain_text("You can sign in with this passkey now.")
    expect(page.locator("main")).to_contain_text("My laptop")
    assert barriers(page, ["/account/second-step", "/account/second-step/passkey"]) == []
    sign_out(page)

    page.goto("/sign-in?next=/account")
    page.get_by_role("link", name="Sign in with a passkey").press("Enter")
    page.get_by_role("button", name="Use my passkey").press("Enter")
    page.wait_for_url("**/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    page.goto("/account/second-step")
    page.get_by_role("link", name=re.compile("Remove.*My laptop")).click()
    assert barriers(page, [page.url.removeprefix(live.url)]) == []
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).not_to_contain_text("My laptop")
    sign_out(page)

    page.goto("/sign-in/passkey")
    assert barriers(page, ["/sign-in/passkey"]) == []
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator(".error-summary")).to_contain_text("none of ours")


def test_without_a_script_the_page_says_so_kindly(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/passkey")
    assert "Passkeys need JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="Use my password instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()
