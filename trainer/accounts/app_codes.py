"""Codes of authenticator apps: secrets made, kept encrypted, shown once as a picture, and matched."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import segno
from flask_security import Totp

from trainer.accounts.models import AuthenticatorApp, User
from trainer.config import Config

AROUND_S = 30
"""So many seconds the clock of a phone may be ahead or behind."""


class AppCodes(Totp):
    """The library's codes, under a key made from the installation's secret."""

    def __init__(self, config: Config) -> None:
        key = hmac.digest(config.secret_key.encode(), b"authenticator apps", hashlib.sha256).hex()
        super().__init__({"1": key}, issuer=config.organisation.replace(":", " "))

    def new_secret(self) -> str:
        """Make a secret, encrypted, so that it may be kept in a cookie or a row."""
        return self.generate_totp_secret()

    def picture(self, secret: str, user: User) -> str:
        """Draw what the app scans, as the address of a picture that needs no request."""
        told = self.get_totp_uri(user.staff_number, secret)
        return segno.make(told, error="m", micro=False).svg_data_uri(scale=5, light="#fff")

    def spelt_out(self, secret: str) -> str:
        """Write the secret in groups, for an app that can't scan."""
        return self.get_totp_pretty_key(secret)

    def counter_of(self, typed: str, secret: str, after: int | None = None) -> int | None:
        """Name the half minute to which a code belongs; None if it fits none after that one."""
        taken = _Taken(after)
        self.verify_totp(typed, secret, taken, window=AROUND_S)  # type: ignore[arg-type]
        return taken.counter

    def matches(self, typed: str, app: AuthenticatorApp) -> int | None:
        """Name the half minute of a code of this person's app that was not taken yet."""
        return self.counter_of(typed, app.secret, app.last_counter)

    def get_last_counter(self, user: Any) -> int | None:
        """Tell the library after which half minute codes are taken."""
        taken: _Taken = user
        return taken.after

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Hear from the library which half minute the code belongs to."""
        user.counter = tmatch.counter


@dataclass
class _Taken:
    """What the library is handed in the place of a person: the last code taken, and this one."""

    after: int | None
    counter: int | None = None
