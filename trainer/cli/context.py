"""What commands share: the application, and how results and failures are told."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NoReturn, ParamSpec

import click
from flask import Flask

from trainer.app import create_app
from trainer.config import Config
from trainer.core.errors import TrainerError

P = ParamSpec("P")


@contextmanager
def application(config: Config | None = None) -> Iterator[Flask]:
    """Make the application from the environment and enter it; say a refusal on standard error."""
    app = create_app(config or Config.from_env())
    with app.app_context():
        try:
            yield app
        except TrainerError as error:
            fail(error.sentence)


def as_json(command: Callable[P, Any]) -> Callable[P, Any]:
    """Give a command the option `--json`."""
    return click.option("--json", "in_json", is_flag=True, help="Print JSON.")(
        wraps(command)(command)
    )


def tell(facts: dict[str, Any], sentence: str, *, in_json: bool) -> None:
    """Print a result for people, or the same as JSON."""
    click.echo(json.dumps(facts, ensure_ascii=False, default=str) if in_json else sentence)


def fail(sentence: str) -> NoReturn:
    """Say what went wrong on standard error and end with status 1."""
    click.echo(f"trainer: {sentence}", err=True)
    sys.exit(1)
