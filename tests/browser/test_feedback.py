"""A whole round of feedback without names: arranged, answered inside and outside, closed, read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_security.utils import hash_password
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely, sign_in
from tests.factories import PASSWORD
from tests.factories_behaviours import make_builtin
from tests.factories_feedback import address_of, close_round
from tests.factories_people import make_placement, make_site
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.feedback.models import FeedbackRater, FeedbackRound
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser

KEPT = 2
PEERS = ("x5003", "x5004", "x5005")


def somebody(number: str, name: str) -> User:
    with unit_of_work():
        return actions.make_account(
            staff_number=number, name=name, password_hash=hash_password(PASSWORD)
        )


def company(live: Live) -> None:
    """Somebody, their manager and three colleagues, behind the running application."""
    with live.app.app_context():
        manager, subject = somebody("x5001", "Mona Bryn"), somebody("x5002", "Sara Lund")
        make_builtin()
        site = make_site("Quay Row", "QR5")
        make_placement(subject, site=site, manager=manager)
        for number in PEERS:
            make_placement(somebody(number, f"Peer {number[-1]}"), site=site, manager=manager)
        db.session.remove()


def arrange(page: Page) -> str:
    """Arrange a round as the person it is about, and hand the list on; say where it is."""
    page.get_by_role("link", name="Ask for feedback").click()
    look_closely(page)
    page.get_by_label("Last day to answer").fill((clock.today() + timedelta(days=10)).isoformat())
    ticked = page.locator("[name=behaviours]:checked")
    while ticked.count() > KEPT:
        ticked.last.click()
    page.get_by_role("button", name="Arrange it").click()
    for number in PEERS:
        page.get_by_label("Staff number or e-mail").fill(number)
        page.get_by_role("button", name="Add them").first.click()
        expect(page.locator("main")).to_contain_text(f"Peer {number[-1]}")
    page.get_by_label("Their name").fill("Cara Customer")
    page.get_by_label("Their e-mail address").fill("cara")
    page.get_by_role("button", name="Add them").last.click()
    expect(page.get_by_role("alert")).to_contain_text("That isn’t an e-mail address.")
    look_closely(page)
    page.get_by_label("Their e-mail address").fill("cara@example.org")
    page.get_by_role("button", name="Add them").last.click()
    page.get_by_role("button", name="Hand the list on").click()
    expect(page.locator("main")).to_contain_text("The manager takes off")
    return page.url


def answer(page: Page, words: str, level: str) -> None:
    """Choose a level of the first behaviour and write something, with nothing but the keyboard."""
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    for _step in range(int(level) - 1):
        page.keyboard.press("ArrowDown")
    page.get_by_label("What should they keep doing?").focus()
    page.keyboard.type(words)


def saving(words: str) -> Callable[[Response], bool]:
    """Know the answer to a saving of these words while somebody types."""
    return lambda answered: (
        answered.url.endswith("/draft") and words in (answered.request.post_data or "")
    )


def test_a_round_without_names_from_the_list_to_the_result(live: Live, window: Window) -> None:
    company(live)
    subject = window("Sara")
    sign_in(subject, "x5002", "/feedback/")
    look_closely(subject)
    address = arrange(subject)

    manager = window("Mona")
    sign_in(manager, "x5001", address)
    manager.get_by_role("button", name="Agree to the list").click()
    manager.get_by_role("button", name="Ask them now").click()
    expect(manager.locator("main")).to_contain_text("nobody sees who has answered")
    look_closely(manager)

    for place, number in enumerate(PEERS):
        peer = window(number)
        peer.set_viewport_size({"width": 390, "height": 844})
        sign_in(peer, number, f"{address}/answer")
        expect(peer.locator("main")).to_contain_text("Your name is not kept with what you write")
        with peer.expect_response(saving(f"Words of {place}")):
            answer(peer, f"Words of {place}", str(place + 2))
        if place == 0:
            look_closely(peer)
            expect(peer.locator("[data-saved]")).to_contain_text("Saved")
            peer.reload()
            expect(peer.get_by_label("What should they keep doing?")).to_have_value("Words of 0")
        peer.get_by_role("button", name="Send").click()
        expect(peer.locator("main")).to_contain_text("Nobody waits for a word from you.")

    with live.app.app_context():
        rater = db.session.query(FeedbackRater).filter_by(email="cara@example.org").one()
        link = address_of(rater)
        db.session.remove()
    outside = window("Cara")
    outside.set_viewport_size({"width": 390, "height": 844})
    outside.goto(link)
    look_closely(outside)
    answer(outside, "She rings back when she says.", "4")
    outside.get_by_role("button", name="Send").click()
    expect(outside.get_by_role("heading", level=1)).to_have_text("Thank you")

    subject.goto(f"{address}/result")
    expect(subject.get_by_role("heading", level=1)).not_to_contain_text("How others see")
    with live.app.app_context():
        close_round(db.session.query(FeedbackRound).one())
        db.session.remove()
    manager.goto(address)
    manager.get_by_role("button", name="Pass it on").click()
    expect(manager.get_by_role("link", name="Read what was said")).to_be_visible()
    subject.goto(f"{address}/result")
    expect(subject.locator("main")).to_contain_text("3.2 of 4")
    expect(subject.locator("main")).to_contain_text("She rings back when she says.")
    expect(subject.locator("main")).not_to_contain_text("Cara")
    look_closely(subject)
    subject.set_viewport_size({"width": 390, "height": 844})
    look_closely(subject)
