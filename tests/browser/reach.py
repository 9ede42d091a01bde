"""Whether everybody can use a page: at both widths, in both themes."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.live import Live, running
from tests.conftest import POSTGRESQL, own_database
from tests.factories import PASSWORD
from tests.front.test_gallery import RULES

Barrier = tuple[str, int, str, str, str]
MISSING = "/v/0000"
"""Where the address of nothing begins, which answers that there is nothing."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Live]:
    """A Trainer of the module's own: what is made behind it need not keep every invariant."""
    database = own_database(f"live_reach_{worker_id}") if POSTGRESQL else ""
    with running(tmp_path_factory.mktemp("reach"), database) as trainer:
        yield trainer


def sign_in(page: Page, address: str, number: str) -> None:
    page.goto(address)
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def barriers(page: Page, addresses: Sequence[str]) -> list[Barrier]:
    """Name what axe finds on each page, and each that scrolls sideways."""
    wrong: list[Barrier] = []
    for theme, width in product(("light", "dark"), (1280, 390)):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 844})
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok or address.startswith(MISSING), address
            found = Axe().run(page, options=RULES).response["violations"]
            wrong += [(theme, width, address, one["id"], one["nodes"][0]["html"]) for one in found]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((theme, width, address, "scrolls sideways", ""))
    return wrong
