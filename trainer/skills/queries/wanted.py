"""What somebody wants to see of the matrix: whom, which columns, in what order."""

from dataclasses import dataclass
from enum import StrEnum


class Of(StrEnum):
    """What stands across the matrix."""

    SKILLS = "skills"
    UNITS = "units"


class Show(StrEnum):
    """Which of the people are shown."""

    EVERYBODY = "everybody"
    TO_DO = "to_do"
    GAPS = "gaps"


class Sort(StrEnum):
    """What decides the order."""

    NAME = "name"
    GAPS = "gaps"
    NEXT = "next"


class Grouping(StrEnum):
    """What people are put together by."""

    NOTHING = ""
    SITE = "site"
    TEAM = "team"
    JOB = "job"


@dataclass(frozen=True)
class Wanted:
    """What it is narrowed to: `job` is `title:Porter` or `role:iqa`, `what` is `skill:3` or `kind:award`."""

    site: int | None = None
    team: int | None = None
    job: str = ""
    what: str = ""
    show: Show = Show.EVERYBODY
    sort: Sort = Sort.NAME
    group: Grouping = Grouping.NOTHING
    of: Of = Of.SKILLS

    @property
    def asks_for_all(self) -> bool:
        """Whether everybody must be looked at before anybody is shown."""
        return self.show is not Show.EVERYBODY or self.sort is not Sort.NAME
