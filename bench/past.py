"""Time bringing 100,000 records of past training in, and finding 300 faults: `python -m bench.past`.

One process, on an SQLite database of its own; the clock, the processor and the most memory.
"""

import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa

from bench.inprocess import blank_application, yardstick
from tests.factories_people import make_holder
from tests.factories_training import make_skill
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.past import actions, queries
from trainer.past.planning import Plan, plan
from trainer.past.reading import read
from trainer.people.models import Role
from trainer.training.models import Holding

PEOPLE, SKILLS, ROWS, FAULTS = 5_000, 20, 100_000, 300
T = TypeVar("T")
FIRST = date(2020, 1, 1)


def main() -> None:
    """Make the people, then read, plan and record the file."""
    yardstick()
    with blank_application():
        admin = make_holder("Tess Administrator", Role.TRAINING_ADMIN)
        for number in range(SKILLS):
            make_skill(f"Skill {number}", code=f"S{number}")
        people = [
            {
                "staff_number": f"p{number}",
                "name": f"Person {number}",
                "known_as": "Person",
                "fs_uniquifier": str(number),
            }
            for number in range(PEOPLE)
        ]
        db.session.execute(sa.insert(User), people)
        db.session.commit()
        wrong = timed("finding 300 faults in 100,000 rows", lambda: looked_at(admin, FAULTS))
        right = timed("looking through 100,000 rows", lambda: looked_at(admin, 0))
        timed("recording them", lambda: record(right, admin))
        recorded = db.session.scalar(sa.select(sa.func.count(Holding.id)))
        print(f"{len(wrong.problems)} faults found, {recorded} records kept")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"most memory: {most} MB")


def record(right: Plan, admin: User) -> None:
    """Record what a file adds."""
    actions.bring_in(right, actor=admin)
    db.session.commit()


def looked_at(admin: User, faults: int) -> Plan:
    """Read a file of so many rows and say what it would add."""
    sheet = read(file(faults))
    return plan(sheet, queries.known_for(sheet, admin))


def file(faults: int) -> str:
    """Write a file in which so many rows name a skill that there is not."""
    rows = ["staff_number,skill,date,valid_until,details"]
    for number in range(ROWS):
        skill = f"S{number // PEOPLE}" if number >= faults else "none"
        day = FIRST + timedelta(days=number % 1800)
        rows.append(f"p{number % PEOPLE},{skill},{day},,Brought over from the old list")
    return "\n".join(rows)


def timed(name: str, work: Callable[[], T]) -> T:
    """Print how long something takes."""
    began, before = time.perf_counter(), time.process_time()
    done = work()
    spent, worked = time.perf_counter() - began, time.process_time() - before
    print(f"{name:40} {spent:6.1f} s, {worked:6.1f} s of the processor")
    return done


if __name__ == "__main__":
    main()
