"""What is on record about people that may answer what roles ask, for many at once.

Each source listed here is one function that gathers its kinds for everybody in a fixed number of
statements.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.queries.facts import appraising, learning, working
from trainer.careers.queries.facts.kinds import Among, Found
from trainer.careers.rules.asking import Fact, Facts, Key, Kind, Requirement, asks_in
from trainer.careers.rules.charting import CareerMap
from trainer.careers.rules.serving import Spell, with_months

__all__ = ["Among", "OnRecord", "gather"]

Source = Callable[[Among, Collection[str]], Found]

SOURCES: tuple[tuple[frozenset[Kind], Source], ...] = (
    (frozenset({Kind.UNIT}), learning.units),
    (frozenset({Kind.QUALIFICATION}), learning.certificates),
    (frozenset({Kind.QUALIFICATION}), learning.qualifications),
    (frozenset({Kind.SKILL}), learning.skills),
    (frozenset({Kind.MEMBERSHIP}), working.memberships),
    (frozenset({Kind.ELSEWHERE}), working.elsewhere),
    (frozenset({Kind.REGISTER}), working.registered),
    (frozenset({Kind.OBJECTIVES}), working.objectives),
    (frozenset({Kind.SHIFTS, Kind.CONFIRMED}), working.confirmations),
)
"""Where facts come from: the kinds each knows of, and the function that gathers them.

Months come from jobs (`working.spells`), ratings from appraisals (`appraising.py`), which asks who reads.
"""


@dataclass(slots=True)
class OnRecord:
    """What is on record about one person; months are counted for the day that is asked about."""

    facts: dict[Key, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    spells: list[Spell] = field(default_factory=list)

    def on(self, day: date) -> Facts:
        """Say what may answer what a role asks on a day."""
        return with_months(self.facts, self.spells, day)


def gather(
    among: Among, asked: Collection[Requirement], chart: CareerMap, reader: User | None = None
) -> dict[int, OnRecord]:
    """Load what is on record about these people that may answer what is asked. Fifteen statements at most.

    Of appraisals the reader is told what they may read of each, and nobody in particular nothing.
    """
    codes: dict[Kind, set[str]] = defaultdict(set)
    for one in asked:
        for ask in asks_in(one):
            codes[ask.kind].add(ask.about)
    known: dict[int, OnRecord] = defaultdict(OnRecord)
    if not isinstance(
        among, sa.Select
    ):  # Those who were named are answered for, whatever is on record.
        known.update({person_id: OnRecord() for person_id in among})
    for person_id, spell in working.spells(among, chart):
        known[person_id].spells.append(spell)
    for kinds, source in SOURCES:
        wanted = {code for kind in kinds for code in codes[kind]}
        for person_id, key, fact in source(among, wanted) if wanted else ():
            known[person_id].facts[key].append(fact)
    rated = codes[Kind.APPRAISAL] | codes[Kind.BEHAVIOUR]
    for person_id, key, fact in appraising.appraised(among, rated, reader) if rated else ():
        known[person_id].facts[key].append(fact)
    return known
