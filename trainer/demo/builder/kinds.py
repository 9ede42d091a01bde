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
from trainer.logs.models import Activity, EvidenceKind, Framework, Revision

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
        self.key = str(uuid.uuid4())

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        if first := self.told.get("first"):
            timeline.plan(first["written"], 16, partial(self._write, {**self.told, **first}))
        timeline.plan(self.told["written"], 17, partial(self._write, self.told))
        if days_ago := self.told.get("handed_on"):
            timeline.plan(days_ago, 18, self._hand_on)
        for names in self.told.get("signed", ()):
            timeline.plan(names["ago"], 19, partial(self._sign, names))

    def _write(self, told: Mapping[str, Any]) -> None:
        author = person(told["by"]) if "by" in told else None
        learner = person(told["learner"])
        writer = author or learner
        revision = actions.start(
            actor=writer,
            client_key=self.key,
            kind=EvidenceKind(told["kind"]),
            about=learner if author else None,
        )
        words: dict[str, Any] = {**BLANK, **told["words"]}
        actions.write(
            revision,
            actor=writer,
            version=None,
            activity=Activity(told["activity"]) if "activity" in told else None,
            happened_on=clock.today() - timedelta(days=told.get("earlier", 0)),
            minutes=told.get("minutes"),
            framework=Framework(told.get("framework", Framework.REFLECTION)),
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
