"""What is asked to open a vacancy, to answer it, and to end it."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.careers.rules.charting import CareerRole
from trainer.people.models import Site
from trainer.vacancies.models import VacancyStatus
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

SHORT = Length(max=200, message=_l("Use 200 characters or fewer."))
LONG = Length(max=5_000, message=_l("Use 5,000 characters or fewer."))


class ActForm(OnceForm):
    """Do it: nothing else is asked."""


class VacancyForm(OnceForm):
    """Which role, where, with which hours, until when, and what it is about."""

    role = SelectField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])
    site = SelectField(_l("Where"), validators=[InputRequired(_l("Choose a site."))])
    hours = StringField(
        _l("Hours"),
        description=_l("Such as: full time or shared, some weekends."),
        validators=[DataRequired(_l("Say which hours.")), SHORT],
    )
    closes_on = DayField(
        _l("Last day to answer"), validators=[InputRequired(_l("Say until when."))]
    )
    about = TextAreaField(
        _l("What it is about"),
        description=_l("What the role asks stands on the career map; say what is special here."),
        validators=[DataRequired(_l("Say in a few sentences what it is about.")), LONG],
    )

    def offer(self, roles: Iterable[CareerRole], sites: Iterable[Site]) -> None:
        """Offer the roles of the map and the sites."""
        self.role.choices = [SelectChoice(one.key, one.title) for one in roles]
        self.site.choices = [SelectChoice(str(one.id), one.name) for one in sites]


class AnswerForm(OnceForm):
    """Whether one is interested or applies, why, and what one could do and would need."""

    how = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice("apply", _l("I apply")),
            SelectChoice("interest", _l("I am interested, and would like to hear more")),
        ],
        validators=[InputRequired(_l("Say whether you apply."))],
    )
    words = TextAreaField(
        _l("Why you"),
        description=_l("A few sentences. What is on record about you is shown beside it."),
        validators=[LONG],
        default="",
    )
    relocates = BooleanField(_l("I would move, or travel, to work there"))
    hours = StringField(_l("Hours you could work"), validators=[SHORT], default="")
    languages = StringField(
        _l("Languages you speak with customers"), validators=[SHORT], default=""
    )


class EndForm(OnceForm):
    """What becomes of a vacancy, and why."""

    after = RadioField(
        _l("What becomes of it"),
        choices=[
            SelectChoice(VacancyStatus.CLOSED.value, _l("Closed: nobody answers any more")),
            SelectChoice(VacancyStatus.OPEN.value, _l("Open again")),
            SelectChoice(VacancyStatus.FILLED.value, _l("Filled")),
            SelectChoice(VacancyStatus.WITHDRAWN.value, _l("Withdrawn")),
        ],
        validators=[InputRequired(_l("Say what becomes of it."))],
    )
    because = TextAreaField(
        _l("Why"), description=_l("Those who answered read it."), validators=[LONG], default=""
    )
