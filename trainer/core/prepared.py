"""Statements composed once and run with new values each time.

Composing a statement costs the library as much as running it, so what every page asks is composed
once:

    @prepared
    def _criteria(unit_id: Any, *, with_text: bool) -> Columns:
        return sa.select(…).where(Criterion.unit_id == unit_id)

    rows = db.session.execute(*_criteria(unit.id, with_text=True))

What is given by position is a value of one run; what is given by keyword shapes the statement, and
each shape is composed once.
"""

import inspect
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa

from trainer.core import clock

Statement = TypeVar("Statement", bound=sa.Executable)


def prepared(compose: Callable[..., Statement]) -> Callable[..., tuple[Statement, dict[str, Any]]]:
    """Let a function that composes a statement do so once for each shape.

    The function made returns the statement and its values, as `execute` takes them. Composing must
    not ask for the time, which would then stand still: the clock refuses, so give it as a value.
    """
    names = [
        name
        for name, parameter in inspect.signature(compose).parameters.items()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    composed: dict[Hashable, Statement] = {}

    @wraps(compose)
    def with_values(*values: Any, **shape: Any) -> tuple[Statement, dict[str, Any]]:
        key = tuple(sorted(shape.items()))
        if key not in composed:
            with clock.covered():
                composed[key] = compose(*[sa.bindparam(name) for name in names], **shape)
        return composed[key], dict(zip(names, values, strict=True))

    return with_values
