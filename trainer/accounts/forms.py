"""What is asked at the door, of someone setting a password, and of someone about to sign."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security import ChangePasswordForm, ForgotPasswordForm, LoginForm, ResetPasswordForm
from flask_security.utils import hash_password, validate_redirect_url, verify_password
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, Length, ValidationError

from trainer.accounts import actions, queries, throttle
from trainer.accounts.models import Telling, User
from trainer.accounts.proof import Proof
from trainer.core import clock
from trainer.extensions import db
from trainer.web.forms import Form, OnceForm
from trainer.web.transactions import begin_writing

SHORTEST_PASSWORD = 10
NOT_MATCHED = _l(
    "That staff number and password don't go together, or there were too many tries."
    " Check them, wait a minute, then try again."
)


def is_password_of(user: User | None, typed: str) -> bool:
    """Check a password, counting failures, and taking as long whether or not the person exists."""
    resting = user is not None and throttle.is_resting(user, clock.now())
    if user is None or user.password is None or resting or not user.active:
        hash_password(typed)
        _note_failure(user if user is not None and not resting else None)
        return False
    if not verify_password(typed, user.password):
        _note_failure(user)
        return False
    return True


def _who_is_signed_in() -> User:
    user: User = current_user._get_current_object()  # noqa: SLF001 - the documented way
    return user


def _note_failure(user: User | None) -> None:
    actions.note_failure(user.id if user else None, address=request.remote_addr or "")


class SignInForm(LoginForm):
    """Staff number or e-mail address, and password."""

    remember = None
    identity = StringField(
        _l("Staff number or e-mail"),
        validators=[DataRequired(_l("Enter your staff number or e-mail address."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    shared = BooleanField(_l("This is a shared device"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # The library's own link to a forgotten password.

    @property
    def email(self) -> StringField:
        """The field whose errors Flask-Security makes generic."""
        return self.identity

    def validate_next(self, field: HiddenField) -> None:
        """Forget an address that leads away from here; sign in all the same."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""

    def validate(self, **kwargs: Any) -> bool:
        """Let in whoever knows the password; say the same to everyone else."""
        if not super(LoginForm, self).validate(**kwargs):
            return False
        self.ifield = self.identity
        user = db.session.scalar(queries.known_as(self.identity.data or ""))
        if not is_password_of(user, self.password.data or ""):
            self.form_errors.append(str(NOT_MATCHED))
            return False
        begin_writing()
        self.user = user
        self.user_authenticated = True
        return True


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
        if field.data and not is_password_of(_who_is_signed_in(), field.data):
            raise ValidationError(_l("That isn't your password. Try again."))

    def validate(self, **kwargs: Any) -> bool:
        """Check the present password and the new one, then let the change be written."""
        if not super().validate(**kwargs):
            return False
        begin_writing()
        return True


class ForgottenForm(ForgotPasswordForm):
    """The e-mail address a reset link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = _l("Your e-mail address")


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
        validators=[
            DataRequired(_l("Choose a new password.")),
            Length(
                min=SHORTEST_PASSWORD,
                max=200,
                message=_l("Use ten characters or more. Three plain words are fine."),
            ),
        ],
        description=_l("Ten characters or more. Three plain words are fine."),
        render_kw={"autocomplete": "new-password"},
    )


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


class SignedForm(OnceForm):
    """A form that signs something: whoever sends it re-enters their password."""

    password = PasswordField(
        _l("Your password"),
        validators=[DataRequired(_l("Enter your password to sign."))],
        render_kw={"autocomplete": "current-password"},
    )
    proof: Proof

    def validate_password(self, field: PasswordField) -> None:
        """Check the password and keep the proof that the action asks for."""
        actor = _who_is_signed_in()
        if not is_password_of(actor, field.data or ""):
            raise ValidationError(_l("That isn't your password. Try again."))
        self.proof = Proof(user_id=actor.id, at=clock.now())

    @property
    def data(self) -> dict[str, Any]:
        """What was asked but for the password, with the proof in its place."""
        asked = {name: value for name, value in super().data.items() if name != "password"}
        return {**asked, "proof": self.proof} if hasattr(self, "proof") else asked


class EndSessionForm(Form):
    """Which browser to sign out."""

    session_id = HiddenField(validators=[DataRequired()])
