"""What is asked of somebody who writes a phrase."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from trainer.assessments.forms import TOO_LONG
from trainer.web.forms import OnceForm

LONGEST = 1000


class PhraseForm(OnceForm):
    """The words."""

    words = TextAreaField(
        _l("The phrase"),
        description=_l(
            "Write {name} where the learner’s first name goes, and {criterion} for the number."
        ),
        default="",
        validators=[Length(max=LONGEST, message=TOO_LONG)],
    )


class NewPhraseForm(PhraseForm):
    """The words, and for whom they are."""

    shared = BooleanField(_l("For every assessor of the organisation"))


class TakeOutForm(OnceForm):
    """Nothing is asked to take a phrase out."""
