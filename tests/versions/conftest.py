"""Who edits the catalogue in these tests."""

import pytest

from tests.browsing import Browser, Visitor
from tests.factories_catalogue import bring_in
from tests.factories_register import make_admin


@pytest.fixture
def admin(browser: Browser) -> Visitor:
    bring_in()
    return browser(make_admin("Tess Training"))
