"""Play the same on SQLite and on PostgreSQL, and compare: `./run trial equal`.

It wants a PostgreSQL database that is there and empty:

    pg_virtualenv -t sh -c 'createdb trial; ./run trial equal
        --database "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/trial"'
"""

import argparse
import difflib
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine
from trainer.app import create_app
from trainer.config import Config
from trainer.extensions import db
from trials.alike import begin_numbers_anew, drawn, number_rows
from trials.scene import lay_tables
from trials.scene import settings as configured

SHOWN = 60
"""Lines of a difference that are printed at most."""
Journal = list[str]


@dataclass(frozen=True)
class Play:
    """What is played: so many sequences of so many steps, drawn from a seed."""

    sequences: int
    steps: int
    seed: int


@dataclass
class Outcome:
    """How many sequences were equal, how many acts and rows they had, and the first difference."""

    sequences: int = 0
    done: int = 0
    refused: int = 0
    rows: int = 0
    faults: list[str] = field(default_factory=list)


class Told(Machine):
    """The machine of the tests, which tells after each sequence what was done and is on record."""

    ear: ClassVar[Connection]
    steps_between = sys.maxsize

    def __init__(self) -> None:
        self.alike = drawn(0)
        self.alike.__enter__()
        super().__init__()
        begin_numbers_anew(db.session())

    def teardown(self) -> None:
        """Tell it all, make every check, and undo everything."""
        try:
            if hasattr(self, "world"):
                self.ear.send([*self.world.told, *_on_record()])
            super().teardown()
        finally:
            self.alike.__exit__(None, None, None)


def _on_record() -> Iterator[str]:
    """Write down every row there is, table by table."""
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(sa.select(table)).mappings()
        yield from sorted(f"{table.name}| {dict(row)}" for row in rows)


def run(folder: Path, play: Play, *, database: str, within: float) -> Outcome:
    """Play on both at once and compare after each sequence.

    It ends with the first difference, as what came after would be drawn from other things, or with
    the sequence under way after so many seconds.
    """
    fork = multiprocessing.get_context("fork")
    number_rows(db.metadata)
    ears, players = [], []
    for name, address in (("sqlite", "sqlite://"), ("postgresql", database)):
        ear, mouth = fork.Pipe(duplex=False)
        config = configured(folder / name, address)
        player = fork.Process(target=_play, args=(config, play, mouth), daemon=True)
        player.start()
        mouth.close()
        ears.append(ear)
        players.append(player)
    try:
        return _compare(*(iter(ear.recv, None) for ear in ears), until=time.monotonic() + within)
    finally:
        for player in players:
            player.terminate()
            player.join()


def _play(config: Config, play: Play, mouth: Connection) -> None:
    config.data_dir.mkdir(parents=True)
    app = create_app(config)
    lay_tables(app)
    with suppress(BrokenPipeError):  # Nobody listens any longer, as a difference was found.
        with app.app_context():
            Told.app, Told.tables, Told.ear = app, db.engine, mouth
            try:
                _play_all(play)
            except Exception:  # noqa: BLE001 - told to who compares, whatever it is
                mouth.send([f"FAULT {line}" for line in traceback.format_exc().splitlines()])
        mouth.send(None)


def _play_all(play: Play) -> None:
    run_state_machine_as_test(
        seed(play.seed)(Told),
        settings=settings(
            max_examples=play.sequences,
            stateful_step_count=play.steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),
            database=None,
        ),
    )


def _compare(first: Iterator[Journal], second: Iterator[Journal], *, until: float) -> Outcome:
    outcome = Outcome()
    while time.monotonic() < until:
        one, other = next(first, None), next(second, None)
        if one is None and other is None:
            return outcome
        one, other = one or ["Ended."], other or ["Ended."]
        failed = [line for line in one if line.startswith("FAULT ")]
        if one != other or failed:
            differ = difflib.unified_diff(one, other, "SQLite", "PostgreSQL", n=1, lineterm="")
            outcome.faults = list(islice(failed or differ, SHOWN))
            return outcome
        outcome.sequences += 1
        acts = [line for line in one if "| " not in line]
        done = sum(line.endswith(": done") for line in acts)
        outcome.done += done
        outcome.refused += len(acts) - done
        outcome.rows += len(one) - len(acts)
    return outcome


def main() -> None:
    """Run the trial and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=3_600, help="seconds to go on for")
    parser.add_argument("--database", required=True, help="an empty PostgreSQL database")
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        play = Play(asked.sequences, asked.steps, asked.seed)
        outcome = run(Path(folder), play, database=asked.database, within=asked.within)
    complete = outcome.sequences >= asked.sequences
    ended = "FAILED" if outcome.faults else "PASSED" if complete else "CUT SHORT"
    print(
        f"{ended}: {outcome.sequences} of {asked.sequences} sequences of {asked.steps} steps"
        f" equal on both, with {outcome.done} acts done, {outcome.refused} refused and"
        f" {outcome.rows} rows compared; seed {asked.seed}, {time.monotonic() - began:.0f} s."
    )
    for line in outcome.faults:
        print(f"  {line}")
    sys.exit(0 if ended == "PASSED" else 1)


if __name__ == "__main__":
    main()
