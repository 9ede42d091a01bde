"""Run the bench: make the data if it is not there, serve, measure, print the table."""

import argparse
import os
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from bench import capture
from bench.measuring import Figures, Request, measure
from bench.pages import PAGES, everybody
from bench.posting import add_evidence
from bench.serving import proportional_memory, serving
from trainer.accounts import actions
from trainer.app import create_app
from trainer.catalogue.models import Criterion
from trainer.config import Config
from trainer.extensions import db
from trainer.logs.models import GoalUnit
from trainer.web.transactions import unit_of_work

APP_PORT, FLOOR_PORT = 8471, 8472


def main() -> None:
    """Measure every page beside its floor and print the table."""
    asked = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="the data directory to measure")
    asked.add_argument(
        "--database", default="", help="PostgreSQL's address, where it is not SQLite"
    )
    given = asked.parse_args()
    environment = _environment(given.data.resolve(), given.database)
    os.environ.update(environment)
    config = Config.from_env()
    app = create_app(config)
    with app.app_context(), unit_of_work():
        tokens = {
            person.id: (
                person.fs_uniquifier,
                actions.open_session(
                    person,
                    lasts=timedelta(hours=2),
                    shared_device=False,
                    address="",
                    browser="bench",
                ),
            )
            for person in db.session.scalars(everybody())
        }
    jar = capture.cookies(app, tokens)
    counts = capture.write_floor(app, jar, given.data.resolve())
    with app.app_context():
        visits = {page.name: page.visits() for page in PAGES}
        writer = visits[PAGES[0].name][0].person_id
        criterion = db.session.scalar(_criterion_worked_towards(writer)) or 0
        db.session.rollback()
    rows: list[tuple[str, int, int, Figures, Figures]] = []
    with (
        serving("wsgi:app", APP_PORT, environment) as ours,
        serving("bench.floor:make()", FLOOR_PORT, environment),
    ):
        for number, page in enumerate(PAGES):
            requests = [Request(visit.path, jar[visit.person_id]) for visit in visits[page.name]]
            floor = measure(FLOOR_PORT, [Request(f"/{number}")])
            rows.append(
                (page.name, counts[page.name], page.ceiling, measure(APP_PORT, requests), floor)
            )
        memory = proportional_memory(ours)
        _print(rows, memory)
        posted = add_evidence(APP_PORT, Request("", jar[writer]), criterion)
    print(f"add evidence, POST: median {posted[0]:.1f} ms, p95 {posted[1]:.1f} ms")


def _criterion_worked_towards(person_id: int) -> sa.Select[int | None]:
    return (
        sa.select(sa.func.min(Criterion.id))
        .join(GoalUnit, GoalUnit.unit_version_id == Criterion.unit_version_id)
        .where(GoalUnit.user_id == person_id)
    )


def _environment(data: Path, database: str) -> dict[str, str]:
    return {
        "TRAINER_DATABASE_URL": database,
        "TRAINER_SECRET_KEY": (data / "secret_key").read_text().strip(),
        "TRAINER_BASE_URL": f"http://127.0.0.1:{APP_PORT}",
        "TRAINER_DATA_DIR": str(data),
        "TRAINER_BENCH_OUT": str(data),
    }


def _print(rows: list[tuple[str, int, int, Figures, Figures]], memory: float) -> None:
    heads = (
        "page",
        "SQL",
        "ceiling",
        "median ms",
        "p95 ms",
        "req/s",
        "KB",
        "floor ms",
        "times floor",
    )
    print(f"{heads[0]:36}" + "".join(f"{head:>12}" for head in heads[1:]))
    for name, count, ceiling, ours, floor in rows:
        cells = (
            f"{count}", f"{ceiling}", f"{ours.median_ms:.1f}", f"{ours.p95_ms:.1f}",
            f"{ours.per_second:.0f}", f"{ours.size / 1000:.1f}", f"{floor.median_ms:.1f}",
            f"{ours.median_ms / floor.median_ms:.1f}",
        )  # fmt: skip
        print(f"{name:36}" + "".join(f"{cell:>12}" for cell in cells))
    print(f"web server, two workers: {memory:.0f} MiB (proportional set size)")


main()
