"""Come here for the updates of the demonstration: who wrote which, for whom, and who has read it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.demo.builder.cast import person, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.people.models import Role
from trainer.updates import actions, queries
from trainer.updates.actions import Asked, Audience, Said
from trainer.updates.models import Update, UpdateKind

WRITER, UNPUBLISHED = "bh1005", 1
ONE_IN = 6
"""One in so many people has not read yet what most have."""


def plan(timeline: Timeline) -> None:
    """Put each update on the timeline, and everybody who read it."""
    for told in load("updates"):
        AnUpdate(told).plan(timeline)


class AnUpdate:
    """One update: written, perhaps sent out and read."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        timeline.plan(self.told.get("published", UNPUBLISHED), 9, self._write)
        for number, days in self.told["readers"].items():
            timeline.plan(days, 15, partial(self._read, number))

        if "most" in self.told:
            timeline.plan(self.told["most"], 15, self._read_by_most)

    def _write(self) -> None:
        told, writer = self.told, person(WRITER)
        said = Said(
            title=told["title"],
            words=told["words"].strip(),
            changed=told["changed"],
            minutes=told["minutes"],
            days_to_read=told["days"],
            questions=[Asked(**one) for one in told["questions"]],
        )
        audience = Audience(
            [site(one).id for one in told["sites"]],
            (),
            [Role(one) for one in told.get("roles", ())],
        )
        update = actions.write(
            actor=writer, kind=UpdateKind(told["kind"]), said=said, audience=audience
        )
        db.session.flush()
        self.id = update.id
        if "published" in told:
            actions.publish(update, actor=writer)

    def _read_by_most(self) -> None:
        update = db.session.get_one(Update, self.id)
        waiting = [one for one in queries.readers(update, sa.true()) if one.confirmed_at is None]
        for place, reader in enumerate(waiting):
            if place % ONE_IN:
                self._read(db.session.get_one(User, reader.id).staff_number)

    def _read(self, number: str) -> None:
        version = db.session.get_one(Update, self.id).current
        if version is not None:
            answers = {one.id: one.right for one in version.questions}
            actions.confirm(version, actor=person(number), answers=answers)
