"""What is asked of someone who submits, judges, sends back, signs or refuses to."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from trainer.accounts.forms import SignedForm
from trainer.assessments.models import CriterionState
from trainer.web.forms import OnceForm

LONGEST = 10_000
TOO_LONG = _l("That is longer than the page can keep. Shorten it a little.")


class TicksField(SelectMultipleField):
    """Tick boxes under one question."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SubmitForm(OnceForm):
    """Where an entry is to be judged, and that it is one's own work."""

    registrations = TicksField(_l("To be judged under"), coerce=int)
    own_work = BooleanField(
        validators=[
            InputRequired(_l("Say that this is your own work, or leave it where it is for now."))
        ]
    )


class JudgementForm(OnceForm):
    """Met or not yet met, what is said of the evidence, what it rests on, and the feedback."""

    outcome = RadioField(
        _l("Your judgement"),
        choices=[
            SelectChoice(CriterionState.MET.value, _l("Met")),
            SelectChoice(CriterionState.NOT_YET_MET.value, _l("Not yet met")),
        ],
        coerce=CriterionState,
        validators=[InputRequired(_l("Choose met or not yet met."))],
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
    vacsr_note = TextAreaField(
        _l("Why it is enough without"),
        default="",
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )
    relied_on = TicksField(_l("Relying on"), coerce=int)
    feedback = TextAreaField(
        _l("Feedback"), default="", validators=[Length(max=LONGEST, message=TOO_LONG)]
    )


class DraftForm(JudgementForm):
    """A judgement on one criterion, and how far what is said of the evidence reaches."""

    carry = RadioField(
        _l("This holds for"),
        choices=[
            SelectChoice("y", _l("every criterion judged on it")),
            SelectChoice("", _l("this one only")),
        ],
        coerce=bool,
        default=True,
    )
    seen = HiddenField(default="")


class SeveralForm(JudgementForm):
    """One judgement on several criteria: chosen one by one, by outcome, or all of them."""

    criteria = TicksField(_l("Which criteria?"), coerce=int)
    outcomes = TicksField(_l("Whole outcomes"), coerce=int)


class CorrectionForm(JudgementForm):
    """A later judgement, and why it takes the place of the earlier."""

    reason = TextAreaField(
        _l("Why does it change?"), default="", validators=[Length(max=LONGEST, message=TOO_LONG)]
    )


class SignJudgementsForm(OnceForm):
    """The mark of the drafts that were on the page, and whether to stay there."""

    seen = HiddenField(default="")
    stay = BooleanField()


class SendBackForm(OnceForm):
    """Why a submission goes back unjudged."""

    reason = TextAreaField(
        _l("What should change?"),
        description=_l("One or two sentences that say what to add or make clearer."),
        default="",
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )


class ReplyForm(OnceForm):
    """What somebody writes back on feedback."""

    words = TextAreaField(
        _l("Write back"), default="", validators=[Length(max=1000, message=TOO_LONG)]
    )


class SignUnitForm(SignedForm):
    """The password, and the mark of what is signed."""

    seen = HiddenField(default="")


class RefuseForm(OnceForm):
    """Which criteria a countersigner wants judged again, and why."""

    criteria = TicksField(_l("To be judged again"), coerce=int)
    reason = TextAreaField(
        _l("What did you find?"), default="", validators=[Length(max=LONGEST, message=TOO_LONG)]
    )
