"""Read a file of people and plan what it would change, without changing anything.

A cell left empty, or a column left out, changes nothing. Nobody leaves because a file does not
name them. Formulas are text like any other.
"""

from trainer.people.importing.planning import Difference, Kind, Plan, Step, plan
from trainer.people.importing.reading import COLUMNS, MOST_ROWS, Row, Sheet, read
from trainer.people.importing.roster import Job, Known, Roster
from trainer.web.sheets import MOST_BYTES, Problem, decode

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Difference",
    "Job",
    "Kind",
    "Known",
    "Plan",
    "Problem",
    "Roster",
    "Row",
    "Sheet",
    "Step",
    "decode",
    "plan",
    "read",
]
