"""What is wrong with a career map, said in whole sentences."""

from itertools import pairwise

import pytest

from tests.factories_careers import SMALL
from trainer.careers.actions.publishing import BUILTIN
from trainer.careers.reading import Unreadable, read
from trainer.careers.rules.asking import Kind
from trainer.careers.rules.changing import ChangeKind, changes
from trainer.careers.rules.charting import Known, MoveKind, misfits, removed


def faults_of(text: str) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read(text)
    return caught.value.faults


def test_a_role_is_found_by_any_of_its_names_however_typed() -> None:
    chart = read(SMALL)
    found = chart.called("  aDVISER ")
    assert found is not None
    assert found.key == "assistant"
    assert chart.called("Porter") is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "{from: senior, to: leader, kind: up}",
            "{from: senior, to: assistant, kind: up}",
            "circle",
        ),
        ("{from: senior, to: leader", "{from: senior, to: senior", "to itself"),
        ("{from: senior, to: leader", "{from: senior, to: nobody", "is no role of this map"),
        ("{from: senior, to: leader", "{from: assistant, to: senior", "Two moves lead"),
        ("[25000, 28000]", "[28000, 25000]", "Turn it round"),
        ("key: leader", "key: senior", "Two roles have the key"),
        ("[Adviser]", "[team LEADER]", "names two roles"),
        ("at_least: 1", "at_least: 3", "3 of 2 things"),
        ("at_least: 1", "at_least: 0", "Ask for one at least"),
        ("shifts: desk, least: 2", "shifts: desk, least: 0", "asks for nothing"),
        ("role_months: assistant", "role_months: nobody", "no role of this map"),
        ("shifts: desk", "wishes: desk", "a kind there is"),
        ("least: 2", "least: two", "a number that is none"),
        (", words: Buddied a new starter", "", "say each thing asked for in words"),
        ("kind: up", "kind: away", "moves"),
        ("title: Assistant", "title: [", ""),
        ("trainer_careers: 1", "trainer_careers: 9", "trainer_careers"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, says: str) -> None:
    assert old in SMALL
    assert says in " ".join(faults_of(SMALL.replace(old, new, 1)))


@pytest.mark.parametrize("text", ["", "a", "[]", "roles: 5", "x" * 300_000, "[" * 5000])
def test_what_is_no_map_is_refused(text: str) -> None:
    assert all(faults_of(text))


def test_a_circle_may_go_sideways() -> None:
    back = "  - {from: senior, to: assistant, kind: sideways}\n"
    assert len(read(SMALL + back).moves) == len(read(SMALL).moves) + 1


def test_a_map_says_what_can_not_be_had_here() -> None:
    known = Known(
        codes={Kind.UNIT: {"SM-1"}, Kind.MEMBERSHIP: set()}, retired={(Kind.UNIT, "SM-1")}
    )
    unit, body = misfits(read(SMALL), known)
    assert "nobody can be registered for unit SM-1" in unit
    assert "ICS is not known here" in body
    assert misfits(read(SMALL), Known(codes={Kind.UNIT: {"SM-1"}})) == []


def test_a_map_says_which_behaviours_are_rated_no_more() -> None:
    text = SMALL.replace("unit: SM-1", "behaviour: listening, least: 3")
    known = Known(codes={Kind.BEHAVIOUR: {"listening"}}, retired={(Kind.BEHAVIOUR, "listening")})
    [says] = misfits(read(text), known)
    assert "listening is rated no more" in says
    [says] = misfits(read(text), Known(codes={Kind.BEHAVIOUR: set()}))
    assert "listening is not known here" in says


def test_a_role_somebody_has_or_wants_stays() -> None:
    known = Known(
        codes={},
        held={"manager": 3, "senior": 1},
        wanted={"coach": 1},
        titles={"manager": "Customer service manager"},
    )
    held, wanted = removed(read(SMALL), known)
    assert held.startswith("3 people are “Customer service manager”.")
    assert wanted.startswith("1 person works towards “coach”.")


def test_the_map_that_comes_with_trainer_holds_every_route_of_the_field() -> None:
    chart = read(BUILTIN.read_text(encoding="utf-8"))
    titles = (
        "Customer care manager, Customer relationship manager, Customer operations manager,"
        " Corporate services manager, Call-centre manager, Technical support manager, Client relations"
        " manager, Customer success manager, Retail customer service manager, Operations manager,"
        " Customer experience manager, Business development manager, Sales manager, Service consultant,"
        " Qualification coach, Assessor, ICS developer, Supervisor, Graduate trainee"
    )
    assert [one for one in titles.split(", ") if chart.called(one) is None] == []
    up = ["assistant", "senior", "team-leader", "manager", "regional"]
    ways = {(one.start, one.end): one for one in chart.moves}
    assert all(ways[pair].kind is MoveKind.UP for pair in pairwise(up))
    graduate = ways["graduate", "manager"]
    assert (graduate.kind, graduate.mentor, graduate.reviews) == (MoveKind.ROUTE, True, (3, 6, 12))
    assert {("coach", "assessor"), ("assessor", "iqa"), ("senior", "coach")} <= ways.keys()


def test_changes_are_named_before_they_hold() -> None:
    after = read(
        SMALL.replace("[25000, 28000]", "[26000, 28000]")
        .replace("key: leader", "key: coach")
        .replace("to: leader", "to: coach")
    )
    told = changes(read(SMALL), after)
    assert [(one.kind, one.parts) for one in told] == [
        (ChangeKind.ADDED, ()),
        (ChangeKind.CHANGED, ("salary_from",)),
        (ChangeKind.TAKEN_OUT, ()),
        (ChangeKind.TAKEN_OUT, ()),
        (ChangeKind.ADDED, ()),
    ]
    assert changes(after, after) == []
