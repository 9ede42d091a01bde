"""The people, places and lines there are now, as plain values a file is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trainer.people.reporting import Line


@dataclass(frozen=True)
class Job:
    """What, where and under whom: the site by its code, the manager by staff number.

    `hours` and `contract` are by their values, empty where nobody said.
    """

    site: str
    team: str
    job_title: str
    manager: str
    hours: str = ""
    contract: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody who is on the books already, and the job they have or had last."""

    staff_number: str
    name: str
    known_as: str
    email: str
    active: bool
    job: Job | None = None
    starts_on: date | None = None
    leaves_on: date | None = None


@dataclass(frozen=True)
class Roster:
    """Everything a file of people is compared with.

    `mine` is the staff number of whoever imports; `guarded` are the people only another system
    administrator may change, so that anyone else's file may name but not change them.
    """

    today: date
    people: Mapping[str, Known] = field(default_factory=dict)
    sites: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    lines: Mapping[str, tuple[Line[str], ...]] = field(default_factory=dict)
    lasting_administrators: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()
    mine: str = ""
