"""What happens to accounts."""

from dataclasses import dataclass

from trainer.accounts.models import (
    AuthenticatorApp,
    LoginSession,
    Passkey,
    RecoveryCode,
    ResetCode,
    SecondStepRule,
    User,
)
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in, from this browser."""

    subject: User
    address: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A sign-in was refused; `subject` is None where nobody is called so."""

    subject: User | None
    address: str
    failures: int


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A browser's session was ended."""

    subject: LoginSession


@dataclass(frozen=True, kw_only=True)
class SessionLeft(Event):
    """A browser's session was ended because nobody had used it for long."""

    subject: LoginSession


@dataclass(frozen=True, kw_only=True)
class OthersSignedOut(Event):
    """Somebody ended all of their sessions but the one they did it in."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """Somebody has a new password, and every other browser of theirs is signed out."""

    subject: User
    how: str


@dataclass(frozen=True, kw_only=True)
class ResetCodeHandedOver(Event):
    """A one-time code was made for somebody who can't get in, to be given in person."""

    subject: ResetCode
    holder: User


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """Somebody left: every browser of theirs is signed out, and they can't sign in."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event):
    """Somebody who had left is back, and may set a new password."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class AppSetUp(Event):
    """Somebody signs in with a code of their authenticator app from now on."""

    subject: AuthenticatorApp
    holder: User


@dataclass(frozen=True, kw_only=True)
class AppRemoved(Event):
    """Somebody signs in with their password alone again."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """Somebody can sign in with a passkey of theirs."""

    subject: Passkey
    holder: User
    name: str


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    """A passkey of somebody's lets nobody in any more."""

    subject: Passkey
    holder: User
    name: str


@dataclass(frozen=True, kw_only=True)
class SecondStepReset(Event):
    """Somebody's second step was taken away by another, because they lost it."""

    subject: User
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade(Event):
    """Somebody has new recovery codes; those they had are void."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """Somebody got in with a code they had written down."""

    subject: RecoveryCode
    left: int


@dataclass(frozen=True, kw_only=True)
class SecondStepRuleSet(Event):
    """The organisation said whether privileged roles need a second step."""

    subject: SecondStepRule
    grace_days: int | None
    reason: str
