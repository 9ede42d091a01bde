"""Come here for the figures of the demonstration: what is measured, and what people's months came to."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.extensions import db
from trainer.figures import actions, queries
from trainer.figures.models import Direction
from trainer.figures.planning import plan as look_ahead
from trainer.figures.reading import COLUMNS, read
from trainer.figures.reckoning import months_until
from trainer.people.models import Placement

HR = "bh1003"
MEASURED, BROUGHT_IN = 320, 3
MONTHS = 11
MISSING_ONE_IN = 14
JOBS = ("Senior adviser", "Service adviser", "Service assistant", "Adviser")
SEED = 20261101


@dataclass(frozen=True)
class Kind:
    """A measure of the demonstration, and around what its figures lie."""

    code: str
    name: str
    unit: str
    direction: Direction
    decimals: int
    middle: float
    spread: float


KINDS = (
    Kind("contacts", "Contacts handled", "", Direction.HIGHER, 0, 420, 70),
    Kind("fcr", "First-contact resolution", "%", Direction.HIGHER, 0, 78, 7),
    Kind("satisfaction", "Customer satisfaction", "of 5", Direction.HIGHER, 1, 4.3, 0.25),
    Kind("quality", "Quality of monitored contacts", "%", Direction.HIGHER, 0, 88, 5),
    Kind("answer-days", "Days until a complaint is answered", "days", Direction.LOWER, 1, 2.4, 0.7),
)


def plan(timeline: Timeline) -> None:
    """Put the measures and the file of figures on the timeline."""
    timeline.plan(MEASURED, 9, _add_measures)
    timeline.plan(BROUGHT_IN, 10, _bring_in)


def _add_measures() -> None:
    for kind in KINDS:
        actions.add_measure(
            actor=person(HR),
            code=kind.code,
            name=kind.name,
            unit=kind.unit,
            direction=kind.direction,
            decimals=kind.decimals,
        )


def _bring_in() -> None:
    by = person(HR)
    sheet = read("\n".join([",".join(COLUMNS), *_rows()]))
    actions.bring_in(look_ahead(sheet, queries.known_for(sheet, by)), actor=by)


def _rows() -> Iterator[str]:
    """Write a figure for each person, measure and whole month, leaving some months out."""
    dice = Random(SEED)  # noqa: S311 - the same figures each time, and nobody’s secret
    for number, joined in db.session.execute(
        sa.select(User.staff_number, sa.func.min(Placement.starts_on))
        .join(Placement, Placement.user_id == User.id)
        .where(User.active, Placement.job_title.in_(JOBS))
        .group_by(User.staff_number)
        .order_by(User.staff_number)
    ):
        for kind in KINDS:
            usual = dice.gauss(kind.middle, kind.spread)
            for month in months_until(clock.today(), MONTHS + 1)[:-1]:
                value = max(0, dice.gauss(usual, kind.spread / 2))
                if month >= joined and dice.randrange(MISSING_ONE_IN):
                    yield f"{number},{kind.code},{month:%Y-%m},{value:.{kind.decimals}f}"
