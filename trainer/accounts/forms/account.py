"""What is asked about one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from trainer.accounts.models import Telling
from trainer.web.forms import Form


class PreferencesForm(Form):
    """How somebody is told things, and how pages look to them."""

    telling = RadioField(
        _l("E-mail me"),
        choices=[
            SelectChoice(Telling.AT_ONCE.value, _l("as things happen")),
            SelectChoice(Telling.DAILY.value, _l("once a day, all together")),
        ],
        coerce=Telling,
    )
    theme = RadioField(
        _l("Colours"),
        choices=[
            SelectChoice("", _l("As this device is set")),
            SelectChoice("light", _l("Light")),
            SelectChoice("dark", _l("Dark")),
        ],
    )
    single_keys = BooleanField(
        _l("Single keys in the review workspace"),
        description=_l("J, K, M and others. Switch them off if you speak to your computer."),
    )


class EndSessionForm(Form):
    """Which browser to sign out."""

    session_id = HiddenField(validators=[DataRequired()])


class PlainForm(Form):
    """A form of one button."""
