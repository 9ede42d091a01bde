"""Commands that set Trainer up and run it: web and job worker as two processes under one."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

import click
import waitress
from flask import Flask

from trainer.cli.context import application, fail, make_folder
from trainer.cli.migrating import bring_up_to_date
from trainer.config import Config
from trainer.core import sqlite
from trainer.core.errors import TrainerError
from trainer.demo import starting
from trainer.demo.building import ACCOUNTS
from trainer.demo.large import Size
from trainer.extensions import db
from trainer.web import journal

PORT = click.IntRange(1, 65535)
THREADS = 4
PATIENCE = 10  # seconds


@click.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def run(port: int, host: str) -> None:
    """Run Trainer: the web server here, the job worker as a second process."""
    with application() as app:
        pass  # What stands in the way is said before anything is started.
    journal.begin()
    _serve(app, host, port)


@click.command()
def migrate() -> None:
    """Bring the database to the present form, and put its guards back."""
    with application(migrated=False) as app:
        bring_up_to_date(app)
    click.echo("The database is up to date.")


@click.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/demo"),
    show_default=True,
    help="Where the demonstration keeps its records.",
)
@click.option(
    "--size",
    type=click.Choice(["normal", "large"]),
    default="normal",
    show_default=True,
    help="Large adds thousands of people and records, to measure with.",
)
@click.option("--times", default=1, show_default=True, help="So many times as large as large.")
@click.option("--only-make", is_flag=True, help="Make the records and stop there.")
def demo(port: int, data: Path, size: str, times: int, *, only_make: bool) -> None:
    """Try Trainer: a fictional organisation with its people, ready to be played."""
    environment = _demonstration_environment(data.resolve(), port)
    os.environ.update(environment)
    config = Config.from_env()
    app = _make_demonstration(config, Size().times(times) if size == "large" else None)
    if not only_make:
        _serve(app, "127.0.0.1", port)


def _make_demonstration(config: Config, also: Size | None) -> Flask:
    try:
        starting.clear_unfinished(config)
    except TrainerError as error:
        fail(error.sentence)
    with application(config, migrated=False) as app:
        bring_up_to_date(app)
        click.echo("Looking after the demonstration. The first time, this takes a minute.")
        accounts = starting.build_if_empty(config.data_dir, also)
        sqlite.learn_sizes(db.engine)
    for line in starting.described(accounts):
        click.echo(line)
    click.echo(f"This is also written in {config.data_dir / ACCOUNTS}.")
    return app


def _demonstration_environment(data: Path, port: int) -> dict[str, str]:
    make_folder(data)
    secret = data / "secret_key"
    if not secret.exists():
        secret.write_text(secrets.token_urlsafe(48))
        secret.chmod(0o600)
    return {
        "TRAINER_SECRET_KEY": secret.read_text().strip(),
        "TRAINER_BASE_URL": f"http://127.0.0.1:{port}",
        "TRAINER_DATA_DIR": str(data),
        "TRAINER_ORGANISATION": "Brackenhall Home",
        "TRAINER_CENTRE": "Harbour Street",
        "TRAINER_NUMBER_PREFIX": "BH",
        "TRAINER_CPD_HOURS": "6",
        "TRAINER_DEMONSTRATION": "true",
    }


def _serve(app: Flask, host: str, port: int) -> None:
    config: Config = app.extensions["trainer"]
    if config.database.startswith("sqlite"):
        mode, release = sqlite.journal_mode(), sqlite.library().sqlite_version
        click.echo(f"SQLite {release}, journal {mode}, every commit synced.")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family)
    except OSError as trouble:
        fail(f"Port {port} can't be used ({trouble.strerror}). Choose another with --port.")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _stop)
    worker_process = subprocess.Popen([sys.executable, "-m", "trainer.cli", "worker"])
    click.echo(f"Trainer is at {config.base_url}")
    try:
        waitress.serve(app, sockets=[listening], threads=THREADS, ident=None)
    finally:
        _end(worker_process)


def _end(worker_process: "subprocess.Popen[bytes]") -> None:
    """Let the worker finish what it is at; what takes too long is taken up again at the next start."""
    worker_process.terminate()
    try:
        worker_process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        worker_process.kill()
        worker_process.wait()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
