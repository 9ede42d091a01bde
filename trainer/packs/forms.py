"""What is asked about packs."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from trainer.web.forms import OnceForm


class OrderForm(OnceForm):
    """Have a pack made."""


class ArrivalForm(OnceForm):
    """A pack from elsewhere, and whose it is."""

    learner = StringField(
        _l("Staff number of the learner"),
        validators=[DataRequired(_l("Enter the staff number of the learner it belongs to."))],
    )
    file = FileField(_l("The pack, a ZIP file"), validators=[FileRequired(_l("Choose the pack."))])


class BringInForm(OnceForm):
    """Bring in what was looked at."""


class TrustForm(OnceForm):
    """The fingerprint of another installation's key."""

    organisation = StringField(
        _l("Organisation"),
        validators=[DataRequired(_l("Say whose key it is.")), Length(max=200)],
    )
    fingerprint = StringField(
        _l("Fingerprint of its key"),
        description=_l("As they told you, by telephone or on paper; not from the pack itself."),
        validators=[DataRequired(_l("Enter the fingerprint.")), Length(max=200)],
    )
