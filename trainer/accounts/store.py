"""Flask-Security on our tables and our one transaction."""

from typing import Any

from flask_security import SQLAlchemyUserDatastore

from trainer.accounts.models import User
from trainer.extensions import db


class NoRole:
    """Flask-Security asks for a role class; roles here are appointments, so it never uses it."""


class UserStore(SQLAlchemyUserDatastore):
    """The library's way to our people. It flushes where it would commit: the request commits."""

    def __init__(self) -> None:
        super().__init__(db, User, NoRole)  # type: ignore[arg-type]

    def commit(self) -> None:
        """Write what the library changed, within the request's own transaction."""
        db.session.flush()  # The request commits; a failure later must undo this too.

    def put(self, model: Any) -> Any:
        """Add the row to the session, as the library expects."""
        db.session.add(model)
        return model
