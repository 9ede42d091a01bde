"""Come here for how a journey becomes steps on the timeline, from applying to a certificate."""

from datetime import timedelta
from functools import cached_property, partial

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.catalogue.models import QualificationNumber
from trainer.core import clock
from trainer.demo.builder import awarding, claiming, entries, judging, signing, together
from trainer.demo.builder.cast import Criteria, person, version
from trainer.demo.builder.entries import Log
from trainer.demo.builder.pictures import Pictures
from trainer.demo.builder.timeline import Timeline
from trainer.demo.journeys import Journey
from trainer.demo.stories import Story, Teller, load, told_by
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.registrations import actions as registrations
from trainer.registrations.models import Registration

REGISTRAR = "bh1006"
COUNTERSIGNER = "bh1702"
STEPS = ("applied", "initial_assessment", "registered", "active")
TARGET_DAYS = 420


class Course:
    """One journey being made: the registration, the log, and the steps that fill them."""

    def __init__(
        self, journey: Journey, place: int, pictures: Pictures, released: tuple[int, ...]
    ) -> None:
        self.journey = journey
        self.place = place
        self.pictures = pictures
        self.released = released
        self.log = Log(registration_id=0)

    def plan(self, timeline: Timeline) -> None:
        """Put every step of the journey on the timeline."""
        journey = self.journey
        timeline.plan(journey.applied, 9, self._register, minute=self.place)
        for story, day in zip(journey.stories, journey.days, strict=True):
            self._plan_entry(timeline, story, day)
        if asked := journey.asked_again:
            timeline.plan(asked.days_ago, 15, self._ask_again)
        if journey.checked:
            timeline.plan(self._complete_on(), 16, self._check, minute=self.place)
        self._plan_ends(timeline)

    def _plan_entry(self, timeline: Timeline, story: Story, day: int) -> None:
        told = self.journey

        def plan(later: int, hour: int, act: "partial[None]") -> None:
            timeline.plan(max(day - later, 1), hour, act, minute=self.place)

        plan(0, 18, partial(self._write, story))
        left = told.left.get(story.key, "")
        if left == "draft":
            return
        plan(1, 12, partial(self._send, story))
        if left == "waiting":
            return
        if left == "half_judged":
            plan(3, 10, partial(self._judge_half, story))
            return
        if left == "returned":
            plan(3, 10, partial(self._return, story))
            return
        if left == "answered":
            plan(3, 10, partial(self._find_lacking, story))
            plan(3, 15, partial(self._talk, story))
            plan(4, 12, partial(self._answer, story))
            return
        if again := told.again.get(story.key):
            plan(3, 10, partial(self._return if again == "returned" else self._find_lacking, story))
            plan(4, 12, partial(self._answer, story))
        plan(5, 10, partial(self._judge, story))
        plan(6, 13, partial(self._sign, "learner"))
        plan(6, 16, partial(self._sign, "assessor"))
        plan(7, 11, partial(self._sign, "countersigner"))

    def _complete_on(self) -> int:
        """Find the first release after everything was judged; the check follows the day after."""
        last = min(self.journey.days) - 7
        return next(day for day in self.released if day <= last) - 1

    def _plan_ends(self, timeline: Timeline) -> None:
        journey = self.journey
        ends = (
            (journey.issued, self._issue),
            (journey.replaced, self._replace),
            (journey.revoked, self._revoke),
            (journey.taking_break, self._take_break),
            (journey.withdrawn, self._withdraw),
            (journey.transferred, self._transfer),
            (journey.claimed, self._claim),
            (journey.rejected, self._record_rejection),
            (journey.awarded, self._record_award),
        )
        for day, act in ends:
            if day is not None:
                timeline.plan(day, 11, act, minute=self.place)

    def _register(self) -> None:
        journey = self.journey
        actor, learner = person(REGISTRAR), person(journey.learner)
        if journey.cohort:
            self.log.registration_id = together.registered_together(learner) or 0
            return
        chosen = version(journey.of)
        registration = registrations.apply(
            learner=learner,
            version=chosen,
            assessor=person(journey.assessor),
            iqa=person(journey.iqa),
            actor=actor,
            awarding=_awarding(chosen.id, journey.awarding),
            site=_placement(learner.id).site,
            target_on=clock.today() + timedelta(days=TARGET_DAYS),
        )
        db.session.flush()  # The steps to come find the registration by its id.
        self.log.registration_id = registration.id
        reached = STEPS.index(journey.until)
        for step in (self._assess_first, self._register_with_units, self._start)[:reached]:
            step(registration, actor)

    def _assess_first(self, registration: Registration, actor: User) -> None:
        found = load("feedback")["found"]
        registrations.record_initial_assessment(
            registration, actor=actor, found=found[self.place % len(found)]
        )

    def _register_with_units(self, registration: Registration, actor: User) -> None:
        registrations.choose_units(registration, actor=actor, units=self.journey.choice)
        registrations.register(registration, actor=actor)

    @staticmethod
    def _start(registration: Registration, actor: User) -> None:
        registrations.start(registration, actor=actor)

    def _write(self, story: Story) -> None:
        learner = self._learner()
        site = _placement(learner.id).site.name
        teller = Teller(me=learner.known_as, site=site, turn=self.journey.turn)
        entries.write(self.log, told_by(story, teller), learner, self._criteria, self.pictures)

    def _send(self, story: Story) -> None:
        entries.send(self.log, story, self._learner())

    def _answer(self, story: Story) -> None:
        entries.answer(self.log, story, self._learner(), self.pictures)

    def _judge(self, story: Story) -> None:
        judging.judge(self.log.items[story.key], actor=self._assessor())

    def _find_lacking(self, story: Story) -> None:
        item_id = self.log.items[story.key]
        judging.comment(item_id, story.key, actor=self._assessor())
        judging.judge(item_id, actor=self._assessor(), last=CriterionState.NOT_YET_MET)

    def _talk(self, story: Story) -> None:
        item_id = self.log.items[story.key]
        told = load("feedback")["answered"][story.key]
        judging.talk(item_id, told["asks"], told["told"], self._learner(), self._assessor())

    def _judge_half(self, story: Story) -> None:
        item_id = self.log.items[story.key]
        judging.judge_half(item_id, actor=self._assessor())
        judging.comment(item_id, story.key, actor=self._assessor())

    def _return(self, story: Story) -> None:
        judging.return_whole(self.log.items[story.key], actor=self._assessor())

    def _sign(self, signing_as: str) -> None:
        sign, number = {
            "learner": (signing.sign_as_learner, self.journey.learner),
            "assessor": (signing.sign_as_assessor, self.journey.assessor),
            "countersigner": (signing.countersign, COUNTERSIGNER),
        }[signing_as]
        sign(self.log.registration_id, person(number), self.journey.held)

    def _ask_again(self) -> None:
        asked = self.journey.asked_again
        if asked is not None:
            signing.ask_again(
                self.log.registration_id, asked, person(self.journey.iqa), self._criteria
            )

    def _check(self) -> None:
        signing.check(self.log.registration_id, person(self.journey.iqa))

    def _issue(self) -> None:
        awarding.issue(self.log.registration_id)

    def _replace(self) -> None:
        awarding.replace(self.log.registration_id)

    def _revoke(self) -> None:
        awarding.revoke(self.log.registration_id)

    def _take_break(self) -> None:
        reason = load("feedback")["break"][0]
        registrations.take_break(self._registration(), actor=person(REGISTRAR), reason=reason)

    def _withdraw(self) -> None:
        reason = load("feedback")["withdrawn"][1]
        registrations.withdraw(self._registration(), actor=person(REGISTRAR), reason=reason)

    def _transfer(self) -> None:
        reason = load("feedback")["transferred"][0]
        registrations.transfer(self._registration(), actor=person(REGISTRAR), reason=reason)

    def _claim(self) -> None:
        claiming.claim(self._registration())

    def _record_rejection(self) -> None:
        claiming.reject(self._registration())

    def _record_award(self) -> None:
        claiming.award(self._registration(), f"WA-{self.place:05d}")

    @cached_property
    def _criteria(self) -> Criteria:
        return Criteria()

    def _learner(self) -> User:
        return person(self.journey.learner)

    def _assessor(self) -> User:
        return person(self.journey.assessor)

    def _registration(self) -> Registration:
        return db.session.get_one(Registration, self.log.registration_id)


def _awarding(version_id: int, number: str) -> QualificationNumber | None:
    """Find the number of that name, or the first where none is named."""
    numbers = sa.select(QualificationNumber).where(QualificationNumber.version_id == version_id)
    if number:
        numbers = numbers.where(QualificationNumber.number == number)
    return db.session.scalar(numbers.order_by(QualificationNumber.id).limit(1))


def _placement(user_id: int) -> Placement:
    return db.session.scalars(
        sa.select(Placement)
        .where(Placement.user_id == user_id, Placement.holds_on(clock.today()))
        .limit(1)
    ).one()
