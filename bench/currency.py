"""Sweep 1,000,000 holdings for what ends or is overdue, and again: seconds and peak memory.

`python -m bench.currency`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. 20,000 people must each hold 50 skills; a few of them are for one site only.
"""

import time

import sqlalchemy as sa

from bench.holdings import Size, fill
from bench.steps import play
from trainer.extensions import db
from trainer.training import tasks
from trainer.training.models import Holding, TrainingReminder

SIZE = Size(people=20_000, skills=50, sites=40)


def main() -> None:
    """Prepare the records, then sweep them twice, each in a process of its own."""
    steps = {"prepare": lambda: fill(SIZE), "sweep": _sweep}
    play("bench.currency", __doc__, steps, ("prepare", "sweep", "sweep"))


def _sweep() -> None:
    began, before = time.perf_counter(), time.process_time()
    told = tasks.sweep()
    clock_, processor = time.perf_counter() - began, time.process_time() - before
    holdings = db.session.scalar(sa.select(sa.func.count()).select_from(Holding))
    reminders = db.session.scalar(sa.select(sa.func.count()).select_from(TrainingReminder))
    print(f"{holdings:,} holdings in {clock_:.2f} s, of which the processor {processor:.2f}")
    print(f"{reminders:,} reminders written so far, {told:,} people told")


if __name__ == "__main__":
    main()
