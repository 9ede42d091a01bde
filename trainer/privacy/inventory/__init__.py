"""What Trainer holds about whom: every table, and within it every column, in one place.

A table is about a person, by a column that leads to one; about nobody; secret; or a file of many
people. What a text column is to the person is said beside it, or for all tables in `everywhere`.
Numbers, days, moments, choices and links need no line: they are facts, and links to people are
handed out as a name. `tests/privacy` fails for whatever is said of nothing, or of which nothing
is said.
"""

from trainer.privacy.inventory import awards, growing, learning, people
from trainer.privacy.inventory.everywhere import EVERYWHERE
from trainer.privacy.inventory.terms import SUBJECT, Kind, Table, Treatment, by_name

__all__ = ["EVERYWHERE", "INVENTORY", "SUBJECT", "Kind", "Table", "Treatment"]

INVENTORY: dict[str, Table] = by_name(
    [
        *people.TABLES.values(),
        *learning.TABLES.values(),
        *awards.TABLES.values(),
        *growing.TABLES.values(),
    ]
)
