"""What several forms about people ask with: a colleague, a place, a length."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people import queries

SAY_WHEN = _l("Say from which day.")


def at_most(length: int) -> Length:
    """Limit a text to so many characters."""
    return Length(max=length, message=_l("Use %(max)d characters or fewer."))


def places() -> list[SelectChoice]:
    """Offer every site, and every team at it."""
    choices = [SelectChoice("", _("Choose where"))]
    for site in db.session.scalars(queries.sites()):
        choices.append(SelectChoice(f"{site.id}:0", _("%(site)s, no team", site=site.name)))
        choices += [
            SelectChoice(f"{site.id}:{team.id}", f"{site.name}, {team.name}")
            for team in sorted(site.teams, key=lambda one: one.name.casefold())
        ]
    return choices


def sites_or_all() -> list[SelectChoice]:
    """Offer every site, after all of them together."""
    sites = db.session.scalars(queries.sites())
    return [SelectChoice("", _("Every site")), *(SelectChoice(str(s.id), s.name) for s in sites)]


def id_of(value: str | None) -> int | None:
    """Read the number a choice stands for."""
    return int(value) if value else None


class PersonField(StringField):
    """A colleague who works here, named by staff number."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.staff_number if isinstance(self.data, User) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Find whoever has the staff number."""
        typed = " ".join(valuelist).strip()
        self.data = db.session.scalar(queries.numbered(typed)) if typed else None
        if typed and self.data is None:
            words = _("Nobody who works here has staff number %(number)s.", number=typed[:40])
            raise ValueError(words)
