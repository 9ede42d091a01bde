"""Come here for the order of the demonstration's past: what happens when, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from trainer.core import clock
from trainer.demo.builder.pictures import Pictures
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

TOGETHER = 40
"""So many steps share a transaction: each commit waits for the disk."""

Act = Callable[[], None]


@dataclass(frozen=True, order=True)
class Step:
    """What happens at a moment; `alone` keeps it in a transaction of its own."""

    moment: datetime
    place: int
    act: Act = field(compare=False)
    alone: bool = field(compare=False)


class Timeline:
    """Steps with their moments, counted back from the day the demonstration is made."""

    def __init__(self, today: datetime) -> None:
        self._today = datetime.combine(today.date(), time.min, UTC)
        self._steps: list[Step] = []

    def plan(
        self, days_ago: int, hour: int, act: Act, *, minute: int = 0, alone: bool = False
    ) -> None:
        """Have something happen so many days ago at that time; never today or later."""
        if days_ago < 1:
            raise ValueError("The demonstration's past ends yesterday.")
        moment = self._today - timedelta(days=days_ago) + timedelta(hours=hour, minutes=minute)
        self._steps.append(Step(moment, len(self._steps), act, alone))

    def run(self, pictures: Pictures) -> None:
        """Let everything happen in its order; pictures of files are made as they come in."""
        waiting = sorted(self._steps)
        while waiting:
            done, moment = self._run_some(waiting, pictures)
            del waiting[:done]
            with clock.at(moment):
                pictures.make()

    @staticmethod
    def _run_some(waiting: list[Step], pictures: Pictures) -> tuple[int, datetime]:
        with unit_of_work():
            for done, step in enumerate(waiting, start=1):
                with clock.at(step.moment):
                    step.act()
                    db.session.flush()  # What defaults to the time gets the time of this step.
                is_last = done == len(waiting) or step.alone or waiting[done].alone
                if is_last or pictures.are_waiting or done == TOGETHER:
                    break
        return done, step.moment
