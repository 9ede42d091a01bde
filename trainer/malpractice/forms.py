"""What is asked to set evidence aside, to look into it, and to decide."""

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
VOID, STANDS = "void", "stands"


class SetAsideForm(OnceForm):
    """Which evidence, whom it is about, and what was noticed."""

    items = SelectMultipleField(
        _l("Which evidence?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    concerned = SelectField(_l("Whom is it about?"), coerce=int)
    words = TextAreaField(
        _l("What did you notice?"),
        description=_l("Facts only. Whoever looks into it and whoever decides read this."),
        default="",
        validators=[LONGEST],
    )


class InvestigatorForm(OnceForm):
    """Who looks into it."""

    investigator = SelectField(
        _l("Who looks into it?"),
        description=_l("Only people with no part in this learner’s work are listed."),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who looks into it."))],
    )


class ReportForm(OnceForm):
    """What the investigator found."""

    founded = RadioField(
        _l("What did you find?"),
        choices=[
            SelectChoice(VOID, _l("It is borne out: the evidence should be void")),
            SelectChoice(STANDS, _l("It is not borne out: the evidence should stand")),
        ],
        validators=[InputRequired(_l("Say whether it is borne out."))],
    )
    words = TextAreaField(
        _l("How did you look into it, and what did everyone say?"), default="", validators=[LONGEST]
    )


class DecideForm(SignedForm):
    """Whether the evidence is void, why, and the password."""

    outcome = RadioField(
        _l("Your decision"),
        choices=[
            SelectChoice(VOID, _l("Void: nothing may rest on it, and what does is judged again")),
            SelectChoice(STANDS, _l("It stands: work on it goes on")),
        ],
        validators=[InputRequired(_l("Say whether the evidence is void."))],
    )
    words = TextAreaField(
        _l("Why?"),
        description=_l("The learner and the assessor read this."),
        default="",
        validators=[LONGEST],
    )
    reference = StringField(
        _l("Reference of the awarding organisation"),
        description=_l("If you have told them."),
        default="",
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
    )
