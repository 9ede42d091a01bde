"""What is asked to set up a second step, to take one away, and to say who needs one."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from trainer.accounts import passkeys
from trainer.accounts.forms import SignedForm
from trainer.accounts.forms.checking import app_codes
from trainer.accounts.passkeys import Made

LONGEST_GRACE = 90


class SetUpForm(SignedForm):
    """The first code the app shows, and who it is that sets it up."""

    code = StringField(
        _l("The code the app shows now"),
        validators=[DataRequired(_l("Enter the six digits the app shows."))],
        description=_l("Six digits. A new code comes every half minute."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    counter: int

    def __init__(self, secret: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.secret = secret

    def validate_code(self, field: StringField) -> None:
        """See whether the app has the secret, by the code it shows."""
        digits = "".join((field.data or "").split())
        counter = app_codes().counter_of(digits, self.secret)
        if counter is None:
            raise ValidationError(
                _l(
                    "That isn't the code for this picture. Wait for the next one, and see that"
                    " the time on your phone is set by itself."
                )
            )
        self.counter = counter


class NewPasskeyForm(SignedForm):
    """What a browser answered when it was asked to make a passkey, and what it is to be called."""

    name = StringField(
        _l("What you call it"),
        validators=[
            DataRequired(_l("Give it a name, such as “My phone”.")),
            Length(max=60, message=_l("Use 60 characters or fewer.")),
        ],
        description=_l("So that you know which it is when a device is lost."),
    )
    credential = HiddenField()
    made: Made

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the passkey once all else is right: what was asked is good for one answer."""
        if not super().validate(extra_validators):
            return False
        found = passkeys.made(self.credential.data or "", current_app.extensions["trainer"])
        if found is None:
            self.form_errors.append(
                _("Your device made no passkey. Try again, and unlock it when it asks you to.")
            )
            return False
        self.made = found
        return True


class ConfirmForm(SignedForm):
    """Who it is that does this."""


class ResetForm(SignedForm):
    """Why somebody's second step is taken away."""

    reason = TextAreaField(
        _l("Why"),
        validators=[
            DataRequired(_l("Say why.")),
            Length(max=500, message=_l("Use 500 characters or fewer.")),
        ],
        description=_l("Such as “Lost the phone; I know her and spoke with her.” They read it."),
    )


class RuleForm(SignedForm):
    """Whether privileged roles need a second step, and how long people have to set it up."""

    needed = RadioField(
        _l("System administrators, HR, training administrators and quality assurers"),
        choices=[
            SelectChoice("yes", _l("need a second step")),
            SelectChoice("no", _l("may have one, if they like")),
        ],
        default="yes",
        validators=[DataRequired(_l("Choose one."))],
    )
    grace_days = IntegerField(
        _l("Days to set it up"),
        default=14,
        validators=[
            InputRequired(_l("Say how many days.")),
            NumberRange(0, LONGEST_GRACE, message=_l("From 0 to 90 days.")),
        ],
        description=_l("From today, or from the day somebody is given such a role."),
    )
    reason = TextAreaField(
        _l("Why"),
        validators=[
            DataRequired(_l("Say why.")),
            Length(max=1000, message=_l("Use 1,000 characters or fewer.")),
        ],
    )

    @property
    def grace(self) -> int | None:
        """The days of grace, or none where no second step is needed."""
        return self.grace_days.data if self.needed.data == "yes" else None
