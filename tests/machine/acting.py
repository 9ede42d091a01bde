"""What every step needs: a world that the end undoes, its people, and one of its things."""

from typing import Any, ClassVar

import sqlalchemy as sa
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from tests.conftest import undone
from tests.machine.world import ACTING, World
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.checks.running import run
from trainer.core import clock

DUE = "whoever is due"
WHO = st.sampled_from((*[DUE] * len(ACTING), *ACTING))
PICK = st.integers(0, 30)
OUTCOMES = st.sampled_from((CriterionState.MET, CriterionState.MET, CriterionState.NOT_YET_MET))
WORDS = "Because it reads like that."
WAITS = "INV28"
"""It tells administrators of work to be given to somebody else, which is theirs to do."""


class Acting(RuleBasedStateMachine):
    """People who act on records; after each step, or now and then, every check is made."""

    app: ClassVar[Flask]
    tables: ClassVar[sa.Engine]
    steps_between: ClassVar[int] = 1

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.within = undone(self.app, self.tables)
        self.within.__enter__()

    @initialize()
    def begin(self) -> None:
        self.world = World()

    def teardown(self) -> None:
        try:
            self.check()
        finally:
            self.within.__exit__(None, None, None)

    def one(self, model: Any, pick: int) -> Any:
        rows = self.world.all(model)
        return rows[pick % len(rows)] if rows else None

    def who(self, name: str, due: User | None) -> User:
        return (
            due
            if name == DUE and due is not None
            else self.world.person(name if name != DUE else "tess")
        )

    @rule(days=st.integers(1, 12))
    def wait(self, days: int) -> None:
        self.world.wait(days)

    @invariant()
    def every_check_holds(self) -> None:
        self.steps += 1
        if self.steps % self.steps_between == 0:
            self.check()

    def check(self) -> None:
        if hasattr(self, "world"):
            with clock.at(self.world.now):
                found = [one for one in run() if one.invariant != WAITS]
            assert not found, found
