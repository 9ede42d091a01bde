"""What is asked to have somebody cover."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import Length, NumberRange, Optional

from trainer.web.fields import DayField
from trainer.web.forms import OnceForm


class CoverForm(OnceForm):
    """Which learners, to whom, until when and why."""

    registrations = SelectMultipleField(
        _l("Which learners?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    substitute = SelectField(
        _l("Who takes them on?"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who takes them on."))],
    )
    back_on = DayField(
        _l("On which day do they go back?"),
        validators=[Optional()],
        description=_l("Leave it empty if they stay for good."),
    )
    reason = TextAreaField(
        _l("Why?"),
        description=_l("It stays with the record."),
        default="",
        validators=[Length(max=2000, message=_l("Use 2,000 characters or fewer."))],
    )
