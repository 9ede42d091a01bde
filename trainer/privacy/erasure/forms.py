"""What is asked of whoever proposes to erase somebody, confirms it, or leaves them as they are."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from trainer.accounts.forms import SignedForm
from trainer.people.forms.naming import staff_number_field
from trainer.privacy.erasure.models import Ground
from trainer.web.forms import OnceForm

WORDS = Length(max=1000, message=_l("Say it in 1,000 characters or fewer."))


class FindForm(OnceForm):
    """Of whom an erasure is to be looked at."""

    staff_number = staff_number_field(_l("Of somebody who has left. You see first what would go."))


class ProposeForm(SignedForm):
    """On what the erasure rests, and why."""

    ground = RadioField(
        _l("What does it rest on?"),
        choices=[SelectChoice(one.value, one.words) for one in Ground],
        coerce=Ground,
        default=Ground.ASKED,
    )
    reason = TextAreaField(
        _l("Why, and where that is on record"),
        validators=[DataRequired(_l("Say why, in a sentence.")), WORDS],
        description=_l("Whoever confirms it reads this. It goes with everything else."),
    )


class ConfirmForm(SignedForm):
    """Sign for erasing somebody for good."""

    is_final = BooleanField(
        _l("I know that nobody can bring it back"),
        validators=[DataRequired(_l("Say that you know it is final."))],
    )


class DropForm(OnceForm):
    """Why somebody is left as they are."""

    words = TextAreaField(
        _l("Why they are not erased"),
        validators=[DataRequired(_l("Say why, in a sentence.")), WORDS],
    )
