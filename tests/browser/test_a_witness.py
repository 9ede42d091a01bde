"""A witness on a phone, without an account: opens the link, reads, writes, confirms."""

import pytest
from flask_security.utils import hash_password
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely
from tests.factories import PASSWORD
from tests.factories_assessments import make_registration
from tests.factories_logs import make_grant
from tests.factories_witnesses import address_of, make_request
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser


def somebody(number: str, name: str) -> User:
    with unit_of_work():
        return actions.make_account(
            staff_number=number, name=name, password_hash=hash_password(PASSWORD)
        )


def asked(live: Live) -> str:
    """Ask a witness behind the running application, and say where they write."""
    with live.app.app_context():
        people = [
            somebody(number, name)
            for number, name in (("x3001", "Lil"), ("x3002", "Dov"), ("x3003", "Ria"))
        ]
        registration = make_registration(*people)
        make_grant(registration.assessor, registration.learner)
        address = address_of(make_request(registration))
        db.session.remove()
        return address


@pytest.mark.chain
def test_a_witness_confirms_on_a_phone_and_the_assessor_accepts(live: Live, window: Window) -> None:
    address = asked(live)
    page = window("Wanda")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    look_closely(page)
    page.get_by_label("What did you see?").fill("She rang him by noon, as she had promised.")
    page.get_by_label("Your work").fill("Shift leader")
    page.get_by_role("button", name="Confirm and send").click()
    expect(page.get_by_role("alert")).to_contain_text("Say how you know them.")
    expect(page.get_by_label("What did you see?")).to_have_value(
        "She rang him by noon, as she had promised."
    )
    look_closely(page)
    page.get_by_label("How do you know them?").fill("I lead her shift.")
    page.get_by_label("I saw this myself").check()
    page.get_by_role("button", name="Confirm and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page = window("Dov")
    page.goto("/queue")
    page.get_by_label("Staff number or e-mail").fill("x3002")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/")
    page.get_by_role("link", name="Read and sign").click()
    expect(page.locator("main")).to_contain_text("She rang him by noon, as she had promised.")
    look_closely(page)
    page.get_by_role("button", name="Sign E001").click()
    expect(page.locator("main")).to_contain_text("Your name is under it.")
    look_closely(page)
