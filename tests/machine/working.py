"""The work itself: writing, sending, judging, signing, releasing."""

from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from tests.factories_assessments import make_item, seen
from tests.machine.acting import OUTCOMES, PICK, WHO, WORDS, Acting
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, drafting, judging, signing, submitting
from trainer.assessments.models import CriterionState, Judgement, Submission
from trainer.assessments.queries import review
from trainer.assessments.rules import VACSR
from trainer.catalogue.models import Criterion
from trainer.logs import actions as logs
from trainer.logs.models import Item
from trainer.quality import actions as quality
from trainer.registrations.models import Registration, UnitAssessment


class Working(Acting):
    """What learners, assessors and quality assurers do to a record."""

    @rule(pick=PICK, criteria=st.sets(st.integers(0, 3), min_size=1))
    def write(self, pick: int, criteria: set[int]) -> None:
        registration = self.one(Registration, pick)
        offered = [one for unit in registration.units for one in unit.unit_version.criteria]
        self.world.attempt(
            lambda: make_item(registration.learner, [offered[one] for one in sorted(criteria)])
        )

    @rule(pick=PICK, far=st.integers(1, 7), outcome=OUTCOMES)
    def go_on(self, pick: int, far: int, outcome: CriterionState) -> None:
        """Take one unit as far as its people would, step by step."""
        unit = self.one(UnitAssessment, pick)
        registration = unit.registration
        learner, assessor, iqa = registration.learner, registration.assessor, registration.iqa
        steps = (
            lambda: make_item(learner, unit.unit_version.criteria),
            lambda: self._send_latest(registration),
            lambda: self._judge_all(registration, outcome),
            lambda: self._sign(signing.sign_as_learner, unit, learner),
            lambda: self._sign(signing.sign_as_assessor, unit, assessor),
            lambda: self._sign(signing.countersign, unit, self.world.person("dora")),
            lambda: self._release(unit, iqa),
        )
        for step in steps[:far]:
            self.world.attempt(step)

    def _send_latest(self, registration: Registration) -> None:
        for item in self.world.all(Item, Item.owner_id == registration.learner_id)[-1:]:
            submitting.submit(
                item, actor=item.owner, registrations=[registration.id], own_work=True
            )

    def _judge_all(self, registration: Registration, outcome: CriterionState) -> None:
        for submission in self.world.all(Submission, Submission.registration_id == registration.id)[
            -1:
        ]:
            self._judge(submission, outcome)

    def _judge(self, submission: Submission, outcome: CriterionState) -> None:
        actor = submission.registration.assessor
        for link in submission.revision.links:
            self._say(submission, link.criterion, actor, outcome)
        judging.sign_judgements(
            submission, actor=actor, seen=review.mark_of(review.drafts_on(submission))
        )

    def _sign(self, act: Any, unit: UnitAssessment, actor: User) -> None:
        act(unit, actor=actor, proof=self.world.proof(actor), seen=seen(unit))

    def _release(self, unit: UnitAssessment, actor: User, *, looked: bool = True) -> None:
        quality.release(
            [unit],
            actor=actor,
            proof=self.world.proof(actor),
            looked_at=[unit.id] if looked else [],
            seen=quality.mark_of(quality.hashes_of([unit])),
        )

    @rule(pick=PICK, who=WHO, again=st.booleans())
    def send(self, pick: int, who: str, again: bool) -> None:
        if (item := self.one(Item, pick)) is None:
            return
        actor = self.who(who, item.owner)
        if again:
            self.world.attempt(lambda: logs.revise(item, actor=actor))
        registration = next(
            one for one in self.world.all(Registration) if one.learner_id == item.owner_id
        )
        self.world.attempt(
            lambda: submitting.submit(
                item, actor=actor, registrations=[registration.id], own_work=True
            )
        )

    @rule(pick=PICK, who=WHO, back=st.booleans())
    def withdraw_item(self, pick: int, who: str, back: bool) -> None:
        if (item := self.one(Item, pick)) is not None:
            act = logs.bring_back if back else logs.withdraw
            self.world.attempt(lambda: act(item, actor=self.who(who, item.owner)))

    @precondition(lambda self: self.world.all(Submission))
    @rule(pick=PICK, who=WHO, outcome=OUTCOMES, how_many=st.integers(1, 4))
    def judge(self, pick: int, who: str, outcome: CriterionState, how_many: int) -> None:
        submission = self.one(Submission, pick)
        actor = self.who(who, submission.assessor)
        for link in submission.revision.links[:how_many]:
            self.world.attempt(partial(self._say, submission, link.criterion, actor, outcome))
        self.world.attempt(
            lambda: judging.sign_judgements(
                submission, actor=actor, seen=review.mark_of(review.drafts_on(submission))
            )
        )

    @staticmethod
    def _say(
        submission: Submission, criterion: Criterion, actor: User, outcome: CriterionState
    ) -> None:
        drafting.save_draft(
            submission,
            criterion.id,
            actor=actor,
            outcome=outcome,
            vacsr=VACSR,
            vacsr_note="",
            relied_on=[submission.revision_id],
            feedback=WORDS,
        )

    @precondition(lambda self: self.world.all(Submission))
    @rule(pick=PICK, who=WHO)
    def send_back(self, pick: int, who: str) -> None:
        submission = self.one(Submission, pick)
        actor = self.who(who, submission.assessor)
        self.world.attempt(lambda: judging.send_back(submission, actor=actor, reason=WORDS))

    @precondition(lambda self: self.world.all(Judgement))
    @rule(pick=PICK, who=WHO, outcome=OUTCOMES)
    def correct(self, pick: int, who: str, outcome: CriterionState) -> None:
        judgement = self.one(Judgement, pick)
        actor = self.who(who, judgement.judge)
        self.world.attempt(
            lambda: correcting.correct(
                judgement,
                actor=actor,
                outcome=outcome,
                vacsr=VACSR,
                vacsr_note="",
                relied_on=[judgement.submission.revision_id] if judgement.submission else [],
                feedback=WORDS,
                reason=WORDS,
            )
        )

    @rule(pick=PICK, who=WHO, part=st.sampled_from(("learner", "assessor", "counter", "refuse")))
    def sign(self, pick: int, who: str, part: str) -> None:
        unit = self.one(UnitAssessment, pick)
        registration = unit.registration
        due = {"learner": registration.learner, "assessor": registration.assessor}
        actor = self.who(who, due.get(part, self.world.person("dora")))
        if part == "refuse":
            self.world.attempt(
                lambda: signing.refuse_to_countersign(
                    unit,
                    actor=actor,
                    criteria=[unit.unit_version.criteria[0].id],
                    reason=WORDS,
                )
            )
            return
        act = {
            "learner": signing.sign_as_learner,
            "assessor": signing.sign_as_assessor,
            "counter": signing.countersign,
        }[part]
        self.world.attempt(lambda: self._sign(act, unit, actor))

    @rule(pick=PICK, who=WHO, looked=st.booleans())
    def release(self, pick: int, who: str, looked: bool) -> None:
        unit = self.one(UnitAssessment, pick)
        actor = self.who(who, unit.registration.iqa)
        self.world.attempt(lambda: self._release(unit, actor, looked=looked))

    @rule(pick=PICK, who=WHO)
    def ask_again(self, pick: int, who: str) -> None:
        unit = self.one(UnitAssessment, pick)
        actor = self.who(who, unit.registration.iqa)
        criterion = unit.unit_version.criteria[pick % len(unit.unit_version.criteria)]
        self.world.attempt(
            lambda: quality.ask_again(unit, actor=actor, criteria=[criterion.id], note=WORDS)
        )

    @rule(pick=PICK, who=WHO)
    def complete(self, pick: int, who: str) -> None:
        registration = self.one(Registration, pick)
        actor = self.who(who, registration.iqa)
        self.world.attempt(
            lambda: quality.complete(registration, actor=actor, proof=self.world.proof(actor))
        )
