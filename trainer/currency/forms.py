"""What is asked to say for how long a unit is current."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.web.forms import OnceForm


class RuleForm(OnceForm):
    """For how many months, when to renew, and why."""

    months = IntegerField(
        _l("Months it is current"),
        validators=[Optional(), NumberRange(1, 600, message=_l("From 1 to 600 months."))],
        description=_l(
            "From the day it was achieved. Leave it empty if it stays current for good."
        ),
    )
    renewal_days = IntegerField(
        _l("Days before the end in which it is to be renewed"),
        default=60,
        validators=[
            InputRequired(_l("Say how many days.")),
            NumberRange(0, 366, message=_l("From 0 to 366 days.")),
        ],
    )
    reason = TextAreaField(
        _l("Why"),
        validators=[
            DataRequired(_l("Say why.")),
            Length(max=1000, message=_l("Use 1,000 characters or fewer.")),
        ],
        description=_l("Such as “The service standard changes every two years.”"),
    )
