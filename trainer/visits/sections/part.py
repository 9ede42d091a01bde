"""A part of a visit's pack: a title, columns and rows; and what it is gathered from."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from trainer.accounts.models import User
from trainer.config import Config
from trainer.documents.paper import written_day
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.models import Visit
from trainer.visits.queries import centre, scope


@dataclass(frozen=True)
class Part:
    """Rows under heads; `name` stands on the sheet, `widths` are twelfths of a page as papers have."""

    name: str
    title: str
    heads: tuple[str, ...]
    widths: tuple[int | None, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gathered:
    """A visit whose pack is made, for whom, and what every part needs of it."""

    visit: Visit
    reader: User
    config: Config

    @cached_property
    def registrations(self) -> dict[int, Registration]:
        """The registrations in scope by id, in the order of their learners' names."""
        found = db.session.scalars(scope.registrations(self.visit)).all()
        return {one.id: one for one in found}

    @cached_property
    def portfolios(self) -> list[Registration]:
        """The chosen registrations with everybody allocated."""
        chosen = set(
            db.session.scalars(
                policies.portfolios_in_scope(self.visit).with_only_columns(Registration.id)
            )
        )
        return [one for key, one in self.registrations.items() if key in chosen]

    @cached_property
    def titles(self) -> dict[int, str]:
        """The titles of the qualifications by id."""
        return centre.titles_of(self.visit)

    def day(self, value: date | datetime | None) -> str:
        """Write a day as papers do."""
        return written_day(value, self.config.zone)
