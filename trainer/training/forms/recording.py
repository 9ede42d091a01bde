"""What is asked to record what somebody holds, to take it back, and to let somebody off."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer.core import clock
from trainer.training.models import Skill
from trainer.web.forms import OnceForm

NO_DAY = _l("Give a day, such as 2026-11-26.")
REASON = [
    DataRequired(_l("Say why.")),
    Length(max=1000, message=_l("Use 1,000 characters or fewer.")),
]


class _OfSkill(OnceForm):
    skill = SelectField(_l("Skill"), coerce=int, validators=[InputRequired(_l("Choose a skill."))])

    def offer(self, skills: Iterable[Skill]) -> None:
        """Offer the skills of the list."""
        self.skill.choices = [SelectChoice(str(one.id), one.name) for one in skills]


class RecordForm(_OfSkill):
    """What somebody showed, and from when to when it holds."""

    on = DateField(_l("Holds from"), default=clock.today, validators=[InputRequired(NO_DAY)])
    until = DateField(
        _l("Last day it holds"),
        validators=[Optional()],
        description=_l("Leave it empty to go by the skill’s own months."),
    )
    says = StringField(
        _l("What did you see?"),
        validators=[
            DataRequired(_l("Say what you saw.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
        description=_l("Such as “Certificate FA-2231 of the Red Cross, in the original”."),
    )


class ExemptForm(_OfSkill):
    """From when to when somebody need not hold it, and why."""

    starts_on = DateField(_l("From"), default=clock.today, validators=[InputRequired(NO_DAY)])
    last_day = DateField(
        _l("Last day"),
        validators=[InputRequired(NO_DAY)],
        description=_l("Every exemption ends. After it they have the days of somebody new."),
    )
    reason = TextAreaField(_l("Why?"), default="", validators=REASON)


class TakeBackForm(OnceForm):
    """Why what was recorded counts no more."""

    reason = TextAreaField(_l("Why does it count no more?"), default="", validators=REASON)


class EndForm(OnceForm):
    """End a requirement or an exemption today."""
