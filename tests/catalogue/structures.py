"""Structures to test with: the four real ones, and small ones made on the spot."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trainer.catalogue.rules import Group, Structure, Unit, parse

DATA = Path(__file__).parent.parent / "data" / "rules-worked.yaml"


@cache
def worked() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


@cache
def real(name: str) -> Structure:
    data = worked()
    facts = data["structures"][name]
    return Structure(
        groups=tuple(
            Group(g["code"], g["title"], tuple(g["units"]), g.get("complete", True))
            for g in facts["groups"]
        ),
        rules=tuple(map(parse, facts["rules"])),
        units={code: Unit(code, *unit) for code, unit in data["units"].items()},
    )


def made(
    groups: Mapping[str, str],
    *rules: Mapping[str, Any],
    **units: tuple[int | None, int | None],
) -> Structure:
    """Make a structure: groups as {"A": "a b c"}, units as a=(level, credit) or else (2, 3).

    A group that ends in "..." is not complete.
    """
    listed = {code: tuple(names.removesuffix("...").split()) for code, names in groups.items()}
    codes = dict.fromkeys([*(unit for names in listed.values() for unit in names), *units])
    return Structure(
        groups=tuple(
            Group(code, f"Group {code}", names, not groups[code].endswith("..."))
            for code, names in listed.items()
        ),
        rules=tuple(map(parse, rules)),
        units={code: Unit(code, *units.get(code, (2, 3))) for code in codes},
    )
