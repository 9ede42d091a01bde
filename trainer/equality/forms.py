"""What a return asks, and what HR says of asking for them."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.equality.rules import Question
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

LONG = Length(max=1000, message=_l("Use 1,000 characters or fewer."))


def _asked(question: Question) -> RadioField:
    said = [SelectChoice(answer, words) for answer, words in question.choices.items()]
    return RadioField(
        question.words, choices=[*said, SelectChoice("", _l("I’d rather not say"))], default=""
    )


class ReturnForm(Form):
    """One's own return. No key that would note the moment: sending it twice changes nothing."""

    sex = _asked(Question.SEX)
    ethnic_group = _asked(Question.ETHNIC_GROUP)
    disability = _asked(Question.DISABILITY)
    age_band = _asked(Question.AGE_BAND)

    @property
    def answers(self) -> dict[Question, str]:
        """What was chosen, by question; empty where somebody would rather not say."""
        return {question: self[question.value].data or "" for question in Question}


class RemoveForm(Form):
    """Remove one's own return."""


class TermsForm(OnceForm):
    """For what returns are asked for, and until when they are kept."""

    purpose = TextAreaField(
        _l("What for"),
        validators=[DataRequired(_l("Say what for.")), LONG],
        description=_l("Everybody reads this above the questions."),
    )
    last_day = DayField(
        _l("Last day for keeping returns"),
        validators=[InputRequired(_l("Say until which day."))],
        description=_l("Within two years. The day after, all returns are removed."),
    )

    @property
    def day(self) -> date:
        """The last day, once the form was found right."""
        return cast("date", self.last_day.data)


class SwitchOffForm(OnceForm):
    """Why no more returns are asked for."""

    why = TextAreaField(_l("Why"), validators=[DataRequired(_l("Say why.")), LONG])
