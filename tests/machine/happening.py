"""What happens around the work: other people, breaks, appeals, evidence set aside."""

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from tests.factories_appeals import DEADLINES
from tests.machine.acting import PICK, WHO, WORDS, Acting
from trainer.appeals import actions as appeals
from trainer.appeals.models import Appeal
from trainer.assessments.models import Judgement
from trainer.cover import actions as cover
from trainer.logs.models import Item
from trainer.malpractice import actions as malpractice
from trainer.malpractice.models import Case
from trainer.registrations import actions as registrations
from trainer.registrations.models import Registration


class Happening(Acting):
    """What administrators do, and what is disputed."""

    @rule(pick=PICK, who=WHO, to=st.sampled_from(("ben", "tia", "dora", "ada", "cleo")))
    def reassign(self, pick: int, who: str, to: str) -> None:
        registration = self.one(Registration, pick)
        actor = self.who(who, self.world.person("tess"))
        self.world.attempt(
            lambda: registrations.reassign(
                registration,
                actor=actor,
                assessor=self.world.person(to),
                iqa=registration.iqa,
                reason=WORDS,
            )
        )

    @rule(pick=PICK, who=WHO)
    def cover_for(self, pick: int, who: str) -> None:
        registration = self.one(Registration, pick)
        actor = self.who(who, self.world.person("tess"))
        self.world.attempt(
            lambda: cover.arrange(
                registration.assessor,
                actor=actor,
                substitute=self.world.person("dora"),
                registrations=[registration.id],
                back_on=None,
                reason=WORDS,
            )
        )

    @rule(pick=PICK, who=WHO, back=st.booleans())
    def take_break(self, pick: int, who: str, back: bool) -> None:
        registration = self.one(Registration, pick)
        actor = self.who(who, self.world.person("tess"))
        if back:
            self.world.attempt(lambda: registrations.resume(registration, actor=actor))
        else:
            self.world.attempt(
                lambda: registrations.take_break(registration, actor=actor, reason=WORDS)
            )

    @precondition(lambda self: self.world.all(Judgement))
    @rule(pick=PICK, who=WHO)
    def appeal(self, pick: int, who: str) -> None:
        judgement = self.one(Judgement, pick)
        unit = judgement.unit_assessment
        actor = self.who(who, unit.registration.learner)
        self.world.attempt(
            lambda: appeals.appeal(
                unit, actor=actor, judgements=[judgement.id], grounds=WORDS, deadlines=DEADLINES
            )
        )

    @precondition(lambda self: self.world.all(Appeal))
    @rule(pick=PICK, who=WHO, upheld=st.booleans(), further=st.booleans())
    def answer_appeal(self, pick: int, who: str, upheld: bool, further: bool) -> None:
        found = self.one(Appeal, pick)
        registration = found.unit_assessment.registration
        hearers = (registration.assessor, registration.iqa, *map(self.world.person, ("gus", "hal")))
        actor = self.who(who, hearers[pick % len(hearers)])
        self.world.attempt(
            lambda: appeals.answer(
                found,
                actor=actor,
                proof=self.world.proof(actor),
                upheld=upheld,
                words=WORDS,
                deadlines=DEADLINES,
            )
        )
        if further:
            self.world.attempt(
                lambda: appeals.take_further(
                    found, actor=found.learner, grounds=WORDS, deadlines=DEADLINES
                )
            )

    @precondition(lambda self: self.world.all(Item))
    @rule(pick=PICK, who=WHO)
    def set_aside(self, pick: int, who: str) -> None:
        item = self.one(Item, pick)
        actor = self.who(who, self.world.person("cleo"))
        self.world.attempt(
            lambda: malpractice.set_evidence_aside(
                item.owner, actor=actor, items=[item.id], concerned=item.owner, words=WORDS, days=9
            )
        )

    @precondition(lambda self: self.world.all(Case))
    @rule(pick=PICK, who=WHO, founded=st.booleans())
    def go_on_with_case(self, pick: int, who: str, founded: bool) -> None:
        case = self.one(Case, pick)
        tess, gus, hal = map(self.world.person, ("tess", "gus", "hal"))
        self.world.attempt(
            lambda: malpractice.ask_investigator(
                case, actor=self.who(who, tess), investigator=gus, days=9
            )
        )
        self.world.attempt(
            lambda: malpractice.report(
                case, actor=self.who(who, gus), founded=founded, words=WORDS, days=9
            )
        )
        decide = malpractice.make_void if founded else malpractice.clear
        actor = self.who(who, hal)
        self.world.attempt(
            lambda: decide(case, actor=actor, proof=self.world.proof(actor), words=WORDS)
        )
