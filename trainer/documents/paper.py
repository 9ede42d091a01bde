"""Come here for the papers of a portfolio: one shape for all of them, filled with what each says."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from trainer.documents.look import HOUSE, Look
from trainer.documents.request import RenderRequest

ROWS_ON_A_PAGE = 12


def written_day(value: date | datetime | None, zone: str) -> str:
    """Write a day as papers do: `9 Nov 2026`, where the organisation is."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(zone)).date()
    return format_date(value, "d MMM y", locale="en_GB")


def whole_day(value: date) -> str:
    """Write a day out, as letters do: `9 November 2026`."""
    return format_date(value, "d MMMM y", locale="en_GB")


@dataclass(frozen=True)
class Table:
    """Rows under heads; `widths` in twelfths of the page, none where columns share what is left."""

    heads: tuple[str, ...]
    widths: tuple[int | None, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Name:
    """A line to sign on: as what, and who has signed when, or nobody yet."""

    part: str
    name: str = ""
    when: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a paper: words, a table, or names under it."""

    heading: str = ""
    words: tuple[str, ...] = ()
    table: Table | None = None
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """What one paper says; `facts` are pairs of a word and a value at its head.

    `ledger_link` is the last link of the decision ledger when it was made, where it tells of decisions:
    whoever keeps the paper can hold the ledger against it.
    """

    organisation: str
    centre: str
    title: str
    learner: str
    about: str
    made_on: date
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    wide: bool = False
    ledger_link: str = ""
    template: str = "paper"
    language: str = "en-GB"

    def request(self, look: Look = HOUSE) -> RenderRequest:
        """Ask for this paper as a PDF, on a letterhead."""
        rows = sum(len(one.table.rows) for one in self.sections if one.table)
        return RenderRequest(
            template=self.template,
            data=asdict(self) | {"made_on": self.made_on.isoformat(), "look": look.shown},
            look=look.engraved,
            pictures=look.pictures,
            pages=1 + len(self.sections) + rows // ROWS_ON_A_PAGE,
        )
