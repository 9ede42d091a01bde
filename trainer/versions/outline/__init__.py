"""The document of a draft, and every change an editor makes to it. Pure.

Places go by a letter and a key: `o-…` an outcome, `c-…` a criterion; `n-…` an awarding
organisation's number, `m-…` a method of assessment, `g-…` a group, `r-…` a rule. The facts are the
document itself.
"""

from trainer.versions.outline.changing import (
    added,
    moved,
    put,
    removed,
    renumbered,
    with_values,
    written,
)
from trainer.versions.outline.entries import Entry, above, entries, entries_of
from trainer.versions.outline.places import (
    FACTS,
    Content,
    NoSuchPlace,
    Overwritten,
    item,
    mark_of,
    own_values,
    place_at,
)

__all__ = [
    "FACTS",
    "Content",
    "Entry",
    "NoSuchPlace",
    "Overwritten",
    "above",
    "added",
    "entries",
    "entries_of",
    "item",
    "mark_of",
    "moved",
    "own_values",
    "place_at",
    "put",
    "removed",
    "renumbered",
    "with_values",
    "written",
]
