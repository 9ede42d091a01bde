"""Come here for work products brought in by file, and what people of the demonstration made of them."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.feeds import actions, queries
from trainer.feeds.models import WorkProduct
from trainer.feeds.reading import COLUMNS, read

Act = Callable[..., object]


def plan(timeline: Timeline) -> None:
    """Put the file on the timeline, and what became of it."""
    told = load("feed")
    timeline.plan(told["days_ago"], 9, partial(_bring_in, told))
    for place, (what, act) in enumerate((("used", actions.use), ("set_aside", actions.set_aside))):
        for reference in told[what]:
            timeline.plan(told["days_ago"] - 1, 18 + place, partial(_decide, reference, act))


def _bring_in(told: Mapping[str, Any]) -> None:
    actor, day = person(told["by"]), clock.today() + timedelta(days=told["days_ago"])
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, restval="", extrasaction="ignore")
    writer.writeheader()
    for row in told["rows"]:
        happened = (day - timedelta(days=row["days_ago"])).isoformat()
        writer.writerow({**row, "date": happened})
    looked_at = queries.look_ahead(actor, read(written.getvalue()))
    actions.take_in(looked_at, actor=actor, source=told["file"])


def _decide(reference: str, act: Act) -> None:
    found = sa.select(WorkProduct).where(WorkProduct.reference == reference)
    product = db.session.scalars(found).one()
    act(product, actor=db.session.get_one(User, product.person_id))
