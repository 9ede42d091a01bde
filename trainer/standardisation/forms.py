"""What is asked to make an exercise, to judge in it, and to write down what came of it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from trainer.assessments.forms import TicksField
from trainer.assessments.models import CriterionState
from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import Form, OnceForm

LONGEST = Length(
    max=10_000, message=_l("That is longer than the page can keep. Shorten it a little.")
)
DAY = [InputRequired(message=NOT_A_DAY)]
A_DAY_LONG = 24 * 60


DECIDED = {CriterionState.MET, CriterionState.NOT_YET_MET}


def _outcome(value: Any) -> CriterionState | None:
    if not value:
        return None
    if (outcome := CriterionState(value)) not in DECIDED:
        raise ValueError(value)
    return outcome


OUTCOMES = [
    SelectChoice(CriterionState.MET.value, _l("Met")),
    SelectChoice(CriterionState.NOT_YET_MET.value, _l("Not yet met")),
]


class ExerciseForm(OnceForm):
    """What it is called, which qualification it is about, and until when it is judged."""

    title = StringField(
        _l("What is it called?"),
        default="",
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
    )
    qualification = SelectField(
        _l("Which qualification?"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose a qualification."))],
    )
    judge_by = DayField(
        _l("By which day do they judge?"),
        description=_l("The whole of that day counts. Results open the day after, or earlier."),
        validators=DAY,
    )


class DayForm(OnceForm):
    """Another day to judge by."""

    judge_by = DayField(_l("By which day do they judge?"), validators=DAY)


class PieceForm(OnceForm):
    """What of a piece of evidence goes in, and that it tells of nobody."""

    criteria = TicksField(_l("Which criteria are judged?"), coerce=int)
    also = TextAreaField(
        _l("Other names to take out"),
        description=_l("Of customers or colleagues, one on each line."),
        default="",
        validators=[LONGEST],
    )
    files = TicksField(_l("Which files are shown?"), coerce=int)
    confirmed = TextAreaField(
        _l("Files that are not covered: say that they name and show nobody"),
        description=_l("In your own words, after looking at every page. It stays with the record."),
        default="",
        validators=[LONGEST],
    )
    has_read = BooleanField(_l("I have read it as it is shown below, and it tells of nobody."))


class InviteForm(OnceForm):
    """Who judges."""

    people = TicksField(_l("Who judges?"), coerce=int)


class BlindForm(Form):
    """What is said of one criterion; several stand in one form, each under a prefix of its own."""

    outcome = RadioField(
        _l("Your judgement"), choices=OUTCOMES, coerce=_outcome, validate_choice=False
    )
    vacsr = TicksField(
        _l("The evidence is"),
        choices=[
            SelectChoice("valid", _l("Valid")),
            SelectChoice("authentic", _l("Authentic")),
            SelectChoice("current", _l("Current")),
            SelectChoice("sufficient", _l("Sufficient")),
            SelectChoice("reliable", _l("Reliable")),
        ],
    )
    reason = TextAreaField(_l("Why?"), default="", validators=[LONGEST])


class HandInForm(OnceForm):
    """Nothing is asked to hand in, or to send out."""


class AgreeForm(OnceForm):
    """The agreed answer, and why."""

    outcome = RadioField(
        _l("What did you agree on?"),
        choices=OUTCOMES,
        coerce=_outcome,
        validators=[InputRequired(_l("Choose met or not yet met."))],
    )
    why = TextAreaField(_l("Why?"), default="", validators=[LONGEST])


class MeetingForm(OnceForm):
    """When they met, who was there, what was said and decided."""

    met_on = DayField(_l("When did you meet?"), validators=DAY)
    met_minutes = IntegerField(
        _l("How many minutes did it take?"),
        description=_l("They count as development of everybody who was there."),
        validators=[
            InputRequired(_l("Say how many minutes it took.")),
            NumberRange(1, A_DAY_LONG, _l("Say it in minutes, from 1 to 1,440.")),
        ],
    )
    people = TicksField(_l("Who was there?"), coerce=int)
    minutes = TextAreaField(_l("Minutes"), default="", validators=[LONGEST])
    decisions = TextAreaField(_l("What was decided"), default="", validators=[LONGEST])
