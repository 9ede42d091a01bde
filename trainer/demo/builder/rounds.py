"""Come here for feedback from others in the demonstration: a round passed on, one too small, one open."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from trainer.behaviours import queries as behaviours
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.feedback.actions import answering, arranging, running
from trainer.feedback.actions.answering import Answers
from trainer.feedback.models import FeedbackRater, FeedbackRound, RoundKind
from trainer.feedback.queries import listing

QUESTIONS = 6
LOWEST, HIGHEST = 1, 4


def plan(timeline: Timeline) -> None:
    """Put the rounds of feedback on the timeline."""
    for told in load("rounds"):
        Round(told).plan(timeline)


class Round:
    """One round: arranged, its list agreed, opened, answered, closed and passed on."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.round_id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        told = self.told
        timeline.plan(told["arranged"], 9, self._arrange)
        timeline.plan(told["opened"], 10, self._open)
        for place, one in enumerate(told["answers"], start=1):
            timeline.plan(told["opened"] - place, 11 + place, self._answering(one, place))
        if "closed" in told:
            timeline.plan(told["closed"], 1, self._close)
            timeline.plan(told["released"], 15, self._release)

    def _arrange(self) -> None:
        told, by = self.told, person(self.told["by"])
        about = person(told["about"])
        asked = behaviours.set_of(about)
        days = told["lasts"] + told["arranged"] - told["opened"]
        made = arranging.arrange(
            about,
            actor=by,
            kind=RoundKind(told["kind"]),
            anonymous=told["anonymous"],
            closes_on=clock.today() + timedelta(days=days),
            behaviours=behaviours.in_use(asked)[:QUESTIONS] if asked else [],
        )
        self.round_id = made.id
        for who in told["raters"]:
            arranging.name_colleague(made, actor=about, who=who)
        if told["raters"]:
            arranging.nominate(made, actor=about)

    def _open(self) -> None:
        by, made = person(self.told["by"]), self._round()
        arranging.approve(made, actor=by)
        running.open_round(made, actor=by, config=current_app.extensions["trainer"])

    def _answering(self, said: Mapping[str, Any], place: int) -> Any:
        def answer() -> None:
            who = person(said["who"])
            rater: FeedbackRater = db.session.scalars(
                listing.of_person(who.id, self.round_id)
            ).one()
            rated = [one for one in rater.round.questions if one.version]
            keep, change = (one for one in rater.round.questions if not one.version)
            levels = {
                one.id: min(HIGHEST, max(LOWEST, said["level"] + (at + place) % 3 - 1))
                for at, one in enumerate(rated)
            }
            words = {keep.id: said["keep"], change.id: said["change"]}
            answering.answer(rater, actor=who, answers=Answers(levels, words))

        return answer

    def _close(self) -> None:
        running.close_due()

    def _release(self) -> None:
        running.release_round(self._round(), actor=person(self.told["by"]))

    def _round(self) -> FeedbackRound:
        return db.session.scalars(
            sa.select(FeedbackRound).where(FeedbackRound.id == self.round_id)
        ).one()
