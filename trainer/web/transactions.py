"""One request, one transaction: a view that returns commits, one that raises rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request
from flask.typing import ResponseReturnValue

from trainer.core import sqlite
from trainer.extensions import db

READING = {"GET", "HEAD", "OPTIONS"}


class TransactionalFlask(Flask):
    """A Flask app in which a view that returns commits and one that raises rolls back."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view and commit what it did, all of it or nothing."""
        try:
            response = super().dispatch_request()
            _commit()
        except Exception:
            db.session.rollback()
            raise
        finally:
            sqlite.begin_transactions_writing(writing=False)
        return response


def _commit() -> None:
    """Commit; after reading a page nothing has changed, so nothing need be read again."""
    session = db.session()
    session.expire_on_commit = request.method not in READING
    try:
        session.commit()
    finally:
        session.expire_on_commit = True


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
    with sqlite.write_lock():
        db.session.rollback()
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
