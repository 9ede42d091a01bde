"""What is asked of somebody: who they are, what their job is, when they leave."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, Regexp

from trainer.core import clock
from trainer.extensions import db
from trainer.people.actions import Post
from trainer.people.forms.asking import SAY_WHEN, PersonField, at_most, id_of, places, sites_or_all
from trainer.people.importing.reading import ADDRESS, STAFF_NUMBER
from trainer.people.models import ONE_DAY, ContractKind, HoursPattern, Role, Site, Team
from trainer.people.queries import Search, Whom
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

_Kind = TypeVar("_Kind", HoursPattern, ContractKind)
LONGEST_SEARCH = 200
LONGEST_ID = 10


def _choices(kinds: type[HoursPattern | ContractKind]) -> list[SelectChoice]:
    return [
        SelectChoice("", _l("Not on record")),
        *(SelectChoice(one.value, one.words) for one in kinds),
    ]


def _one_of(kinds: type[_Kind]) -> Callable[[Any], _Kind | None]:
    """Read a choice, which may be left open."""
    return lambda value: kinds(value) if value not in {"", None, "None"} else None


class _PostFields(OnceForm):
    place = SelectField(
        _l("Where"), choices=places, validators=[DataRequired(_l("Choose where they work."))]
    )
    job_title = StringField(
        _l("Job title"),
        validators=[DataRequired(_l("Say what their job is called.")), at_most(120)],
    )
    manager = PersonField(
        _l("Manager’s staff number"),
        description=_l("Whoever they report to. Leave it empty for someone at the very top."),
    )
    hours = SelectField(
        _l("Hours"), choices=_choices(HoursPattern), coerce=_one_of(HoursPattern), default=None
    )
    contract = SelectField(
        _l("Contract"), choices=_choices(ContractKind), coerce=_one_of(ContractKind), default=None
    )
    starts_on = DayField(_l("From"), validators=[DataRequired(SAY_WHEN)])

    @property
    def post(self) -> Post:
        """The post these answers describe."""
        site_id, _colon, team_id = str(self.place.data).partition(":")
        return Post(
            site=db.session.get_one(Site, int(site_id)),
            team=db.session.get_one(Team, int(team_id)) if int(team_id) else None,
            manager=self.manager.data,
            job_title=self.job_title.data,
            hours=self.hours.data,
            contract=self.contract.data,
            starts_on=self.starts_on.data or clock.today(),
        )


class PlaceForm(_PostFields):
    """The job somebody has from a day on."""


class _NameFields(OnceForm):
    name = StringField(
        _l("Full name"),
        validators=[DataRequired(_l("Give their full name.")), at_most(200)],
        description=_l("As it is to stand on certificates."),
    )
    known_as = StringField(
        _l("Known as"),
        validators=[at_most(100)],
        description=_l("What colleagues say. Empty means the first word of the name."),
    )
    email = EmailField(
        _l("E-mail"),
        validators=[
            Optional(),
            at_most(255),
            Regexp(ADDRESS.pattern + "$", message=_l("An address such as name@shop.example.")),
        ],
        description=_l("If they have one. Without, they are told things in the page."),
    )

    @property
    def names(self) -> dict[str, Any]:
        """The name and address given."""
        return {one: self.data[one] or "" for one in ("name", "known_as", "email")}


class CorrectForm(_NameFields):
    """Somebody's name and address."""


class JoinForm(_NameFields, _PostFields):
    """Someone new, and the job they begin with."""

    staff_number = StringField(
        _l("Staff number"),
        validators=[
            DataRequired(_l("Give their staff number. They sign in with it.")),
            at_most(40),
            Regexp(
                STAFF_NUMBER.pattern + "$",
                message=_l("Letters, digits, full stops, hyphens and strokes will do."),
            ),
        ],
    )


class LeaveForm(OnceForm):
    """When somebody is gone, and who takes over those who report to them."""

    when = RadioField(
        _l("When"),
        choices=[
            SelectChoice("now", _l("Now: they are signed out at once")),
            SelectChoice("after", _l("After a last day to come")),
        ],
        validators=[DataRequired(_l("Say when."))],
    )
    last_day = DayField(_l("Last day"))
    successor = PersonField(_l("Who takes over: staff number"))

    def validate_last_day(self, field: DayField) -> None:
        """Ask for a day to come where they don't leave now."""
        if self.when.data == "after" and (field.data is None or field.data < clock.today()):
            raise ValidationError(_("Say which day is their last: today, or a day to come."))

    @property
    def gone_on(self) -> date:
        """The first day on which they are no longer here."""
        last_day = self.last_day.data if self.when.data == "after" else None
        return last_day + ONE_DAY if last_day else clock.today()


class PlainForm(OnceForm):
    """A button, pressed once."""


class SearchForm(Form):
    """Which people to list; anything not understood is left out rather than refused."""

    q = SearchField(_l("Name or staff number"))
    site = SelectField(_l("Site"), choices=sites_or_all)
    role = SelectField(
        _l("Role"),
        choices=lambda: [
            SelectChoice("", _("Any or none")),
            *(SelectChoice(role.value, role.words) for role in Role),
        ],
    )
    whom = SelectField(
        _l("Show"),
        choices=[
            SelectChoice(Whom.HERE.value, _l("Who works here")),
            SelectChoice(Whom.LEFT.value, _l("Who has left")),
            SelectChoice(Whom.ALL.value, _l("Everyone")),
        ],
    )
    team = HiddenField()
    sort = HiddenField()

    def search(self) -> Search:
        """Read the search out of these answers."""
        self.validate()
        given = {name: field.data for name, field in self._fields.items() if not field.errors}
        for field in self._fields.values():
            field.errors = ()
        team = str(given.get("team") or "")
        return Search(
            words=(given.get("q") or "").replace("\0", "")[:LONGEST_SEARCH],
            whom=Whom(given.get("whom") or Whom.HERE),
            site_id=id_of(given.get("site")),
            team_id=int(team) if team.isdecimal() and len(team) < LONGEST_ID else None,
            role=Role(given["role"]) if given.get("role") else None,
            sort=given.get("sort") or "name",
        )
