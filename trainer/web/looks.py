"""How a state looks: a tone, an icon and a word, always all three."""

from typing import NamedTuple

from babel.support import LazyProxy


class Shown(NamedTuple):
    """How a state is shown: colour, shape and word, always all three."""

    tone: str
    icon: str
    word: LazyProxy


def rows(**rows: tuple[str, str, LazyProxy]) -> dict[str, Shown]:
    """Say how each state looks, by its value."""
    return {value: Shown(*row) for value, row in rows.items()}
