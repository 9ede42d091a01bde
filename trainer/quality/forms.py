"""What is asked of a quality assurer who releases, asks again, or signs the final check."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import Length

from trainer.accounts.forms import SignedForm
from trainer.web.forms import OnceForm

LONGEST = 10_000


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
        validators=[
            Length(max=LONGEST, message=_l("That is longer than the page can keep. Shorten it."))
        ],
    )


class FinalCheckForm(SignedForm):
    """The password under the final check."""
