"""What is asked of a learner who appeals, and of whoever answers."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from trainer.accounts.forms import SignedForm
from trainer.web.forms import OnceForm

LONGEST = Length(
    max=10_000, message=_l("That is longer than the page can keep. Shorten it a little.")
)
UPHELD, STANDS = "upheld", "stands"


class FurtherForm(OnceForm):
    """Why an answer is not accepted."""

    grounds = TextAreaField(
        _l("What has been overlooked?"),
        description=_l("Somebody else reads this with the judgement, the evidence and the answer."),
        default="",
        validators=[LONGEST],
    )


class AppealForm(OnceForm):
    """Which judgements are appealed against, and why."""

    judgements = SelectMultipleField(
        _l("Which judgements?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    grounds = TextAreaField(
        _l("Why do you think it is not right?"),
        description=_l("Say what the evidence shows, and where. Your assessor reads this first."),
        default="",
        validators=[LONGEST],
    )


class AnswerForm(SignedForm):
    """Whether the appeal is upheld, what was found, and the password."""

    outcome = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice(UPHELD, _l("Upheld: it is judged again")),
            SelectChoice(STANDS, _l("Not upheld: the judgement stands")),
        ],
        validators=[InputRequired(_l("Say whether you uphold the appeal."))],
    )
    words = TextAreaField(
        _l("What did you find, and why?"),
        description=_l(
            "The learner and the assessor read this. It stays on record as you write it."
        ),
        default="",
        validators=[LONGEST],
    )


class RecordForm(AnswerForm):
    """What the awarding organisation answered."""

    reference = StringField(
        _l("Their reference"),
        default="",
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
    )


class ChooseForm(OnceForm):
    """Who answers."""

    hearer = SelectField(
        _l("Who answers?"),
        description=_l(
            "Only people with no part in the judgement or an earlier answer are listed."
        ),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who answers."))],
    )
