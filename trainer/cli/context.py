"""What commands share: the application, and how results and failures are told."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import OperationalError

from trainer.app import create_app
from trainer.config import Config
from trainer.core.errors import TrainerError
from trainer.extensions import db

P = ParamSpec("P")
MIGRATIONS = Path(__file__).parents[2] / "migrations"


@contextmanager
def application(config: Config | None = None, *, migrated: bool = True) -> Iterator[Flask]:
    """Make the application from the environment and enter it; say a refusal on standard error.

    Only what brings the database to its present form works on one that is not there yet.
    """
    app = made(config or Config.from_env())
    with app.app_context():
        try:
            if migrated:
                require_migrated()
            yield app
        except TrainerError as error:
            fail(error.sentence)
        except OperationalError as trouble:
            fail(f"The database can't be used: {_first_line(trouble)}")


def made(config: Config) -> Flask:
    """Make the application, once the folder for its records can be written to."""
    make_folder(config.data_dir)
    return create_app(config)


def make_folder(folder: Path) -> None:
    """Make the folder for the records, if it is not there yet."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        fail(f"The folder {folder} can't be made ({trouble.strerror}).")


def require_migrated() -> None:
    """End with a sentence unless the database has the form that this Trainer needs."""
    wanted = set(ScriptDirectory(str(MIGRATIONS)).get_heads())
    with db.engine.connect() as connection:
        found = set(MigrationContext.configure(connection).get_current_heads())
    if not found:
        fail("The database is empty. Prepare it with ./run migrate, then start again.")
    if found != wanted:
        fail("The database has an older or newer form. Type ./run migrate, then start again.")


def _first_line(trouble: OperationalError) -> str:
    return str(trouble.orig).strip().partition("\n")[0]


def as_json(command: Callable[P, Any]) -> Callable[P, Any]:
    """Give a command the option `--json`."""
    return click.option("--json", "in_json", is_flag=True, help="Print JSON.")(
        wraps(command)(command)
    )


def tell(facts: dict[str, Any], sentence: str, *, in_json: bool) -> None:
    """Print a result for people, or the same as JSON."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if in_json else sentence)


def tell_faults(facts: dict[str, Any], faults: Sequence[str], *, in_json: bool) -> NoReturn:
    """Say everything that is wrong and end with status 1: as JSON, or on standard error."""
    if in_json:
        tell(facts, "", in_json=True)
    else:
        click.echo("\n".join(faults), err=True)
    sys.exit(1)


def fail(sentence: str) -> NoReturn:
    """Say what went wrong on standard error and end with status 1."""
    click.echo(f"trainer: {sentence}", err=True)
    sys.exit(1)
