"""What is asked to settle the review of an award, and to see to it."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from trainer.accounts.forms import SignedForm
from trainer.web.forms import OnceForm

LONGEST = Length(max=4000, message=_l("Use 4,000 characters or fewer."))


class StandsForm(SignedForm):
    """Why the award stands."""

    reason = TextAreaField(
        _l("Why does it stand?"),
        description=_l("What was judged again, and what came of it. It stays with the record."),
        default="",
        validators=[DataRequired(_l("Say why, in a sentence.")), LONGEST],
    )


class ToldForm(SignedForm):
    """What the awarding organisation was told about a claim, and what it said."""

    reason = TextAreaField(
        _l("What were they told, and what did they say?"),
        description=_l("Whom you told, on which day, their reference, and what they do now."),
        default="",
        validators=[DataRequired(_l("Say what they were told.")), LONGEST],
    )


class TakeOnForm(OnceForm):
    """See to it yourself."""
