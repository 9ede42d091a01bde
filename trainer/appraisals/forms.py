"""What is asked of HR who plans a round, and of whoever moves an appraisal on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from trainer.accounts.forms import SignedForm
from trainer.appraisals.models import AppraisalTemplateVersion, Cycle, CycleKind
from trainer.core import clock
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

_NAME = Length(max=120, message=_l("Use 120 characters or fewer."))
_WORDS = Length(
    max=10_000, message=_l("That is longer than the page can keep. Shorten it a little.")
)

KINDS = {
    CycleKind.ANNUAL: _l("Yearly appraisal"),
    CycleKind.MID_YEAR: _l("Mid-year review"),
    CycleKind.PROBATION: _l("Probation review"),
}


class TicksField(SelectMultipleField):
    """Tick boxes under one question."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class CycleForm(OnceForm):
    """A round: what it is called, the form, the time it looks back on, for whom, and by when."""

    name = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), _NAME])
    kind = RadioField(
        _l("What it is"),
        choices=[SelectChoice(kind.value, word) for kind, word in KINDS.items()],
        coerce=CycleKind,
        default=CycleKind.ANNUAL,
        validators=[InputRequired(_l("Say what it is."))],
    )
    template_version_id = SelectField(_l("Form"), coerce=int)
    period_from = DayField(
        _l("It looks back from"), validators=[DataRequired(_l("Say which day."))]
    )
    period_to = DayField(_l("until"), validators=[DataRequired(_l("Say which day."))])
    opens_on = DayField(
        _l("Self-assessments begin"), validators=[DataRequired(_l("Say which day."))]
    )
    self_due_on = DayField(
        _l("Self-assessments are due"), validators=[DataRequired(_l("Say which day."))]
    )
    manager_due_on = DayField(
        _l("Managers are due"), validators=[DataRequired(_l("Say which day."))]
    )
    meetings_from = DayField(
        _l("Meetings begin"),
        validators=[DataRequired(_l("Say which day."))],
        description=_l(
            "Each manager is given times, three on a working day. They can change them."
        ),
    )
    sign_by = DayField(_l("Signed by everybody"), validators=[DataRequired(_l("Say which day."))])
    meeting_minutes = IntegerField(
        _l("Minutes for each meeting"),
        default=60,
        validators=[NumberRange(15, 240, _l("Between 15 minutes and four hours."))],
    )
    calibrates = BooleanField(_l("Managers calibrate their overall ratings before they share them"))
    sites = TicksField(_l("Only these sites"), coerce=int)
    teams = TicksField(_l("Only these teams"), coerce=int)
    job_titles = TextAreaField(
        _l("Only these jobs"),
        default="",
        validators=[Length(max=5000, message=_l("That is too long. Shorten it."))],
        description=_l("One job title to a line. Leave it empty for every job."),
    )
    joined_from = DayField(_l("Only who joined from"), validators=[Optional()])
    joined_before = DayField(_l("and before"), validators=[Optional()])
    known = HiddenField(default="0")

    @classmethod
    def of(cls, cycle: Cycle) -> "CycleForm":
        """Make the form as the round is planned now."""
        told = cycle.population
        return cls.for_request(
            **{name: getattr(cycle, name) for name in _PLAIN},
            sites=told.get("sites", []),
            teams=told.get("teams", []),
            job_titles="\n".join(told.get("job_titles", [])),
            joined_from=_day(told.get("joined_from")),
            joined_before=_day(told.get("joined_before")),
            known=str(cycle.row_version),
        )

    def offer(
        self,
        versions: Sequence[AppraisalTemplateVersion],
        sites: Iterable[tuple[int, str]],
        teams: Iterable[tuple[int, str]],
    ) -> None:
        """Offer these forms, sites and teams."""
        self.template_version_id.choices = [SelectChoice(one.id, one.name) for one in versions]
        self.sites.choices = [SelectChoice(id_, name) for id_, name in sites]
        self.teams.choices = [SelectChoice(id_, name) for id_, name in teams]

    def validate_known(self, field: Field) -> None:
        """Ask for a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError(_l("Open this page again, please."))

    @property
    def told(self) -> dict[str, Any]:
        """What was said of the round, ready for an action."""
        lines = (one.strip() for one in (self.job_titles.data or "").splitlines())
        population = {
            "sites": self.sites.data,
            "teams": self.teams.data,
            "job_titles": [one for one in lines if one],
            "joined_from": _written(self.joined_from.data),
            "joined_before": _written(self.joined_before.data),
        }
        return {
            **{name: self[name].data for name in _PLAIN},
            "population": {name: value for name, value in population.items() if value},
        }


_PLAIN = (
    "name",
    "kind",
    "template_version_id",
    "period_from",
    "period_to",
    "opens_on",
    "self_due_on",
    "manager_due_on",
    "meetings_from",
    "sign_by",
    "meeting_minutes",
    "calibrates",
)


class TemplateForm(OnceForm):
    """The text of a form, over the version it was `known` by."""

    text = TextAreaField(
        _l("The form"), default="", validators=[DataRequired(_l("Write what it asks."))]
    )
    known = HiddenField(default="0")

    def validate_known(self, field: Field) -> None:
        """Ask for a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError(_l("Open this page again, please."))


class ReasonForm(OnceForm):
    """Why something is done that is not the usual way."""

    reason = TextAreaField(
        _l("Why?"), default="", validators=[DataRequired(_l("Say why.")), _WORDS]
    )


class CloseCycleForm(OnceForm):
    """Why a round is closed, where somebody has not finished."""

    reason = TextAreaField(
        _l("Why, if somebody has not finished?"), default="", validators=[_WORDS]
    )


class ActForm(OnceForm):
    """A step that needs no words."""


class MeetingForm(OnceForm):
    """When and where the two meet, by the organisation’s clock."""

    day = DayField(_l("Day"), validators=[DataRequired(_l("Say which day."))])
    time = TimeField(_l("Time"), validators=[InputRequired(_l("Say at what time."))])
    place = StringField(
        _l("Place"),
        default="",
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
    )

    def at(self, zone: str) -> datetime:
        """Return the moment that was chosen."""
        day = self.day.data or clock.today()
        return datetime.combine(day, self.time.data or time(), ZoneInfo(zone))


class MetForm(OnceForm):
    """The day the two met."""

    on = DayField(_l("You met on"), validators=[DataRequired(_l("Say which day."))])


class SeenForm(SignedForm):
    """A signature under what was seen."""

    seen = HiddenField(default="")


class ReviewForm(SeenForm):
    """The second line’s signature, with words if there are any."""

    words = TextAreaField(_l("What you want to say, if anything"), default="", validators=[_WORDS])


class EmployeeSignForm(SeenForm):
    """Sign, sign with comments, or decline."""

    how = RadioField(
        _l("How do you want to sign?"),
        choices=[
            SelectChoice("sign", _l("Sign")),
            SelectChoice("comment", _l("Sign, with my comments")),
            SelectChoice(
                "decline",
                _l("Decline to sign"),
                render_kw={"note": _l("Say why. Your manager and the second line read it.")},
            ),
        ],
        default="sign",
        validators=[InputRequired(_l("Choose one."))],
    )
    words = TextAreaField(_l("Your comments, or why you decline"), default="", validators=[_WORDS])

    def validate_words(self, field: Field) -> None:
        """Ask for words where they are what makes the difference; never drop any."""
        has_words = bool((field.data or "").strip())
        if self.how.data == "comment" and not has_words:
            raise ValidationError(_l("Write your comments, or choose to sign without any."))
        if self.how.data == "sign" and has_words:
            raise ValidationError(
                _l("You wrote comments: choose to sign with them, or take them out.")
            )


class NoteForm(OnceForm):
    """A dated note under a locked appraisal."""

    words = TextAreaField(
        _l("Your note"),
        default="",
        validators=[DataRequired(_l("Write what you want to add.")), _WORDS],
        description=_l("It is dated and stays below the appraisal, which does not change."),
    )


class HandOverForm(OnceForm):
    """Who goes on with an appraisal."""

    manager = StringField(
        _l("Staff number of the manager who goes on"),
        validators=[DataRequired(_l("Say who goes on with it.")), _NAME],
    )


class CiteForm(OnceForm):
    """What an answer rests on."""

    chosen = TicksField(_l("It rests on"))


class CalibrationForm(OnceForm):
    """A session: what it is called, when, and whose ratings are looked at."""

    name = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), _NAME])
    held_on = DayField(_l("On"), validators=[DataRequired(_l("Say which day."))])
    managers = TicksField(
        _l("Whose ratings"),
        coerce=int,
        validators=[DataRequired(_l("Tick one manager at least."))],
    )


class ChangeForm(OnceForm):
    """Another overall rating, and why."""

    after = SelectField(_l("New rating"), coerce=int)
    reason = TextAreaField(
        _l("Why?"),
        default="",
        validators=[DataRequired(_l("Say why. The person will read it.")), _WORDS],
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
