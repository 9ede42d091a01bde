"""Run the bench: make the data if it is not there, serve, measure, print the table."""

import argparse
import os
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench import browser, capture
from bench.items import make_many
from bench.jobs import run_all
from bench.measuring import Figures, Request, measure
from bench.pages import PAGES, Visit, everybody, to_judge
from bench.posting import add_evidence, judge
from bench.serving import proportional_memory, serving
from trainer.accounts import actions
from trainer.app import create_app
from trainer.catalogue.models import Criterion
from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db
from trainer.logs.models import GoalUnit
from trainer.web.transactions import unit_of_work

APP_PORT, FLOOR_PORT = 8471, 8472
BROWSED = ("home of a learner", "learner's qualification, 40 units", "review queue, first 50")


def main() -> None:
    """Measure every page beside its floor, then posts, then a browser, and print the tables."""
    asked = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="the data directory to measure")
    asked.add_argument(
        "--database", default="", help="PostgreSQL's address, where it is not SQLite"
    )
    asked.add_argument("--only", default="", help="pages whose name has these words, nothing else")
    asked.add_argument("--jobs", action="store_true", help="every job, and no page")
    given = asked.parse_args()
    if given.jobs:
        run_all(given.data.resolve())
        return
    pages = [page for page in PAGES if given.only in page.name]
    data = given.data.resolve()
    environment = _environment(data, given.database)
    os.environ.update(environment)
    app = create_app(Config.from_env())
    with app.app_context():
        make_many()
        sqlite.learn_sizes(db.engine)
    jar = capture.cookies(app, _sign_everybody_in(app))
    counts = capture.write_floor(app, jar, data, pages)
    with app.app_context():
        visits = {page.name: page.visits() for page in PAGES}
        reviews = [(Request("", jar[visit.person_id]), visit.path) for visit in to_judge()]
        writer = visits["own log"][0].person_id
        criterion = db.session.scalar(_criterion_worked_towards(writer)) or 0
        db.session.remove()
        db.engine.dispose()
    rows: list[tuple[str, int, int, Figures, Figures]] = []
    with (
        serving("wsgi:app", APP_PORT, environment) as ours,
        serving("bench.floor:make()", FLOOR_PORT, environment, like_ours=False),
    ):
        for number, page in enumerate(pages):
            requests = [Request(visit.path, jar[visit.person_id]) for visit in visits[page.name]]
            floor = measure(FLOOR_PORT, [Request(f"/{number}")])
            rows.append(
                (page.name, counts[page.name], page.ceiling, measure(APP_PORT, requests), floor)
            )
        _print(rows, proportional_memory(ours))
        if given.only:
            return
        clocked = add_evidence(APP_PORT, Request("", jar[writer]), criterion)
        clocked += judge(APP_PORT, reviews)
        _print_posts([one.says() for one in clocked])
        _print_browser(APP_PORT, visits, jar)


def _sign_everybody_in(app: Flask) -> dict[int, tuple[str, str]]:
    with app.app_context(), unit_of_work():
        return {
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


def _print_posts(lines: list[str]) -> None:
    print(f"\n{'post, durable':36}{'median ms':>12}{'p95 ms':>12}")
    for line in lines:
        print(line)


def _print_browser(port: int, visits: dict[str, list[Visit]], jar: dict[int, str]) -> None:
    heads = ("first KB", "requests", "after KB", "requests", "load ms")
    print(f"\n{'in a browser':36}" + "".join(f"{head:>12}" for head in heads))
    for name in BROWSED:
        visit = visits[name][0]
        seen = browser.load(port, Request(visit.path, jar[visit.person_id]))
        cells = (
            f"{seen.first_kb:.0f}", f"{seen.first_requests}", f"{seen.after_kb:.1f}",
            f"{seen.after_requests}", f"{seen.load_ms:.0f}",
        )  # fmt: skip
        print(f"{name:36}" + "".join(f"{cell:>12}" for cell in cells))


main()
