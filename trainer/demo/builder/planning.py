"""Come here for what assessors plan with their learners, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from trainer.catalogue.models import Qualification, QualificationVersion
from trainer.core import clock
from trainer.demo.builder.cast import Criteria, person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.planning import actions as planning
from trainer.planning.models import AssessmentPlan, Method
from trainer.registrations.models import Registration, RegistrationStatus


def plan(timeline: Timeline) -> None:
    """Put what was planned with learners on the timeline."""
    for told in load("plans"):
        Meeting(told).plan(timeline)


class Meeting:
    """One assessment that is planned, and agreed, asked about or carried out."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.plan_id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        timeline.plan(self.told["proposed"], 17, self._propose)
        for step, act in (
            ("agreed", self._agree),
            ("asked", self._ask),
            ("done", self._carry_out),
        ):
            if days_ago := self.told.get(step):
                timeline.plan(days_ago, 18, act)

    def _propose(self) -> None:
        told, registration = self.told, self._registration()
        at = told.get("at")
        proposed = planning.propose(
            registration,
            actor=registration.assessor,
            method=Method(told["method"]),
            planned_on=clock.today() + timedelta(days=told["proposed"] + told["ahead"]),
            planned_at=time.fromisoformat(at) if at else None,
            minutes=told["minutes"],
            place=told["place"],
            note=told.get("note", ""),
            criteria=self._ids(told["criteria"]),
        )
        self.plan_id = proposed.id

    def _agree(self) -> None:
        planning.agree(self._plan(), actor=person(self.told["learner"]))

    def _ask(self) -> None:
        learner = person(self.told["learner"])
        planning.ask_for_change(self._plan(), actor=learner, wish=self.told["wish"])

    def _carry_out(self) -> None:
        agreed = self._plan()
        planning.carry_out(
            agreed,
            actor=agreed.registration.assessor,
            done_on=agreed.planned_on,
            covered=self._ids(self.told["covered"]),
            outcome=self.told["outcome"],
        )

    def _plan(self) -> AssessmentPlan:
        return db.session.get_one(AssessmentPlan, self.plan_id)

    def _registration(self) -> Registration:
        return db.session.scalars(
            sa.select(Registration)
            .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
            .join(Qualification, Qualification.id == QualificationVersion.qualification_id)
            .where(
                Registration.learner_id == person(self.told["learner"]).id,
                Qualification.code == self.told["of"],
                Registration.status == RegistrationStatus.ACTIVE,
            )
        ).one()

    def _ids(self, numbers: Iterable[str]) -> list[int]:
        return [self._criteria.id_of(self.told["unit"], number) for number in numbers]

    @cached_property
    def _criteria(self) -> Criteria:
        return Criteria()
