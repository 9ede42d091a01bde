"""Time the matrix of a large portfolio, 300 criteria by 120 pieces: `python -m bench.portfolio`.

The floor is the same statements, run with nothing made of their rows. One process, on SQLite.
"""

from flask import Flask

from bench.inprocess import blank_application, heading, timed
from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_qualification,
    make_registration,
    make_submission,
)
from trainer.core import sqlite
from trainer.extensions import db
from trainer.portfolios.queries.matrix import matrix_of
from trainer.registrations.models import Registration

UNITS, CRITERIA, PIECES = 15, 20, 120


def main() -> None:
    """Make the portfolio, then time its page for all units, for one, and the reading alone."""
    with blank_application() as app:
        _measure(app, _portfolio())


def _portfolio() -> Registration:
    version = make_qualification(units=UNITS, criteria=CRITERIA)
    people = [make_user(name) for name in ("Ada Trainee", "Ben Assessor", "Cleo Assurer")]
    registration = make_registration(*people, version=version)
    for number in range(PIECES):
        first = number < UNITS
        claimed = criteria_of(registration, number % UNITS)[: CRITERIA // 2 if first else None]
        sent = make_submission(registration, claimed, title=f"Piece {number}")
        if first:
            judge(sent, claimed)
    sqlite.learn_sizes(db.engine)
    return registration


def _measure(app: Flask, registration: Registration) -> None:
    visitor = Browser(app)(registration.learner)
    address = f"/qualifications/{registration.id}/matrix"
    unit = registration.units[0].id
    heading()
    timed("reading it from the database", lambda: matrix_of(registration))
    timed(f"{UNITS * CRITERIA} criteria by {PIECES} pieces", lambda: visitor.client.get(address))
    timed("one unit of it", lambda: visitor.client.get(f"{address}?unit={unit}"))


if __name__ == "__main__":
    main()
