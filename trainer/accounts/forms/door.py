"""What is asked of somebody on their way in."""

from typing import Any, cast

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_security import ForgotPasswordForm, LoginForm, VerifyForm
from flask_security.utils import validate_redirect_url
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, ValidationError

from trainer.accounts import passkeys, queries
from trainer.accounts.forms.checking import Fitting, code_of, is_password_of, note_failure
from trainer.accounts.models import Passkey, User
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.web.forms import Form
from trainer.web.throttle import MINUTE, count_visit
from trainer.web.transactions import begin_writing

MOST_LETTERS = 20
NOT_MATCHED = _l(
    "That staff number and password don't go together, or there were too many tries."
    " Check them, wait a minute, then try again."
)
NO_PASSKEY = _l(
    "That didn't work: no passkey was given, or it is none of ours. Try again, or use your password."
)


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


class SecondStepForm(Form):
    """The code that somebody who gave their password gives next."""

    code = StringField(
        _l("Your code"),
        validators=[DataRequired(_l("Enter the code your app shows now."))],
        description=_l("Six digits from your app, or one of the recovery codes you wrote down."),
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": "autofocus",
        },
    )
    shared = HiddenField()
    fitting: Fitting

    def __init__(self, person: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person = person

    def validate_code(self, field: StringField) -> None:
        """Match the code and keep it to be spent."""
        fitting = code_of(self.person, field.data or "") if field.data else None
        if fitting is None:
            raise ValidationError(
                _l(
                    "That code doesn't fit, has been used, or there were too many tries."
                    " Wait for the next one, then try again."
                )
            )
        self.fitting = fitting


class PasskeyForm(Form):
    """What the browser answered when it was asked for a passkey; the script fills it in."""

    credential = HiddenField()
    passkey: Passkey
    used: passkeys.Used

    def validate(self, extra_validators: Any = None) -> bool:
        """Find whose passkey it is and check what it signed; say the same whatever is wrong."""
        answer, config = self.credential.data or "", current_app.extensions["trainer"]
        named = passkeys.named_in(answer)
        found = db.session.scalar(queries.passkey_called(named)) if named else None
        used = passkeys.used(answer, found, config) if found else None
        if not super().validate(extra_validators) or found is None or used is None:
            note_failure(None)
            self.form_errors.append(str(NO_PASSKEY))
            return False
        self.passkey, self.used = found, used
        return True


class ForgottenForm(ForgotPasswordForm):
    """The e-mail address a reset link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = _l("Your e-mail address")

    def validate(self, **kwargs: Any) -> bool:
        """Let the worker see to the link, and go on as for an address that nobody has.

        Whether somebody has it is decided behind the door: the answer and its time are the same.
        """
        count_visit("forgotten", MOST_LETTERS, MINUTE)
        found = bool(super().validate(**kwargs))
        begin_writing()
        ask(Task.MAIL_RESET_LINK, user_id=self.user.id if found and self.user else None)
        return False


class ConfirmForm(VerifyForm):
    """The password once more, of somebody who is signed in; failures count as at the door."""

    def validate(self, **more: Any) -> bool:
        """Check the password, as slowly for somebody who has none."""
        if not super(VerifyForm, self).validate(**more):
            return False
        if is_password_of(cast("User", self.user), self.password.data or ""):
            return True
        self.password.errors = [NOT_MATCHED]
        return False
