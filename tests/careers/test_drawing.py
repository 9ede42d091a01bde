"""Where the roles stand on the drawing: nobody on top of another, and every way up to the right."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.careers.actions.publishing import BUILTIN
from trainer.careers.reading import read
from trainer.careers.rules.charting import CareerMap, CareerRole, Move, MoveKind, faults
from trainer.careers.rules.drawing import HEIGHT, WIDTH, broken, draw

keys = st.sampled_from("abcdefgh")
charts = st.lists(st.tuples(keys, keys, st.sampled_from(MoveKind)), max_size=14).map(
    lambda told: CareerMap(
        tuple(CareerRole(key, key.upper()) for key in "abcdefgh"),
        tuple(Move(start, end, kind) for start, end, kind in told),
    )
)


@given(charts)
def test_a_map_without_faults_can_be_drawn(chart: CareerMap) -> None:
    if faults(chart):
        return
    drawing = draw(chart)
    at = {node.role.key: node for node in drawing.nodes}
    assert len({(node.x, node.y) for node in drawing.nodes}) == len(chart.roles)
    assert all(n.x >= 0 and n.x + WIDTH <= drawing.width for n in drawing.nodes)
    assert all(n.y >= 0 and n.y + HEIGHT <= drawing.height for n in drawing.nodes)
    for move in chart.moves:
        if move.kind is not MoveKind.SIDEWAYS:
            assert at[move.start].x < at[move.end].x


def test_the_usual_way_up_is_one_row() -> None:
    drawing = draw(read(BUILTIN.read_text(encoding="utf-8")))
    at = {node.role.key: node for node in drawing.nodes}
    assert len({at[key].y for key in ("assistant", "senior", "team-leader", "manager")}) == 1


def test_a_long_title_stands_in_two_lines() -> None:
    assert broken("Assistant") == ["Assistant"]
    assert broken("Customer experience manager") == ["Customer experience", "manager"]
    assert all(len(line) <= 26 for line in broken("Wort" * 30 + " und " * 9))
