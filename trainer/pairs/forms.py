"""What is asked to find a coach, to note a meeting, and to bring coaching to its end."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.people.forms.asking import PersonField
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

_LENGTH = Length(max=4_000, message=_l("That is too long. Shorten it."))


class ActForm(OnceForm):
    """A press of a button that has an effect once."""


class AskForm(OnceForm):
    """Who is asked, and in what."""

    coach = PersonField(
        _l("Whom do you ask? Their staff number"),
        validators=[InputRequired(_l("Enter the staff number of the colleague you ask."))],
    )
    aim = TextAreaField(
        _l("What is the coaching to help with?"),
        default="",
        validators=[DataRequired(_l("Say what the coaching is to help with.")), _LENGTH],
    )
    until = DayField(_l("Until about when?"), validators=[Optional()])


class MeetingForm(OnceForm):
    """When the two met, how long, and what they keep of it."""

    met_on = DayField(_l("Which day was it?"), validators=[InputRequired(_l("Choose a day."))])
    minutes = IntegerField(
        _l("How many minutes?"),
        validators=[
            InputRequired(_l("Say how long it took.")),
            NumberRange(1, 1440, _l("Between 1 and 1,440 minutes.")),
        ],
    )
    words = TextAreaField(
        _l("What do you both take from it?"),
        default="",
        validators=[DataRequired(_l("Say what you take from it.")), _LENGTH],
        description=_l("Only the two of you read it."),
    )


class WordsForm(OnceForm):
    """A few words that stay: what came of it, or why it is called off."""

    words = TextAreaField(_l("In a sentence or two"), default="", validators=[Optional(), _LENGTH])
