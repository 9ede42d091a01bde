"""Where each role stands when the map is drawn: what leads to it is left of it, the usual way is one row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from trainer.careers.rules.charting import CareerMap, CareerRole, Move, MoveKind

WIDTH, HEIGHT = 196, 74
ACROSS, DOWN = 244, 96
EDGE = 12
LONGEST_LINE = 22


@dataclass(frozen=True, slots=True)
class Node:
    """A role on the drawing, in the units of the drawing, with its title in one line or two."""

    role: CareerRole
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one role to another, as the path of a line."""

    move: Move
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it, and how large it is."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    width: int
    height: int


def draw(chart: CareerMap) -> Drawing:
    """Say where each role and each move of a map stands."""
    columns = _columns(chart)
    rows = _rows(chart, columns)
    top = min(rows.values(), default=0)
    nodes = [
        Node(
            role,
            EDGE + columns[role.key] * ACROSS,
            EDGE + (rows[role.key] - top) * DOWN,
            tuple(broken(role.title)),
        )
        for role in chart.roles
    ]
    at = {node.role.key: node for node in nodes}
    return Drawing(
        nodes,
        [Edge(move, _path(at[move.start], at[move.end])) for move in chart.moves],
        2 * EDGE + max(columns.values(), default=0) * ACROSS + WIDTH,
        2 * EDGE + (max(rows.values(), default=0) - top) * DOWN + HEIGHT,
    )


def broken(title: str) -> list[str]:
    """Break a title into two lines where it is too long for one; what is longer yet is cut short."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    kept = [lines[0], " ".join(lines[1:])] if len(lines) > 1 else lines
    return [one if len(one) <= LONGEST_LINE + 4 else one[: LONGEST_LINE + 3] + "…" for one in kept]


def _columns(chart: CareerMap) -> dict[str, int]:
    """Put each role to the right of those that lead to it; a way back draws nothing further right."""
    columns = {role.key: 0 for role in chart.roles}
    ahead = [one for one in chart.moves if one.kind is not MoveKind.SIDEWAYS]
    for move in chart.moves:
        if move.kind is MoveKind.SIDEWAYS and not _leads(ahead, move.end, move.start):
            ahead.append(move)
    for _round in chart.roles:
        for move in ahead:
            columns[move.end] = max(columns[move.end], columns[move.start] + 1)
    return columns


def _leads(moves: Iterable[Move], start: str, end: str) -> bool:
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for move in moves:
            if move.start == here and move.end not in reached:
                reached.add(move.end)
                waiting.append(move.end)
    return end in reached


def _rows(chart: CareerMap, columns: dict[str, int]) -> dict[str, int]:
    """Give the longest way up one row, a route the one above, others the place next to what leads there."""
    rows = dict.fromkeys(_longest_way_up(chart), 0)
    routes = {one.start for one in chart.moves if one.kind is MoveKind.ROUTE}
    taken: dict[int, set[int]] = defaultdict(set)
    for key, row in rows.items():
        taken[columns[key]].add(row)
    for role in sorted(chart.roles, key=lambda one: columns[one.key]):
        if role.key not in rows:
            near = -1 if role.key in routes else _beside(role, chart, rows)
            row = next(one for one in _outwards(near) if one not in taken[columns[role.key]])
            rows[role.key] = row
            taken[columns[role.key]].add(row)
    return rows


def _beside(role: CareerRole, chart: CareerMap, rows: dict[str, int]) -> int:
    before = (one.start for one in chart.moves if one.end == role.key)
    return next((rows[key] for key in before if key in rows), 0)


def _longest_way_up(chart: CareerMap) -> list[str]:
    ups: dict[str, list[str]] = defaultdict(list)
    for move in chart.moves:
        if move.kind is MoveKind.UP:
            ups[move.start].append(move.end)
    longest: dict[str, list[str]] = {}

    def way_from(key: str) -> list[str]:
        if key not in longest:
            longest[key] = [key, *max((way_from(end) for end in ups[key]), key=len, default=[])]
        return longest[key]

    return max((way_from(role.key) for role in chart.roles), key=len, default=[])


def _outwards(row: int) -> Iterator[int]:
    yield row
    for step in count(1):
        yield row + step
        yield row - step


def _path(start: Node, end: Node) -> str:
    x, y = start.x + WIDTH, start.y + HEIGHT // 2
    if end.x <= start.x:
        middle, bottom = start.x + WIDTH // 2, max(start.y, end.y) + HEIGHT
        return f"M{middle} {start.y + HEIGHT}Q{middle} {bottom + 20} {end.x + WIDTH // 2} {end.y + HEIGHT}"
    half = (ACROSS - WIDTH) // 2
    across, down = end.x - x, end.y + HEIGHT // 2
    if y == down:
        return f"M{x} {y}h{across}"
    bend = end.x - 2 * half
    return f"M{x} {y}H{bend}C{bend + half} {y} {end.x - half} {down} {end.x} {down}"
