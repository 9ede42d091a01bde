"""What is asked at the door, of someone setting a password, and of someone about to sign."""

from trainer.accounts.forms.account import EndSessionForm, PlainForm, PreferencesForm
from trainer.accounts.forms.checking import is_password_of
from trainer.accounts.forms.door import (
    NOT_MATCHED,
    ConfirmForm,
    ForgottenForm,
    PasskeyForm,
    SecondStepForm,
    SignInForm,
)
from trainer.accounts.forms.passwords import ChangeForm, CodeForm, ResetForm
from trainer.accounts.forms.signed import SignedForm

__all__ = [
    "NOT_MATCHED",
    "ChangeForm",
    "CodeForm",
    "ConfirmForm",
    "EndSessionForm",
    "ForgottenForm",
    "PasskeyForm",
    "PlainForm",
    "PreferencesForm",
    "ResetForm",
    "SecondStepForm",
    "SignInForm",
    "SignedForm",
    "is_password_of",
]
