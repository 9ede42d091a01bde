"""Two versions side by side."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from trainer.accounts.models import User

SECOND = (
    SMALL.replace("Say hello first", "Say hello first and before")
    .replace("units: [SM-2, SM-3]", "units: [SM-3]")
    .replace("title: Small scheme", "title: Smaller scheme")
)


@pytest.fixture
def versions() -> tuple[int, int]:
    bring_in()
    bring_in(SECOND)
    return version_of("small-scheme", 1).id, version_of("small-scheme", 2).id


def test_two_versions_stand_side_by_side(
    browser: Browser, eve: User, versions: tuple[int, int], count_queries: CountQueries
) -> None:
    visitor = browser(eve)
    first, second = versions
    visitor.get(f"/catalogue/qualifications/{first}/beside/{second}")
    with count_queries() as counted:
        page = visitor.get(f"/catalogue/qualifications/{first}/beside/{second}")
    assert len(counted) <= 9
    assert page.text("h1") == "Version 1 beside version 2"
    assert page.texts("main h2") == ["Facts", *page.texts("main h2")[1:]]
    assert "Smaller scheme" in page.text("main")
    assert "Reworded" in page.text("main")
    assert "Say hello first and before" in page.text("main")
    assert "Dropped" in page.text("main")
    turned = visitor.get(f"/catalogue/qualifications/{second}/beside/{first}")
    assert turned.text("main") == page.text("main")


def test_two_versions_of_a_unit_stand_side_by_side(
    browser: Browser, eve: User, versions: tuple[int, int]
) -> None:
    first, second = unit_of("SM-1"), unit_of("SM-1", 2)
    page = browser(eve).get(f"/catalogue/units/{first.id}/beside/{second.id}")
    assert page.texts("tbody th") == ["Same", "Reworded"]
    page = browser(eve).get(f"/catalogue/units/{second.id}")
    assert page.all(f'a[href$="/beside/{first.id}"]')


def test_what_does_not_belong_together_is_404(
    browser: Browser, eve: User, versions: tuple[int, int]
) -> None:
    browser(eve).get(f"/catalogue/qualifications/{versions[0]}/beside/999", status=404)
    other = unit_of("SM-2")
    browser(eve).get(f"/catalogue/units/{unit_of('SM-1').id}/beside/{other.id}", status=404)
