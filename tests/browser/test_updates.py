"""Updates to read in a real browser: read and confirmed on a phone, and within everybody's reach."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator
from tests.factories_updates import RIGHT, WORDS, make_update

pytestmark = pytest.mark.browser
__all__ = ["live"]


def test_an_update_is_read_and_confirmed_on_a_phone(live: Live, window: Window) -> None:
    with live.app.app_context():
        reader = make_user("Rhys Reader", password=PASSWORD).staff_number
        update = make_update(make_administrator(), questions=1, title="Kettles on a phone").id
    page = window("Rhys")
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "/updates/", reader)
    page.get_by_role("link", name="Kettles on a phone").click()
    expect(page.locator("main")).to_contain_text(WORDS)
    page.get_by_label(RIGHT).check()
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="I have read it").click()
    expect(page.locator("main")).to_contain_text("That you have read it is kept.")
    page.goto(f"/updates/{update}")
    expect(page.locator("main")).to_contain_text("You confirmed")


@pytest.mark.timeout(300)
def test_every_page_is_within_reach(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator("Tess Writer", password=PASSWORD)
        number = tess.staff_number
        out = make_update(tess, questions=2, title="Kettles within reach").id
        draft = make_update(tess, published=False, title="Toasters within reach").id
    page = window("Tess")
    sign_in(page, "/updates/manage", number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Updates to read")
    addresses = [
        "/updates/", f"/updates/{out}", f"/updates/{draft}", "/updates/manage", "/updates/new",
        f"/updates/{draft}/change", f"/updates/{out}/readers", f"/updates/{draft}/readers",
        "/updates/team",
    ]  # fmt: skip
    assert barriers(page, addresses) == []
