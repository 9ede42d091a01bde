from collections import Counter
from collections.abc import Iterator
from importlib import resources

import pytest
import yaml

from trainer.demo import stories
from trainer.demo.organisation import brackenhall
from trainer.logs.models import Activity

DIPLOMA = [
    "A/506/2130",
    "F/506/2131",
    "J/506/2132",
    "A/506/1964",
    "L/506/1788",
    "D/506/2119",
    "A/506/2158",
    "H/506/2154",
    "K/506/2155",
    "R/506/2134",
    "Y/506/2135",
    "T/506/2157",
    "F/506/2159",
]
SHORTEST, LONGEST, LONGEST_SO_WHAT = 55, 190, 60
UNFINISHED = {"half-written", "black-friday-handover"}


def criteria() -> dict[str, set[str]]:
    folder = resources.files("trainer.catalogue") / "builtin"
    return {
        unit["code"]: {one["number"] for part in unit["outcomes"] for one in part["criteria"]}
        for file in folder.iterdir()
        for unit in yaml.safe_load(file.read_text(encoding="utf-8")).get("units", [])
    }


def every_story() -> Iterator[stories.Story]:
    for name in stories.paths():
        yield from stories.path(name)


def claimed(*names: str) -> set[tuple[str, str]]:
    told = (one for name in names for one in stories.path(name))
    return {(claim.unit, claim.number) for one in told for claim in one.claims}


def test_every_claim_names_a_criterion_that_there_is() -> None:
    there = criteria()
    wrong = [
        (one.key, claim)
        for one in every_story()
        for claim in one.claims
        if claim.number not in there.get(claim.unit, set())
    ]
    assert not wrong


def test_one_path_claims_every_criterion_of_the_thirteen_units() -> None:
    wanted = {(unit, number) for unit in DIPLOMA for number in criteria()[unit]}
    assert claimed("diploma-path") == wanted


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("scheme", {"BH-SVC-1", "BH-SVC-2", "BH-SVC-3", "BH-SVC-4"}),
        ("award", {"AWD-COM-1", "AWD-COM-2", "AWD-COM-3"}),
    ],
)
def test_the_shorter_paths_claim_every_criterion_too(name: str, units: set[str]) -> None:
    there = criteria()
    assert claimed(name) == {(unit, number) for unit in units for number in there[unit]}


def test_entries_have_their_own_keys_and_are_about_as_long_as_people_write() -> None:
    told = list(every_story())
    keys = Counter(one.key for one in told)
    assert [key for key, times in keys.items() if times > 1] == []
    for one in told:
        assert one.activity in set(Activity), one.key
        assert len(one.so_what.split()) <= LONGEST_SO_WHAT, one.key
        if one.key not in UNFINISHED:
            assert SHORTEST <= len(one.what.split()) <= LONGEST, one.key


@pytest.mark.parametrize("turn", range(4))
def test_nothing_in_braces_is_left_when_a_story_is_told(turn: int) -> None:
    teller = stories.Teller(me="Siân", site="Tŷ Mawr", turn=turn)
    for one in every_story():
        told = stories.told_by(one, teller)
        assert "{" not in repr(told), one.key


def test_two_tellers_tell_a_story_in_different_words() -> None:
    first = stories.path("diploma-path")[0]
    told = [stories.told_by(first, stories.Teller("Nia", "Millgate", turn)).what for turn in (0, 1)]
    assert told[0] != told[1]


def test_people_are_unmistakable_and_report_to_somebody_there() -> None:
    organisation = brackenhall()
    people = organisation.people
    assert len(people) >= 60
    assert len({one.name for one in people}) == len({one.number for one in people}) == len(people)
    numbers = {one.number for one in people}
    assert [one for one in people if one.reports_to not in {*numbers, None}] == []
    places = {(site.code, team) for site in organisation.sites for team in site.teams}
    assert all((one.site, one.team) in places for one in people)
    assert 20 <= sum(bool(one.email) for one in people) <= 45


def test_nobody_asks_for_or_confirms_a_role_alone() -> None:
    for one in brackenhall().roles:
        assert len({one.who, one.asked_by, one.confirmed_by}) == 3, one


def test_feedback_is_enough_and_never_twice_the_same() -> None:
    told = [sentence for kind in stories.load("feedback").values() for sentence in kind]
    assert len(told) == len(set(told)) >= 55
