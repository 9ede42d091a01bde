"""What is asked about exports of what is held about somebody."""

from flask_babel import lazy_gettext as _l

from trainer.logs.forms import prose
from trainer.people.forms.naming import staff_number_field
from trainer.web.forms import OnceForm


class OwnForm(OnceForm):
    """Have one's own export made."""


class AnswerForm(OnceForm):
    """About whom an export is to be made, and why."""

    staff_number = staff_number_field(_l("Somebody who has left can be named too."))
    reason = prose(
        _l("Why is it made?"),
        _l("Such as their letter, and the day it came. They are told, with these words."),
    )
