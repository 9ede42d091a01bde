"""Two versions side by side."""

import pytest

from tests.browsing import Browser, Page, Visitor, words_of
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.versions.desk import begun, begun_whole, confirm_and_publish, keep, press
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
    assert len(counted) <= 10
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


def test_outcomes_and_the_way_of_assessing_stand_side_by_side(browser: Browser, eve: User) -> None:
    bring_in()
    bring_in(
        SMALL.replace("Welcome whoever comes in", "Welcome everybody").replace(
            "    facts: sourced\n    numbers:",
            "    facts: sourced\n    assessment: interview\n    numbers:",
        )
    )
    former, later = (version_of("small-scheme", number).id for number in (1, 2))
    page = browser(eve).get(f"/catalogue/qualifications/{former}/beside/{later}")
    assert rows(page)[:2] == [
        [
            "How it is assessed",
            "From a portfolio of evidence",
            "At an interview on the learning log",
        ],
        ["Outcomes", "Welcome whoever comes in", "Welcome everybody"],
    ]


def test_facts_that_changed_stand_side_by_side(admin: Visitor) -> None:
    unit = begun(admin)
    keep(admin, unit, "facts", title="Greeting people", prompts="Who came?")
    confirm_and_publish(admin, unit)
    of_unit = [
        ["Title", "Greet people", "Greeting people"],
        ["What a learning log could tell of", "–", "Who came?"],
    ]
    first, second = unit_of("SM-1"), unit_of("SM-1", 2)
    assert rows(admin.get(f"/catalogue/units/{first.id}/beside/{second.id}"))[:2] == of_unit
    scheme = begun_whole(admin)
    keep(admin, scheme, "facts", grades="Pass\nDistinction", do="add:m")
    method = scheme.content["methods"][0]["key"]
    keep(admin, scheme, f"m-{method}", title="Talk", weight="100", do="add:n")
    number = scheme.content["numbers"][-1]["key"]
    keep(admin, scheme, f"n-{number}", organisation="Other Awards", number="7")
    press(admin, scheme, "publish")
    former, later = (version_of("small-scheme", number) for number in (1, 3))
    page = admin.get(f"/catalogue/qualifications/{former.id}/beside/{later.id}")
    before = "; ".join(f"{one.organisation} {one.number}" for one in former.numbers)
    assert rows(page)[:5] == [
        ["Results there are", "–", "Pass; Distinction"],
        ["Numbers", before, f"{before}; Other Awards 7"],
        ["Methods of assessment", "–", "Talk (100 %)"],
        *of_unit,
    ]


def rows(page: Page) -> list[list[str]]:
    return [[words_of(cell) for cell in row] for row in page.all("main tbody tr")]


def test_what_does_not_belong_together_is_404(
    browser: Browser, eve: User, versions: tuple[int, int]
) -> None:
    browser(eve).get(f"/catalogue/qualifications/{versions[0]}/beside/999", status=404)
    other = unit_of("SM-2")
    browser(eve).get(f"/catalogue/units/{unit_of('SM-1').id}/beside/{other.id}", status=404)
