"""Things to test with, filled in wherever the test isn't about them."""

import itertools

from flask_security.utils import hash_password

from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.extensions import db

PASSWORD = "three plain words"

_numbers = itertools.count(1)


def make_user(name: str = "Nia Bowen", *, password: str | None = None, email: str = "") -> User:
    """Someone with an account; with a password only where the test signs in or signs."""
    user = actions.make_account(
        staff_number=f"t{next(_numbers):05d}",
        name=name,
        email=email,
        password_hash=hash_password(password) if password else None,
    )
    db.session.commit()
    return user
