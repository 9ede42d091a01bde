"""Statements composed once: values differ from run to run, and time may not be frozen in."""

from typing import Any

import pytest
import sqlalchemy as sa

from trainer.core import clock
from trainer.core.prepared import prepared


def test_a_statement_is_composed_once_and_run_with_new_values() -> None:
    composed: list[str] = []

    @prepared
    def sum_of(left: Any, right: Any) -> sa.Select[int]:
        composed.append("sum")
        return sa.select(sa.type_coerce(left, sa.Integer) + sa.type_coerce(right, sa.Integer))

    with sa.create_engine("sqlite://").connect() as connection:
        assert connection.scalar(*sum_of(2, 3)) == 5
        assert connection.scalar(*sum_of(20, 30)) == 50
    assert composed == ["sum"]


def test_each_shape_is_composed_for_itself() -> None:
    @prepared
    def number(*, large: bool) -> sa.Select[int]:
        return sa.select(sa.literal(1000 if large else 1))

    with sa.create_engine("sqlite://").connect() as connection:
        assert connection.scalar(*number(large=True)) == 1000
        assert connection.scalar(*number(large=False)) == 1


def test_a_list_of_values_may_be_of_any_length() -> None:
    @prepared
    def is_one_of(wanted: Any) -> sa.Select[bool]:
        return sa.select(sa.literal(3).in_(wanted))

    with sa.create_engine("sqlite://").connect() as connection:
        assert connection.scalar(*is_one_of([1, 2, 3]))
        assert not connection.scalar(*is_one_of([1]))
        assert not connection.scalar(*is_one_of([]))


def test_a_statement_that_would_stand_still_in_time_is_refused() -> None:
    @prepared
    def since() -> sa.Select[Any]:
        return sa.select(sa.literal(clock.today()))

    with pytest.raises(RuntimeError, match="must be given the time"):
        since()
    assert clock.now()


def test_a_value_forgotten_is_an_error() -> None:
    @prepared
    def echo(one: Any, other: Any) -> sa.Select[Any]:
        return sa.select(one, other)

    with pytest.raises(ValueError, match="shorter"):
        echo(1)
