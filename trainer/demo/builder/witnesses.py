"""Come here for the witnesses of the demonstration: asked, and what some of them wrote."""

from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from trainer.config import Config
from trainer.demo.builder.cast import Criteria, person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.logs import offering
from trainer.logs.models import Revision
from trainer.logs.signers import GOING_ON
from trainer.registrations.models import Registration
from trainer.witnesses import actions
from trainer.witnesses.models import WitnessRequest

ADDRESS = "203.0.113.7"
WRITTEN = ("words", "witness", "role", "relationship", "contact")


def plan(timeline: Timeline) -> None:
    """Put the witnesses on the timeline."""
    for told in load("witnesses"):
        Witness(told).plan(timeline)


class Witness:
    """One witness: asked, and perhaps heard and accepted."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.request_id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        steps = {"offered": self._offer, "asked": self._ask, "opened": self._open, "declined": self._decline,
                 "given": self._give, "accepted": self._accept}  # fmt: skip
        for hour, (name, step) in enumerate(steps.items(), start=10):
            if name in self.told:
                timeline.plan(self.told[name], hour, step)

    def _ask(self) -> None:
        told = self.told
        asked = actions.ask(
            self._registration(),
            actor=person(told["by"]),
            config=_settings(),
            criteria=self._criteria(),
            **{name: told[name] for name in ("witness", "email", "expert", "title", "question")},
        )
        self.request_id = asked.id

    def _offer(self) -> None:
        actions.offer(
            self._registration(),
            actor=person(self.told["by"]),
            config=_settings(),
            criteria=self._criteria(),
            basis="",
            **{name: self.told[name] for name in ("title", "words", "role", "relationship")},
        )

    def _registration(self) -> Registration:
        found = sa.select(Registration).where(
            Registration.learner_id == person(self.told["learner"]).id,
            Registration.status.in_(GOING_ON),
        )
        return db.session.scalars(found.order_by(Registration.id).limit(1)).one()

    def _criteria(self) -> list[int]:
        criteria = Criteria()
        return [criteria.id_of(self.told["unit"], number) for number in self.told["criteria"]]

    def _open(self) -> None:
        actions.note_opening(
            self._request(), actor=None, config=_settings(), address=ADDRESS, learner_seen=False
        )

    def _give(self) -> None:
        written = {name: self.told[name] for name in WRITTEN}
        actions.give(self._request(), actor=None, basis=self.told.get("basis", ""), **written)

    def _decline(self) -> None:
        actions.decline(self._request(), actor=None, reason=self.told["reason"])

    def _accept(self) -> None:
        request = self._request()
        revision = db.session.scalars(
            sa.select(Revision).where(Revision.item_id == request.item_id)
        ).one()
        number = self.told.get("on_register")
        offering.sign(
            revision,
            actor=request.registration.assessor,
            expert=person(number) if number else None,
        )

    def _request(self) -> WitnessRequest:
        return db.session.get_one(WitnessRequest, self.request_id)


def _settings() -> Config:
    return cast("Config", current_app.extensions["trainer"])
