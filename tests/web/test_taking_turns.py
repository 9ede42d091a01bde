"""A unit of work is kept whole or not at all, and hands the way transactions begin back as it was."""

from contextlib import closing

import pytest
import sqlalchemy as sa
from flask import Flask

from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.core import sqlite
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.sqlite_only


def could_another_write() -> bool:
    """Whether somebody who does not wait gets the write lock just now."""
    module = sqlite.library()
    with closing(module.connect(db.engine.url.database, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except module.OperationalError:
            return False
        return True


def test_who_held_the_write_lock_from_the_start_does_so_again_afterwards(shared: Flask) -> None:
    with sqlite.write_lock():
        with unit_of_work():
            pass
        db.session.execute(sa.text("SELECT 1"))
        assert not could_another_write()


def test_who_only_read_before_lets_others_write_afterwards(shared: Flask) -> None:
    with unit_of_work():
        db.session.execute(sa.text("SELECT 1"))
        assert not could_another_write()
    db.session.execute(sa.text("SELECT 1"))
    assert could_another_write()


def test_of_work_that_fails_nothing_is_kept(shared: Flask) -> None:
    def work() -> None:
        with unit_of_work():
            actions.make_account(staff_number="T1", name="Ada Trainee", password_hash=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    db.session.remove()
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 0
