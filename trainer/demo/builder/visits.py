"""Come here for the visits of the demonstration: one that is over with its actions, one under way."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from trainer.config import Config
from trainer.core import clock
from trainer.demo.builder.cast import person, version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.points import actions as points
from trainer.registrations.models import Registration
from trainer.storage.uploads import take_in
from trainer.visits.actions import arranging, following, letting_in
from trainer.visits.models import EqaAction, Page, Visit, VisitKind

ADDRESS, BROWSER = "203.0.113.40", "Firefox, Windows"
REPORT = "visit-report.txt"


def plan(timeline: Timeline) -> None:
    """Put the visits on the timeline."""
    for told in load("visits"):
        ToldVisit(told).plan(timeline)


class ToldVisit:
    """One visit: arranged, read under, and perhaps reported with its actions followed up."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.visit_id = 0
        self._today = clock.today()

    def plan(self, timeline: Timeline) -> None:
        """Put every step of it on the timeline."""
        told = self.told
        timeline.plan(told["arranged"], 11, self._arrange)
        timeline.plan(told["starts"], 10, self._read)
        timeline.plan(max(told["starts"] - 1, 1), 15, self._ask)
        if "report" in told:
            timeline.plan(told["ends"] - 4, 9, self._report)
            timeline.plan(told["ends"] - 5, 9, self._take_up)
            timeline.plan(told["ends"] - 20, 9, self._answer)

    def _arrange(self) -> None:
        told = self.told
        asked = arranging.Arrangement(
            awarding_organisation=told["awarding"],
            kind=VisitKind(told["kind"]),
            eqa_name=told["name"],
            eqa_organisation=told["awarding"],
            eqa_email=told["email"],
            starts_on=self._day(told["starts"]),
            ends_on=self._day(told["ends"]),
            qualifications=[version(code).qualification_id for code in told["of"]],
            sites=[],
            people=[person(number).id for number in told["meets"]],
        )
        visit = arranging.arrange(asked, actor=person(told["by"]), config=_settings())
        self.visit_id = visit.id
        learners = [person(number).id for number in told["portfolios"]]
        found = sa.select(Registration.id).where(
            Registration.learner_id.in_(learners),
            Registration.version_id.in_([version(code).id for code in told["of"]]),
        )
        ids = db.session.scalars(found).all()
        arranging.choose(visit, actor=person(told["by"]), shown=ids, chosen=ids)

    def _read(self) -> None:
        visit = self._visit()
        code = letting_in.make_code(visit, actor=person(self.told["by"]), config=_settings())
        letting_in.let_in(
            visit, None, config=_settings(), code=code, address=ADDRESS, browser=BROWSER
        )
        for page in map(Page, self.told["opened"]):
            if page in {Page.PORTFOLIO, Page.MATRIX}:
                for chosen in visit.portfolios:
                    registration = chosen.registration
                    letting_in.note_opening(
                        visit,
                        visit.devices[0],
                        page,
                        registration=registration,
                        about=registration.version.title,
                    )
            else:
                letting_in.note_opening(visit, visit.devices[0], page)

    def _ask(self) -> None:
        visit = self._visit()
        code = letting_in.make_code(visit, actor=person(self.told["by"]), config=_settings())
        device = visit.devices[0]
        letting_in.let_in(
            visit, device, config=_settings(), code=code, address=ADDRESS, browser=BROWSER
        )
        for one in self.told["asks"]:
            following.ask_for_action(visit, device, what=one["what"], due_on=self._day(one["due"]))

    def _take_up(self) -> None:
        found = sa.select(EqaAction).where(EqaAction.visit_id == self.visit_id)
        asked = db.session.scalars(found.order_by(EqaAction.id)).all()
        for one, owner in zip(asked, self.told["owners"], strict=True):
            assert one.due_on is not None  # noqa: S101 - each is told with its day
            following.take_up(
                one,
                actor=person(self.told["by"]),
                what=one.what,
                owner=person(owner),
                due_on=one.due_on,
            )

    def _report(self) -> None:
        words = self.told["report"]
        store = current_app.extensions["store"]
        following.report(
            self._visit(),
            actor=person(self.told["by"]),
            outcome=words,
            next_on=self._day(self.told["next"]),
            upload=take_in(store, [words.encode()], REPORT),
        )

    def _answer(self) -> None:
        found = sa.select(EqaAction).where(EqaAction.visit_id == self.visit_id)
        asked = db.session.scalars(found.order_by(EqaAction.id)).all()
        for one, words in zip(asked, self.told["answered"], strict=False):
            assert one.point is not None  # noqa: S101 - it was taken up before
            points.answer(one.point, actor=one.point.owner, words=words)
            points.close(one.point, actor=person(self.told["by"]))

    def _day(self, days_ago: int) -> date:
        """Count back from the day the demonstration is made, whenever this step is."""
        return self._today - timedelta(days=days_ago)

    def _visit(self) -> Visit:
        return db.session.get_one(Visit, self.visit_id)


def _settings() -> Config:
    return cast("Config", current_app.extensions["trainer"])
