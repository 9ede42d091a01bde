"""What is asked about people, where they work, the roles they are given, and files of them."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    EmailField,
    HiddenField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp

from trainer.accounts.forms import SignedForm
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people import importing, queries
from trainer.people.actions import Post
from trainer.people.importing.reading import ADDRESS, STAFF_NUMBER
from trainer.people.models import ONE_DAY, Role, Site, Team
from trainer.people.queries import Search, Whom
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

LONGEST_SEARCH = 200
LONGEST_ID = 10
SAY_WHEN = _l("Say from which day.")


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Use %(max)d characters or fewer."))


def _places() -> list[SelectChoice]:
    choices = [SelectChoice("", _("Choose where"))]
    for site in db.session.scalars(queries.sites()):
        choices.append(SelectChoice(f"{site.id}:0", _("%(site)s, no team", site=site.name)))
        choices += [
            SelectChoice(f"{site.id}:{team.id}", f"{site.name}, {team.name}")
            for team in sorted(site.teams, key=lambda one: one.name.casefold())
        ]
    return choices


def _sites() -> list[SelectChoice]:
    sites = db.session.scalars(queries.sites())
    return [SelectChoice("", _("Every site")), *(SelectChoice(str(s.id), s.name) for s in sites)]


def _id(value: str | None) -> int | None:
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


class _PostFields(OnceForm):
    place = SelectField(
        _l("Where"), choices=_places, validators=[DataRequired(_l("Choose where they work."))]
    )
    job_title = StringField(
        _l("Job title"),
        validators=[DataRequired(_l("Say what their job is called.")), _at_most(120)],
    )
    manager = PersonField(
        _l("Manager’s staff number"),
        description=_l("Whoever they report to. Leave it empty for someone at the very top."),
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
            starts_on=self.starts_on.data or clock.today(),
        )


class PlaceForm(_PostFields):
    """The job somebody has from a day on."""


class _NameFields(OnceForm):
    name = StringField(
        _l("Full name"),
        validators=[DataRequired(_l("Give their full name.")), _at_most(200)],
        description=_l("As it is to stand on certificates."),
    )
    known_as = StringField(
        _l("Known as"),
        validators=[_at_most(100)],
        description=_l("What colleagues say. Empty means the first word of the name."),
    )
    email = EmailField(
        _l("E-mail"),
        validators=[
            Optional(),
            _at_most(255),
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
            _at_most(40),
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


class AskForm(SignedForm):
    """Which role somebody is to have, from when to when, and why."""

    role = SelectField(
        _l("Role"),
        choices=[SelectChoice(role.value, role.words) for role in Role],
        coerce=Role,
        validators=[DataRequired(_l("Choose a role."))],
    )
    site_id = SelectField(
        _l("Site"),
        choices=_sites,
        description=_l("A role may be for one site only."),
    )
    starts_on = DayField(_l("From"), validators=[DataRequired(SAY_WHEN)])
    last_day = DayField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is in sight."),
    )
    why = TextAreaField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Say why, for whoever decides and for the record.")),
            _at_most(2000),
        ],
    )

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, ready for the action."""
        site_id = _id(self.site_id.data)
        return {
            "role": self.role.data,
            "site": db.session.get_one(Site, site_id) if site_id else None,
            "starts_on": self.starts_on.data,
            "ends_on": self.last_day.data + ONE_DAY if self.last_day.data else None,
            "why": self.why.data,
            "proof": self.proof,
        }


class ConfirmForm(SignedForm):
    """The password with which a role is confirmed."""


class ReasonForm(OnceForm):
    """Why a role is refused or ended."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[DataRequired(_l("Say why, so that it can be read later.")), _at_most(2000)],
    )


class SiteForm(OnceForm):
    """A site's code and name."""

    code = StringField(
        _l("Code"),
        validators=[DataRequired(_l("Give it a short code.")), _at_most(20)],
        description=_l("Short, and the same in files you import. It can’t be changed later."),
    )
    name = StringField(
        _l("Name"), validators=[DataRequired(_l("Say what it is called.")), _at_most(120)]
    )


class NameForm(OnceForm):
    """What a site or team is called."""

    name = StringField(
        _l("Name"), validators=[DataRequired(_l("Say what it is called.")), _at_most(120)]
    )


class UploadForm(OnceForm):
    """A file of people; its text is read while the form is checked, before anything is locked."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.txt,.tsv,text/csv"},
    )
    body: str

    def validate_file(self, field: FileField) -> None:
        """Turn the bytes into text, whichever way the file was saved."""
        try:
            self.body = importing.decode(field.data.read(importing.MOST_BYTES + 1))
        except Unacceptable as error:
            raise ValidationError(error.sentence) from error


class ImportForm(OnceForm):
    """The changes that were looked at, by their fingerprint."""

    seen = HiddenField()


class SearchForm(Form):
    """Which people to list; anything not understood is left out rather than refused."""

    q = SearchField(_l("Name or staff number"))
    site = SelectField(_l("Site"), choices=_sites)
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
        team = str(given.get("team") or "")
        return Search(
            words=(given.get("q") or "").replace("\0", "")[:LONGEST_SEARCH],
            whom=Whom(given.get("whom") or Whom.HERE),
            site_id=_id(given.get("site")),
            team_id=int(team) if team.isdecimal() and len(team) < LONGEST_ID else None,
            role=Role(given["role"]) if given.get("role") else None,
            sort=given.get("sort") or "name",
        )
