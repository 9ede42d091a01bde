"""How a qualification is assessed: read from a file, kept in its version, shown on its page."""

import pytest

from tests.browsing import Browser
from tests.factories_catalogue import SMALL, bring_in, version_of
from trainer.accounts.models import User
from trainer.catalogue.comparing import Effect, entry_of
from trainer.catalogue.importing import Plan, read

GIVEN = "    facts: sourced\n    numbers"
METHODS = """\
    facts: sourced
    methods:
      - {title: Showcase, weight: 60, about: You show what you are proud of.}
      - {title: Observation, weight: 40}
    grades: [fail, pass, distinction]
    numbers"""
ASSESSED = SMALL.replace(GIVEN, METHODS)

SMALL_FINGERPRINT = "52af5aeb190bf3ae611a83d1e7d0be8f5a40ed0bfbca832e123516251d041aa3"
"""What the small file hashed to before files could name methods."""


def plan_of(text: str) -> Plan:
    return read(text, source="small.yaml")


def test_methods_and_grades_are_read_in_their_order() -> None:
    plan = plan_of(ASSESSED)
    assert not plan.faults
    (one,) = plan.qualifications
    assert [(method.title, method.weight) for method in one.methods] == [
        ("Showcase", 60),
        ("Observation", 40),
    ]
    assert [method.about for method in one.methods] == ["You show what you are proud of.", ""]
    assert one.grades == ["fail", "pass", "distinction"]


@pytest.mark.parametrize(
    ("here", "wrong", "where", "says"),
    [
        ("weight: 40", "weight: 30", "small-scheme, field methods", "come to 90 per cent"),
        (", weight: 40", "", "small-scheme, field methods", "or none of them"),
        ("weight: 60", "weight: 0", "method Showcase, field weight", "1 or more"),
        ("weight: 60", "weight: most", "Line 46, qualification small-scheme, method", "whole"),
        ("title: Observation", "title: Showcase", "method Showcase, field title", "already"),
        ("title: Observation, ", "", "method 2, field title", "needed"),
        ("[fail, pass,", "[pass, pass,", "field grades", "already"),
        ("about: You", "abuot: You", "method Showcase, field abuot", "no such"),
    ],
)
def test_a_mistake_in_a_method_is_named_with_its_place(
    here: str, wrong: str, where: str, says: str
) -> None:
    assert here in ASSESSED
    told = [(fault.where, fault.says) for fault in plan_of(ASSESSED.replace(here, wrong, 1)).faults]
    assert any(where in place and says in words for place, words in told), told


def test_methods_may_all_go_without_weight() -> None:
    assert not plan_of(ASSESSED.replace(", weight: 60", "").replace(", weight: 40", "")).faults


def test_a_qualification_without_methods_keeps_the_hash_it_had() -> None:
    (one,) = plan_of(SMALL).qualifications
    assert one.fingerprint(["a"]) == SMALL_FINGERPRINT


@pytest.mark.usefixtures("app")
def test_a_change_of_methods_makes_the_next_version_and_leaves_the_first() -> None:
    bring_in()
    (change,) = bring_in(ASSESSED).qualifications
    assert change.effect is Effect.CHANGED
    assert bring_in(ASSESSED).changes_nothing
    bring_in(ASSESSED.replace("pass, dist", "pass, merit, dist"))
    first, second, third = (version_of("small-scheme", number) for number in (1, 2, 3))
    assert (first.methods, first.grades) == ([], [])
    assert [method["weight"] for method in second.methods] == [60, 40]
    assert second.grades == ["fail", "pass", "distinction"]
    assert third.grades == ["fail", "pass", "merit", "distinction"]


@pytest.mark.usefixtures("app")
def test_a_version_is_written_back_as_it_was_read() -> None:
    bring_in(ASSESSED)
    (told,) = plan_of(ASSESSED).qualifications
    written = entry_of(version_of("small-scheme"))
    assert written.identifier == version_of("small-scheme").qualification.identifier
    assert written.model_copy(update={"identifier": told.identifier}) == told


def test_the_page_says_how_it_is_assessed(browser: Browser, eve: User) -> None:
    bring_in(ASSESSED)
    page = browser(eve).get(f"/catalogue/qualifications/{version_of('small-scheme').id}")
    page.check_hygiene()
    assert "How it is assessed" in page.text("main")
    *_units, showcase, observation, grades = page.texts(".list-row")
    assert "You show what you are proud of." in showcase
    assert "60 per cent of the result" in showcase
    assert "40 per cent" in observation
    assert grades == "Possible results: fail, pass, distinction."


def test_where_nothing_is_known_the_page_says_nothing_of_it(browser: Browser, eve: User) -> None:
    bring_in()
    page = browser(eve).get(f"/catalogue/qualifications/{version_of('small-scheme').id}")
    assert "How it is assessed" not in page.text("main")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("", ["Level2", "Credits–", "Guided learning–", "Whole time–"]),
        ("    tqt: 30\n    glh_min: 5\n    glh_max: 9\n", ["5–9 hours", "30 hours"]),
        ("    glh_min: 7\n    glh_max: 7\n", ["Guided learning7 hours", "Whole time–"]),
    ],
)
def test_hours_are_shown_as_far_as_they_are_known(
    browser: Browser, eve: User, given: str, shown: list[str]
) -> None:
    bring_in(SMALL.replace(GIVEN, given + GIVEN))
    page = browser(eve).get(f"/catalogue/qualifications/{version_of('small-scheme').id}")
    glance = page.texts(".facts.four > div")
    assert all(any(one.endswith(words) for one in glance) for words in shown), glance
