"""Time an assessor's pages when 5,000 entries wait and one learner sent 60: `python -m bench.workload`.

One process, on SQLite.
"""

from flask import Flask

from bench.inprocess import blank_application, heading, timed
from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    make_qualification,
    make_registration,
    make_submission,
)
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import sqlite
from trainer.extensions import db

LEARNERS, EACH = 83, 60
"""4,980 entries wait, and twenty more of the first."""


def main() -> None:
    """Let the entries wait, then time the queue and the workspace."""
    with blank_application() as app:
        assessor, first = _waiting()
        _measure(app, assessor, first)


def _waiting() -> tuple[User, Submission]:
    version = make_qualification(units=2, criteria=8)
    assessor, iqa = make_user("Ben Assessor"), make_user("Cleo Assurer")
    sent: list[Submission] = []
    for place in range(LEARNERS):
        registration = make_registration(
            make_user(f"Learner Number{place}"), assessor, iqa, version=version,
            on_register=place == 0,
        )  # fmt: skip
        for number in range(EACH if place else EACH + 20):
            claimed = criteria_of(registration, number % 2)[:3]
            sent.append(make_submission(registration, claimed, title=f"Entry {number}"))
    sqlite.learn_sizes(db.engine)
    return assessor, sent[0]


def _measure(app: Flask, assessor: User, first: Submission) -> None:
    visitor = Browser(app)(assessor)
    address = f"/review/{first.id}"
    heading()
    timed("queue of 5,000, first page", lambda: visitor.client.get("/queue"))
    timed("queue of 5,000, last page", lambda: visitor.client.get("/queue?page=100"))
    timed("workspace, 80 items of the learner", lambda: visitor.client.get(address))


if __name__ == "__main__":
    main()
