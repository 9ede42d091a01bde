"""Small random structures for the properties, with every kind of rule among them."""

from typing import Any

from hypothesis import strategies as st

from trainer.catalogue.rules import Group, Structure, Unit, parse

GROUPS = ("A", "B", "C")
NAMES = ("a", "b", "c", "d", "e", "f")

small = st.integers(1, 4)
amounts = st.integers(1, 14)
levels = st.integers(1, 4)
group_codes = st.sampled_from(GROUPS)
several_groups = st.lists(group_codes, min_size=1, max_size=3, unique=True)


def _rule(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(kind), **fields})


MINIMUMS = (
    _rule("group_min_credit", group=group_codes, min=amounts),
    _rule("group_min_units", group=group_codes, min=small),
    _rule("groups_min_units_each", groups=several_groups, min=st.integers(1, 2)),
    _rule("groups_min_credit", groups=several_groups, min=amounts),
    _rule("groups_min_credit_at_level", groups=several_groups, level=levels, min=amounts),
    _rule("total_min_credit", min=amounts),
    _rule("total_min_units", min=small),
    _rule("min_credit_at_level", level=levels, min=amounts),
)
MAXIMUMS = (
    _rule("group_max_credit", group=group_codes, max=st.integers(1, 8)),
    _rule("group_max_units", group=group_codes, max=st.integers(1, 3)),
)
OTHERS = (_rule("all_of_group", group=group_codes),)


def _about(names: list[str]) -> tuple[st.SearchStrategy[dict[str, Any]], ...]:
    pair = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    several = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
    return (
        _rule("barred_combination", units=st.lists(pair, min_size=1, max_size=2)),
        _rule("equivalent_unit", units=several),
    )


@st.composite
def structures(draw: st.DrawFn, *, is_simple: bool = False, most_units: int = 6) -> Structure:
    """Make a structure; a simple one has each unit in one group, no unit caps, no equivalents."""
    names = list(NAMES[: draw(st.integers(2, most_units))])
    units = {name: _unit(draw, name) for name in names}
    listed: dict[str, list[str]] = {code: [] for code in GROUPS}
    for name in names:
        most = 1 if is_simple else 2
        for group in draw(st.lists(group_codes, min_size=1, max_size=most, unique=True)):
            listed[group].append(name)
    kinds = [*MINIMUMS, MAXIMUMS[0]] if is_simple else [*MINIMUMS, *MAXIMUMS, *OTHERS]
    if not is_simple:
        kinds += _about(names)
    rules = draw(st.lists(st.one_of(kinds), min_size=1, max_size=5))
    return Structure(
        groups=tuple(Group(code, f"Group {code}", tuple(listed[code])) for code in GROUPS),
        rules=tuple(map(parse, rules)),
        units=units,
    )


def _unit(draw: st.DrawFn, name: str) -> Unit:
    level = draw(st.one_of(st.none(), levels))
    credit = draw(st.one_of(st.none(), st.integers(1, 6)))
    return Unit(name, level, credit)


@st.composite
def choices(
    draw: st.DrawFn, *, is_simple: bool = False, most_units: int = 6
) -> tuple[Structure, list[str]]:
    """Make a structure and choose some of its units."""
    structure = draw(structures(is_simple=is_simple, most_units=most_units))
    chosen = draw(st.lists(st.sampled_from(sorted(structure.units)), unique=True))
    return structure, chosen
