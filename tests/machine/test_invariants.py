"""Whatever people do, in whatever order, refused or not, the records stay as they must be.

Each step is an action somebody tries, at a time of its own; after each tenth, and at the end of
each sequence, every check of `trainer check` is made. `TRAINER_MACHINE="5000x80"` runs so many
sequences of so many steps, and `TRAINER_MACHINE_CHECKS="1"` checks after every one of them.
"""

import os

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine

SEQUENCES, STEPS = (int(one) for one in os.environ.get("TRAINER_MACHINE", "100x30").split("x"))


@pytest.mark.slow
@pytest.mark.timeout(0 if "TRAINER_MACHINE" in os.environ else 1500)
def test_whatever_people_do_every_check_holds(application: Flask, tables: sa.Engine) -> None:
    Machine.app, Machine.tables = application, tables
    Machine.steps_between = int(os.environ.get("TRAINER_MACHINE_CHECKS", "10"))
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize="TRAINER_MACHINE" not in os.environ,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),
            database=None,
        ),
    )
