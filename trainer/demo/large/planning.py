"""Come here for how large the bench's data is, and when in the past it comes to be."""

from dataclasses import dataclass, replace
from functools import partial

from trainer.core import clock
from trainer.demo.builder.cast import version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.large import shelf, standards
from trainer.demo.large.records import Learning
from trainer.demo.large.rows import Rows
from trainer.demo.large.staff import Somebody, appoint, hire
from trainer.people.models import Role

PUBLISHED, HIRED, LEARNT, SENT = 488, 487, 486, 1
TOGETHER = 25


@dataclass(frozen=True)
class Size:
    """How many there are of each; of the units of a registration six in ten are judged.

    `shelf` is how many criteria stand in the catalogue that nobody works towards.
    """

    people: int = 2000
    assessors: int = 40
    iqas: int = 4
    registrations: int = 1000
    units: int = 40
    items: int = 10
    waiting: int = 200
    shelf: int = 50_000

    def times(self, factor: int) -> "Size":
        """Make everything so many times as large, but for what each learner has."""
        return replace(
            self,
            people=self.people * factor,
            assessors=self.assessors * factor,
            iqas=self.iqas * factor,
            registrations=self.registrations * factor,
            waiting=self.waiting * factor,
        )


class Bench:
    """What the steps of making the bench's data hand on to one another."""

    def __init__(self, size: Size, password_hash: str) -> None:
        self.size = size
        self._password_hash = password_hash
        self._hired: list[Somebody] = []
        self._learning: Learning | None = None

    def hire(self) -> None:
        """Take everybody on, and appoint assessors and quality assurers."""
        size, rows = self.size, Rows()
        self._hired = hire(rows, size.people, self._password_hash)
        rows.settle()
        appoint(self._assessors, Role.ASSESSOR)
        appoint(self._iqas, Role.IQA)

    def learn(self, first: int) -> None:
        """Play the records of some learners, from registering to release."""
        if self._learning is None:
            self._learning = Learning(version(standards.CODE), self.size.items)
        last = min(first + TOGETHER, self.size.registrations)
        for place in range(first, last):
            self._learning.register(
                self._learners[place],
                self._assessors[place % len(self._assessors)],
                self._iqas[place % len(self._iqas)],
                is_waiting=place < self.size.waiting,
            )
        self._learning.finish(clock.now())

    def send(self) -> None:
        """Send what waits for assessors."""
        if self._learning is not None:
            self._learning.send_waiting(clock.now())

    @property
    def _assessors(self) -> list[Somebody]:
        return self._hired[: self.size.assessors]

    @property
    def _iqas(self) -> list[Somebody]:
        return self._hired[self.size.assessors :][: self.size.iqas]

    @property
    def _learners(self) -> list[Somebody]:
        return self._hired[self.size.assessors + self.size.iqas :]


def plan(timeline: Timeline, size: Size, password_hash: str) -> None:
    """Put the making of the bench's data on the timeline, before anybody else learns anything."""
    bench = Bench(size, password_hash)
    timeline.plan(PUBLISHED, 8, partial(standards.publish, size.units))
    timeline.plan(PUBLISHED, 9, partial(shelf.fill, size.shelf))
    timeline.plan(HIRED, 8, bench.hire)
    for place, first in enumerate(range(0, size.registrations, TOGETHER)):
        timeline.plan(LEARNT, 0, partial(bench.learn, first), minute=place, alone=True)
    timeline.plan(SENT, 20, bench.send, alone=True)
