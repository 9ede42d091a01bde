"""What the script adds to a page, seen in a browser under the strict policy."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect

pytestmark = pytest.mark.browser

Received = list[tuple[object, object]]


def fields(received: Received) -> dict[str, str]:
    sent = received[-1][0]
    assert isinstance(sent, dict)
    return sent


def titles(received: Received) -> list[str]:
    return [sent["title"] for sent, _token in received if isinstance(sent, dict)]


def wait_until_nothing_is_kept(page: Page) -> None:
    """Wait for the page's script, which runs after the page is drawn, to forget its copy."""
    for _try in range(30):
        if page.evaluate("localStorage.length") == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("A copy of the words is still kept on the device.")


def test_a_double_click_sends_once(page: Page, received: Received) -> None:
    page.goto("/sign-in")
    sent, says, disabled = page.evaluate("""() => {
        let sent = 0;
        window.addEventListener("submit", (event) => { sent += event.defaultPrevented ? 0 : 1; });
        const button = document.querySelector("form button");
        button.click();
        button.click();
        return [sent, button.textContent, button.getAttribute("aria-disabled")];
    }""")
    assert (sent, says, disabled) == (1, "Sending…", "true")
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()
    assert len(received) == 1


def test_the_hat_switcher_closes_like_a_menu(page: Page) -> None:
    page.goto("/review")
    hat = page.locator("details.hat")
    hat.locator("summary").click()
    expect(hat).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(hat).not_to_have_attribute("open", "")
    expect(hat.locator("summary")).to_be_focused()
    hat.locator("summary").click()
    page.locator("h1").click()
    expect(hat).not_to_have_attribute("open", "")


def test_a_toast_can_be_sent_away(page: Page) -> None:
    page.clock.install()  # On a busy machine it would leave by itself before it is sent away.
    page.goto("/gallery")
    page.get_by_role("button", name="Close this message").click()
    expect(page.locator(".toast-t")).to_have_count(0)


def test_what_is_typed_is_saved(page: Page, received: Received) -> None:
    page.goto("/writing")
    page.get_by_label("Give it a name").press_sequentially("Split delivery")
    for _try in range(100):  # A pause in typing on a busy machine may save the first half alone.
        if "Split delivery" in titles(received):
            break
        page.wait_for_timeout(100)
    assert ("Split delivery", "a-token") in [
        (sent["title"], token) for sent, token in received if isinstance(sent, dict)
    ]
    expect(page.locator("[data-saved]")).to_have_text("Saved just now")
    expect(page.locator("input[name=version]")).to_have_value(re.compile("^[1-9]"))
    expect(page).to_have_url(re.compile(r"/writing\?entry=7$"))
    wait_until_nothing_is_kept(page)


def test_a_refusal_says_why_and_keeps_a_copy(page: Page, received: Received) -> None:
    page.goto("/writing")
    page.get_by_label("Give it a name").fill("refuse")
    expect(page.locator("[data-saved]")).to_have_text(
        "Not saved yet: the entry was submitted from another device."
    )
    assert "refuse" in page.evaluate("localStorage.getItem('draft:7:log-new')")


def test_a_button_pressed_while_words_are_unsaved_is_pressed(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/writing")
    page.get_by_label("Give it a name").fill("refuse")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved yet")
    edge = {"x": 20, "y": 4}  # Where a bar that changes its height would move the button away.
    page.get_by_role("button", name="Submit to Daniel").click(position=edge)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()


def test_words_written_without_a_connection_are_offered_back(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("On the train")
    page.get_by_label("Solved a problem").check()
    expect(page.locator("[data-saved]")).to_contain_text("there is no connection")
    page.goto("/writing")  # Leaving the page tries once more to save: still without a connection.
    page.unroute("**/save")
    page.get_by_role("button", name="Bring them back").click()
    expect(page.get_by_label("Give it a name")).to_have_value("On the train")
    expect(page.get_by_label("Solved a problem")).to_be_checked()
    expect(page.locator("[data-saved]")).to_have_text("Saved just now")
    page.goto("/writing")
    expect(page.get_by_role("button", name="Bring them back")).to_have_count(0)


def test_words_sent_after_the_sign_in_ran_out_are_offered_back(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("A long text")
    page.route("**/send", lambda route: route.fulfill(status=303, headers={"Location": "/sign-in"}))
    page.get_by_role("button", name="Submit to Daniel").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/writing")
    expect(page.get_by_role("button", name="Bring them back")).to_be_visible()


def test_going_elsewhere_before_the_door_has_run_its_script_costs_no_words(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("A long text")
    page.route("**/send", lambda route: route.fulfill(status=303, headers={"Location": "/sign-in"}))
    page.route("**/*.js*", lambda route: route.abort())
    page.get_by_role("button", name="Submit to Daniel").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.unroute("**/*.js*")
    page.goto("/writing")
    expect(page.get_by_role("button", name="Bring them back")).to_be_visible()


def test_words_that_arrived_are_forgotten_here(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("Sent for good")
    page.get_by_role("button", name="Submit to Daniel").click()
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()
    wait_until_nothing_is_kept(page)


def test_words_that_came_back_in_the_same_form_are_not_offered_again(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("Kept, but not ready to go")
    page.route("**/send", lambda route: route.fulfill(status=303, headers={"Location": "/writing"}))
    page.get_by_role("button", name="Submit to Daniel").click()
    expect(page.get_by_label("Give it a name")).not_to_have_value("Kept, but not ready to go")
    expect(page.get_by_role("button", name="Bring them back")).to_have_count(0)
    wait_until_nothing_is_kept(page)


def test_refused_words_stay_on_the_device_until_they_are_kept(page: Page) -> None:
    page.goto("/writing")
    page.route("**/save", lambda route: route.abort())
    page.get_by_label("Give it a name").fill("Without a day")
    refused = {"Location": "/writing?form=sent"}
    page.route("**/send", lambda route: route.fulfill(status=303, headers=refused))
    page.get_by_role("button", name="Submit to Daniel").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert "Without a day" in page.evaluate("localStorage.getItem('draft:7:log-new')")


def test_each_file_is_sent_with_its_progress(page: Page, received: Received) -> None:
    page.goto("/writing")
    chosen: list[FilePayload] = [
        {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": b"a" * 2_000_000},
        {"name": "all.zip", "mimeType": "application/zip", "buffer": b"b" * 10},
    ]
    page.set_input_files("#files-pick", chosen)
    list_ = page.locator("#files-list")
    expect(list_.locator("li").first).to_contain_text("card.jpg 1 KB")
    expect(list_.get_by_role("alert")).to_have_text("This is a ZIP file. Send a photo or a PDF.")
    assert sorted(received, key=str) == [("all.zip", 10), ("card.jpg", 2_000_000)]
    list_.get_by_role("button", name="Remove all.zip").click()
    expect(list_.locator("li")).to_have_count(1)


def test_an_upload_can_be_stopped(page: Page, received: Received) -> None:
    page.goto("/writing")
    page.route("**/files", lambda _: None)
    page.set_input_files(
        "#files-camera", {"name": "talk.m4a", "mimeType": "audio/mp4", "buffer": b"a"}
    )
    expect(page.get_by_role("progressbar", name="Sending talk.m4a")).to_be_visible()
    page.get_by_role("button", name="Stop sending talk.m4a").click()
    expect(page.locator("#files-list li")).to_have_count(0)
    assert received == []


def test_suggestions_follow_the_words_and_ticks_stay(page: Page, received: Received) -> None:
    page.goto("/writing")
    page.get_by_label("1.2 Say the problem back").check()
    page.get_by_label("What happened?").fill("I promised to ring her by noon.")
    expect(page.locator("[data-suggestions]")).to_contain_text("2.5")
    expect(page.get_by_label("1.2 Say the problem back")).to_be_checked()
    assert ("I promised to ring her by noon.", "a-token") in received


def test_keys_choose_and_move_only_outside_writing(page: Page) -> None:
    page.goto("/review")
    page.locator("[data-review] a").first.focus()
    page.keyboard.press("j")
    expect(page.get_by_label("Met", exact=True)).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_label("Not yet met")).to_be_checked()
    page.keyboard.press("m")
    expect(page.get_by_label("Met", exact=True)).to_be_checked()
    page.get_by_label("Feedback on 2.4").focus()
    page.keyboard.type("jkmn")
    expect(page.get_by_label("Feedback on 2.4")).to_have_value("jkmn")
    page.keyboard.press("Shift+Tab")
    page.locator("[data-review]").evaluate("pane => pane.dataset.keys = 'off'")
    page.keyboard.press("n")
    expect(page.get_by_label("Met", exact=True)).to_be_checked()


def test_a_judgement_swaps_its_row_and_moves_the_focus(page: Page, received: Received) -> None:
    page.goto("/review")
    page.get_by_label("Met", exact=True).check()
    page.get_by_label("Feedback on 2.4").fill("Clear.")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#criterion-2")).to_have_text(re.compile("Judged: met"))
    expect(page.locator("#criterion-2")).to_be_focused()
    assert fields(received) == {"csrf_token": "a-token", "judgement": "met", "feedback": "Clear."}
    assert received[-1][1] == "a-token"


def test_another_answer_to_a_swap_is_shown_as_the_page_it_is(page: Page) -> None:
    page.goto("/review")
    page.get_by_label("Not yet met").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()
    expect(page).to_have_title("Answered · Trainer")


@pytest.fixture
def plain(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_the_form_goes_as_a_form(
    plain: Page, received: Received, site: Flask
) -> None:
    assert site.extensions["received"] is received
    plain.goto("/writing")
    plain.get_by_label("Give it a name").fill("By hand")
    expect(plain.locator("#files-pick")).to_be_visible()
    plain.get_by_role("button", name="Submit to Daniel").click()
    expect(plain).to_have_title("Answered · Trainer")
    assert fields(received)["title"] == "By hand"
