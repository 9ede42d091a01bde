"""Names that are markup or worse stand on pages as the letters they are."""

import pytest

from tests.browsing import Browser, Page
from tests.factories import make_user
from tests.factories_people import make_placement
from trainer.accounts.models import User

NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "Robert'); DROP TABLE users;--",
    "</title><svg onload=alert(1)>",
)
ADDRESSES = ("/people/{id}", "/development/of/{id}", "/objectives/of/{id}", "/career/people/{id}")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_part_of_the_page(name: str, cleo: User, browser: Browser) -> None:
    person = make_user(name)
    make_placement(person, manager=cleo)
    for address in ADDRESSES:
        page = browser(cleo).get(address.format(id=person.id))
        assert name in page.text("body")
        assert not written_in(page)


def written_in(page: Page) -> list[str]:
    """List what a name put into the page as markup: scripts of its own, and what events would run."""
    scripts = [one for one in page.all("script") if (one.text or "").strip().startswith("alert")]
    events = [name for one in page.all("*") for name in one.attrib if name.startswith("on")]
    return [*(one.text for one in scripts), *events]
