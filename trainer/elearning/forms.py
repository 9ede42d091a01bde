"""What is asked to make a key, and to say which skill an activity gives and whom a name means."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp

from trainer.core import clock
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

_LINE = Length(max=120, message=_l("Use 120 characters or fewer."))
ONE_DAY = timedelta(days=1)


class KeyForm(OnceForm):
    """Which system the key is for, what it may speak of, and until when."""

    label = StringField(
        _l("Which system is it for?"),
        description=_l("For instance: Fire safety modules, Northway Learning."),
        validators=[DataRequired(_l("Say which system it is for.")), _LINE],
    )
    prefix = StringField(
        _l("Addresses it may speak of"),
        description=_l(
            "The beginning all its activities share, such as https://learning.example.org/."
            " Left empty, it may speak of any."
        ),
        validators=[
            Optional(),
            Length(max=500, message=_l("Use 500 characters or fewer.")),
            Regexp(
                r"[A-Za-z][A-Za-z0-9+.\-]*:\S+\Z",
                message=_l("That isn’t the beginning of an address."),
            ),
        ],
    )
    last_day = DayField(
        _l("Last day it works"),
        description=_l("At most a year from now. Make another in time."),
        validators=[DataRequired(_l("Choose a last day."))],
        default=lambda: clock.today() + timedelta(days=180),
    )

    @property
    def ends_on(self) -> date:
        """The first day on which the key no longer works."""
        return cast("date", self.last_day.data) + ONE_DAY


class ActivityForm(OnceForm):
    """Which skill somebody holds who completed an activity."""

    skill = SelectField(_l("Whoever completes it holds"), validators=[Optional()])

    def offer(self, skills: Sequence[sa.Row[int, str]]) -> None:
        """Offer the skills of the list, or none."""
        listed = [SelectChoice(str(number), name) for number, name in skills]
        self.skill.choices = [SelectChoice("", str(_l("No skill"))), *listed]


class LearnerForm(OnceForm):
    """Whom another system means."""

    who = HiddenField(validators=[DataRequired()])
    staff_number = StringField(
        _l("Staff number"), validators=[DataRequired(_l("Enter a staff number.")), _LINE]
    )


class ActForm(OnceForm):
    """Nothing to say but to do it."""
