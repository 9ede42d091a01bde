"""What happens to accounts."""

from dataclasses import dataclass

from trainer.accounts.models import LoginSession, ResetCode, User
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
