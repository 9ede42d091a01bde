"""What is asked of a quality assurer who releases, asks again, or signs the final check."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from trainer.accounts.forms import SignedForm
from trainer.quality.questions import OF_PROOF, QUESTIONS, Answer, Answers
from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import Form, OnceForm

LONGEST = 10_000
TOO_LONG = Length(max=LONGEST, message=_l("That is longer than the page can keep. Shorten it."))


class TicksField(SelectMultipleField):
    """Tick boxes under one question."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class ReleaseForm(SignedForm):
    """Which of the batch were looked into, the password, and the mark of what is signed."""

    looked_at = TicksField(_l("Tick what you looked into"), coerce=int)
    seen = HiddenField(default="")


class AskAgainForm(OnceForm):
    """Which criteria are to be judged again, and why."""

    criteria = TicksField(_l("To be judged again"), coerce=int)
    note = TextAreaField(
        _l("What did you find?"),
        description=_l("The assessor and the learner read this."),
        default="",
        validators=[TOO_LONG],
    )


class RefuseCreditForm(OnceForm):
    """Why a unit is not held already after all."""

    reason = TextAreaField(
        _l("What is missing, or does not fit?"),
        description=_l("The assessor and the learner read this."),
        validators=[
            DataRequired(_l("Say what is missing, or does not fit.")),
            TOO_LONG,
        ],
    )


class FinalCheckForm(SignedForm):
    """The password under the final check."""


class LookForm(Form):
    """The questions of a look: an answer and a note to each, under the question's name."""

    @property
    def answers(self) -> Answers:
        """What was answered, by the question's name."""
        return {
            one.name: {
                "answer": self[_answer(one.name)].data or "",
                "note": self[_note(one.name)].data or "",
            }
            for one in (*QUESTIONS, *OF_PROOF)
        }

    @classmethod
    def filled(cls, answers: Answers) -> "LookForm":
        """Make the form of a request, begun with what was answered before."""
        given: dict[str, Any] = {}
        for name, said in answers.items():
            given |= {_answer(name): said.get("answer", ""), _note(name): said.get("note", "")}
        return cls.for_request(**given)

    def parts(self, name: str) -> tuple[RadioField, StringField]:
        """Give the two fields of a question."""
        return self[_answer(name)], self[_note(name)]


def _answer(name: str) -> str:
    return f"{name}_answer"


def _note(name: str) -> str:
    return f"{name}_note"


for _one in (*QUESTIONS, *OF_PROOF):
    setattr(
        LookForm,
        _answer(_one.name),
        RadioField(
            _one.words,
            choices=[
                SelectChoice(Answer.YES.value, _l("Yes")),
                SelectChoice(Answer.IN_PART.value, _l("In part")),
                SelectChoice(Answer.NO.value, _l("No")),
            ],
            validate_choice=False,
        ),
    )
    setattr(LookForm, _note(_one.name), StringField(_l("Why"), validators=[TOO_LONG]))


class AgreeForm(OnceForm):
    """A word on a look that agrees, and the mark of what was seen."""

    note = TextAreaField(
        _l("A word to the assessor"),
        description=_l("Only if you like. The learner does not see it."),
        default="",
        validators=[TOO_LONG],
    )
    seen = HiddenField(default="")


class PointsForm(AgreeForm):
    """What is to be done, by whom and until when."""

    what = TextAreaField(
        _l("What is to be done?"),
        description=_l("More can be asked for on the next page."),
        default="",
        validators=[DataRequired(_l("Say what is to be done.")), TOO_LONG],
    )
    owner = SelectField(
        _l("Who does it?"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who does it."))],
    )
    due_on = DayField(_l("By which day?"), validators=[InputRequired(message=NOT_A_DAY)])


class DisagreeForm(PointsForm):
    """What was found, the criteria to be judged again, and what is to be done besides."""

    note = TextAreaField(
        _l("What did you find?"),
        description=_l("The assessor reads this, and it stands with the criteria."),
        default="",
        validators=[DataRequired(_l("Say what you found.")), TOO_LONG],
    )
    criteria = TicksField(_l("To be judged again"), coerce=int)


class SignedAgreeForm(AgreeForm, SignedForm):
    """Agreeing where that releases the unit."""


class SignedPointsForm(PointsForm, SignedForm):
    """Agreeing with points where that releases the unit."""


class SignedDisagreeForm(DisagreeForm, SignedForm):
    """Disagreeing where the unit was released already."""


class HandOnForm(OnceForm):
    """Who looks into it instead, and why."""

    to = SelectField(
        _l("Who looks into it instead?"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who looks into it."))],
    )
    reason = TextAreaField(
        _l("Why not you?"),
        default="",
        validators=[DataRequired(_l("Say why somebody else looks into it.")), TOO_LONG],
    )


class ReplyForm(OnceForm):
    """What is asked or said about a look."""

    words = TextAreaField(_l("Your words"), default="", validators=[TOO_LONG])


class OthersForm(OnceForm):
    """Which units may share a fault, or why none does."""

    units = TicksField(_l("May share the fault"), coerce=int)
    reason = TextAreaField(
        _l("Why these, or why none?"),
        description=_l("Needed where you tick none."),
        default="",
        validators=[TOO_LONG],
    )
