"""What is asked to raise an action point, to answer it, and to close it or open it again."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import OnceForm

LONGEST = Length(max=4000, message=_l("Use 4,000 characters or fewer."))


class RaiseForm(OnceForm):
    """What is to be done, by whom and until when."""

    what = TextAreaField(
        _l("What is to be done?"),
        description=_l("So that whoever does it, and whoever looks later, knows when it is done."),
        default="",
        validators=[LONGEST],
    )
    owner = SelectField(
        _l("Who does it?"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who does it."))],
    )
    due_on = DayField(_l("By which day?"), validators=[InputRequired(message=NOT_A_DAY)])


class AnswerForm(OnceForm):
    """What was done."""

    words = TextAreaField(
        _l("What did you do?"),
        description=_l("Whoever raised it reads this and decides whether it is done."),
        default="",
        validators=[LONGEST],
    )


class CloseForm(OnceForm):
    """A word to whoever did it."""

    words = TextAreaField(
        _l("A word to whoever did it"),
        description=_l("Only if you like."),
        default="",
        validators=[LONGEST],
    )


class ReopenForm(OnceForm):
    """What is still to be done, and until when."""

    words = TextAreaField(_l("What is still to be done?"), default="", validators=[LONGEST])
    due_on = DayField(_l("By which day?"), validators=[InputRequired(message=NOT_A_DAY)])
