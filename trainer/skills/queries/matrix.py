"""People by what is asked of them: one page of it, and what all of it adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from trainer.skills.queries.columns import Column, Marks, Source, Tally, Totals
from trainer.skills.queries.people import Someone, people
from trainer.skills.queries.wanted import Grouping, Show, Sort, Wanted

ALL_AT_ONCE = 1000
"""So many people are always added up and sorted; more of them only when somebody asks for it."""

NOTHING = Totals(0, 0, 0, 0, None)


class Line(NamedTuple):
    """Somebody, how they stand in each column, and what that comes to."""

    person: Someone
    marks: Marks
    totals: Totals


@dataclass(frozen=True)
class Matrix:
    """A page of the matrix.

    `offered` are the columns in which something is asked of those wanted, `columns` the chosen among
    them, `people` all who are wanted. Where it `adds_up` the tally is of everybody, else of the
    people on this page. `only` names, by column, the one person who covers what is asked of several.
    """

    offered: Sequence[Column]
    columns: Sequence[Column]
    lines: Sequence[Line]
    people: Sequence[Someone]
    tally: Tally
    adds_up: bool
    only: Mapping[int, Someone]

    @property
    def gaps(self) -> int:
        """How many things are wanting among those added up."""
        return sum(one.gaps for one in self.tally.people.values())

    def gaps_of(self, among: Sequence[Someone]) -> int:
        """Say how many things are wanting among these people."""
        return sum(self.tally.people.get(one.id, NOTHING).gaps for one in among)


def matrix(
    seen: sa.Select[int],
    wanted: Wanted,
    source: Source,
    day: date,
    *,
    page: slice,
    whole: bool = False,
) -> Matrix:
    """Put a page of the matrix together; `whole` adds everybody up, however many they are."""
    everybody = people(seen, wanted, day)
    known = {one.id: one for one in everybody}
    adds_up = whole or wanted.asks_for_all or len(everybody) <= ALL_AT_ONCE
    offered = source.columns()
    if adds_up:
        asked = source.asked(list(known))
        offered = [one for one in offered if one.key in asked]
    columns = [one for one in offered if _is_wanted(one, wanted.what)]
    keys = [one.key for one in columns]
    tally = source.tally(list(known), keys) if adds_up else Tally()
    shown = sorted(
        (one for one in everybody if _is_shown(tally.people.get(one.id, NOTHING), wanted.show)),
        key=lambda one: _place(one, tally.people.get(one.id, NOTHING), wanted),
    )
    here = shown[page]
    marks = source.marks([one.id for one in here], keys)
    tally = tally if adds_up else _tally_of(marks)
    return Matrix(
        offered=offered,
        columns=columns,
        lines=[Line(one, marks.get(one.id, {}), tally.people.get(one.id, NOTHING)) for one in here],
        people=shown,
        tally=tally,
        adds_up=adds_up,
        only={key: known[tally.by[key]] for key in keys if adds_up and tally.hangs_on_one(key)},
    )


def group_of(person: Someone, grouping: Grouping) -> str:
    """Name the group somebody stands in."""
    if grouping is Grouping.TEAM and person.team:
        return f"{person.team}, {person.site}"
    by: dict[Grouping, str] = {Grouping.SITE: person.site, Grouping.JOB: person.job}
    return by.get(grouping, "")


def _tally_of(marks: Mapping[int, Marks]) -> Tally:
    tally = Tally()
    for person_id, theirs in marks.items():
        tally.add(person_id, (), theirs.items())
    return tally


def _is_wanted(column: Column, what: str) -> bool:
    return what in {"", f"skill:{column.key}", f"kind:{column.kind}"}


def _is_shown(totals: Totals, show: Show) -> bool:
    wanting = {Show.GAPS: totals.gaps, Show.TO_DO: totals.to_do}
    return bool(wanting.get(show, True))


def _place(person: Someone, totals: Totals, wanted: Wanted) -> tuple[str, int, date]:
    """Tell where somebody stands in the order; those in the same place stay by name."""
    group = group_of(person, wanted.group).casefold()
    if wanted.sort is Sort.GAPS:
        return group, -totals.gaps, date.max
    return group, 0, (totals.next_on or date.max) if wanted.sort is Sort.NEXT else date.max
