"""A map with one thing put otherwise, and a map written down and read again."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories_careers import SMALL
from trainer.careers.actions.publishing import BUILTIN
from trainer.careers.reading import read
from trainer.careers.rules import editing
from trainer.careers.rules.asking import Ask, Kind, Some
from trainer.careers.rules.charting import CareerMap, CareerRole, Move, MoveKind, faults
from trainer.careers.writing import written

WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2FFF), min_size=1, max_size=30
)
KINDS = st.sampled_from([Kind.UNIT, Kind.SKILL, Kind.SHIFTS, Kind.ELSEWHERE])
ASKS = st.builds(Ask, KINDS, WORDS, st.integers(1, 9), WORDS)
SEVERAL = st.lists(ASKS, min_size=1, max_size=3).map(lambda a: Some(1, tuple(a), "Any of these"))
ROLES = st.builds(
    CareerRole,
    key=st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
    title=WORDS,
    synonyms=st.just(()),
    purpose=WORDS,
    duties=st.lists(WORDS, max_size=2).map(tuple),
    salary_from=st.just(20_000),
    salary_to=st.integers(20_000, 90_000),
    hours=WORDS,
    esco=st.just("4225.1"),
    soc=st.just("1139/03"),
    sites=st.lists(WORDS, max_size=2).map(tuple),
    requirements=st.lists(ASKS | SEVERAL, max_size=3).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # On a busy machine.
@given(st.lists(ROLES, min_size=1, max_size=4), st.booleans(), WORDS)
def test_what_is_written_reads_as_the_same_map(
    roles: list[CareerRole], mentor: bool, says: str
) -> None:
    moves = tuple(
        Move(one.key, other.key, MoveKind.ROUTE, says, ("Desk",), mentor, (3, 6))
        for one, other in pairwise(roles)
    )
    chart = CareerMap(tuple(roles), moves)
    if not faults(chart):
        assert read(written(chart)) == chart


def test_the_map_that_comes_with_trainer_survives_being_written() -> None:
    chart = read(BUILTIN.read_text(encoding="utf-8"))
    assert read(written(chart)) == chart


def test_a_role_is_put_in_place_of_itself_or_at_the_end() -> None:
    chart = read(SMALL)
    senior = chart.role("senior")
    assert senior is not None
    changed = editing.with_role(chart, CareerRole(key="senior", title="Expert"))
    assert [one.title for one in changed.roles] == ["Assistant", "Expert", "Team leader"]
    more = editing.with_role(chart, CareerRole(key="coach", title="Coach"))
    assert more.roles[-1].title == "Coach"
    assert more.moves == chart.moves


def test_a_role_goes_with_its_moves() -> None:
    without = editing.without_role(read(SMALL), "leader")
    assert [(one.start, one.end) for one in without.moves] == [("assistant", "senior")]


def test_a_key_is_made_of_the_title_and_is_its_own() -> None:
    chart = read(SMALL)
    assert editing.key_for("Café Manager!", chart) == "cafe-manager"
    assert editing.key_for("Senior", chart) == "senior-2"
    assert editing.key_for("经理", chart) == "role"


def test_requirements_and_moves_keep_their_places() -> None:
    role = read(SMALL).roles[1]
    other = Ask(Kind.SKILL, "DP", 1, "Data protection")
    changed = editing.with_requirement(role, (1,), other)
    assert [one.words for one in changed.requirements][1] == "Data protection"
    assert len(changed.requirements) == len(role.requirements)
    assert editing.with_requirement_more(role, (), other).requirements[-1] == other
    assert editing.without_requirement(role, (0,)).requirements == role.requirements[1:]
    chart = read(SMALL)
    assert editing.without_move(chart, 0).moves == chart.moves[1:]
    put = editing.with_move(chart, 0, Move("assistant", "leader", MoveKind.SIDEWAYS))
    assert put.moves[0].end == "leader"
    assert put.moves[1:] == chart.moves[1:]
