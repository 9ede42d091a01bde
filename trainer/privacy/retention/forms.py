"""What is asked of whoever changes how long records are kept, or lets what is due go."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer.accounts.forms import SignedForm


class TimeForm(SignedForm):
    """For how many days a kind of record is kept, and why."""

    days = IntegerField(_l("Days"), validators=[InputRequired(_l("Say how many days."))])
    reason = TextAreaField(
        _l("Why"),
        validators=[
            DataRequired(_l("Say why.")),
            Length(max=1000, message=_l("Use 1,000 characters or fewer.")),
        ],
        description=_l("It stays on record beside the new time."),
    )
    goes = IntegerField(
        _l("How many go by a shorter time"),
        validators=[Optional()],
        description=_l("Leave it empty at first: if any go, Trainer tells you how many."),
    )


class BeginForm(SignedForm):
    """Sign for removing what is due, each day from now on."""

    is_final = BooleanField(
        _l("I have seen how much is due, and know that it can’t be brought back"),
        validators=[DataRequired(_l("Say that you have seen it."))],
    )
