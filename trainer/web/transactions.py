"""One request, one transaction: a view that returns commits, one that raises rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.typing import ResponseReturnValue

from trainer.core import sqlite
from trainer.extensions import db


class TransactionalFlask(Flask):
    """A Flask app in which a view that returns commits and one that raises rolls back."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view and commit what it did, all of it or nothing."""
        try:
            response = super().dispatch_request()
            db.session.commit()
        except Exception:
            db.session.rollback()
            raise
        finally:
            sqlite.begin_transactions_writing(writing=False)
        return response


def begin_writing() -> None:
    """End the reading transaction and begin the one that decides, with the write lock on SQLite.

    Call it when everything slow is over: the body read, the form found valid, the password checked.
    What was loaded before is read again when it is next looked at.
    """
    db.session.rollback()
    sqlite.begin_transactions_writing(writing=True)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Give a command or a job its one transaction: commit at the end, nothing kept on failure."""
    begin_writing()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        sqlite.begin_transactions_writing(writing=False)
