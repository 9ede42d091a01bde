"""Come here for evidence that assessors write about learners, or that others put their names to."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from trainer.core import clock
from trainer.demo.builder.cast import Criteria, person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.logs import actions, offering
from trainer.logs.models import Activity, EvidenceKind, Revision

BLANK = dict.fromkeys(("title", "place", "what", "so_what", "now_what", "kept_at"), "")


def plan(timeline: Timeline) -> None:
    """Put the evidence of other kinds on the timeline."""
    for told in load("kinds"):
        Piece(told).plan(timeline)


class Piece:
    """One piece of evidence: written, handed on, and signed by some of those who sign it."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.revision_id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        timeline.plan(self.told["written"], 17, self._write)
        if days_ago := self.told.get("handed_on"):
            timeline.plan(days_ago, 18, self._hand_on)
        for names in self.told.get("signed", ()):
            timeline.plan(names["ago"], 19, partial(self._sign, names))

    def _write(self) -> None:
        told = self.told
        author = person(told["by"]) if "by" in told else None
        learner = person(told["learner"])
        writer = author or learner
        revision = actions.start(
            actor=writer,
            client_key=str(uuid.uuid4()),
            kind=EvidenceKind(told["kind"]),
            about=learner if author else None,
        )
        words: dict[str, Any] = {**BLANK, **told["words"]}
        activity: Activity | None = None
        actions.write(
            revision,
            actor=writer,
            version=None,
            activity=activity,
            happened_on=clock.today() - timedelta(days=told.get("earlier", 0)),
            minutes=told.get("minutes"),
            details=told["details"],
            **words,
        )
        criteria = Criteria()
        ids = [criteria.id_of(told["unit"], number) for number in told["criteria"]]
        actions.link(revision, actor=writer, criteria=ids)
        self.revision_id = revision.id

    def _hand_on(self) -> None:
        offering.offer(self._revision(), actor=person(self.told.get("by", self.told["learner"])))

    def _sign(self, names: Mapping[str, Any]) -> None:
        who, comment = person(names["who"]), names.get("comment", "")
        offering.sign(self._revision(), actor=who, comment=comment)

    def _revision(self) -> Revision:
        return db.session.get_one(Revision, self.revision_id)
