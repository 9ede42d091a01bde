"""What is asked of somebody who sets a password."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_security import ChangePasswordForm, ResetPasswordForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from trainer.accounts.forms.checking import is_password_of, who_is_signed_in
from trainer.accounts.passwords import objection
from trainer.web.forms import Form
from trainer.web.transactions import begin_writing


class ChangeForm(ChangePasswordForm):
    """The present password and a new one."""

    password = PasswordField(
        _l("The password you have now"), render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        _l("Your new password"),
        validators=[DataRequired(_l("Choose a new password."))],
        render_kw={"autocomplete": "new-password"},
    )
    new_password_confirm = PasswordField(
        _l("The new one again"),
        validators=[EqualTo("new_password", _l("The two new passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Count a wrong present password as a wrong one at the door is counted."""
        if field.data and not is_password_of(who_is_signed_in(), field.data):
            raise ValidationError(_l("That isn't your password. Try again."))

    def validate(self, **kwargs: Any) -> bool:
        """Check the present password and the new one, then let the change be written."""
        if not super().validate(**kwargs):
            return False
        begin_writing()
        return True


class ResetForm(ResetPasswordForm):
    """A new password, chosen by whoever followed the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.label.text = _l("Your new password")
        self.password_confirm.label.text = _l("The new one again")

    def validate(self, **kwargs: Any) -> bool:
        """Check the new password, then let it be written."""
        if not super().validate(**kwargs):
            return False
        begin_writing()
        return True


class CodeForm(Form):
    """A one-time code handed over in person, and the new password it allows."""

    identity = StringField(
        _l("Staff number or e-mail"),
        validators=[DataRequired(_l("Enter your staff number or e-mail address."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    code = StringField(
        _l("The code you were given"),
        validators=[DataRequired(_l("Enter the code your manager or administrator gave you."))],
        description=_l("Twelve letters and digits. It works once, within a day."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters"},
    )
    password = PasswordField(
        _l("Your new password"),
        validators=[DataRequired(_l("Choose a new password."))],
        description=_l("Twelve characters or more. Three plain words are fine."),
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is weak whoever chooses it, and one with the staff number in it."""
        named = (self.identity.data or "").partition("@")[0]
        if wrong := objection(field.data or "", [named]):
            raise ValidationError(wrong)
