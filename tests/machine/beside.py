"""What comes in beside the work: witnesses, credit, ties, register entries and leavers."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.factories_credit import make_elsewhere
from tests.factories_witnesses import WITNESS, settings
from tests.machine.acting import PICK, WHO, WORDS, Acting
from trainer.assessors import actions as register
from trainer.assessors.models import ConflictKind, Duty, RegisterEntry
from trainer.assessors.policies import open_suspension
from trainer.logs import offering
from trainer.logs.models import Item
from trainer.people import actions as people
from trainer.registrations import actions as registrations
from trainer.registrations.models import Registration, UnitAssessment
from trainer.witnesses import actions as witnesses
from trainer.witnesses.models import WitnessRequest


class Beside(Acting):
    """What others bring to a record, and what becomes of those who act on it."""

    @rule(pick=PICK, who=WHO, expert=st.booleans())
    def ask_a_witness(self, pick: int, who: str, expert: bool) -> None:
        registration = self.one(Registration, pick)
        units = registration.units
        criterion = units[pick % len(units)].unit_version.criteria[0]
        self.world.attempt(
            lambda: witnesses.ask(
                registration,
                actor=self.who(who, registration.learner),
                config=settings(),
                witness="Wanda Witness",
                email="",
                expert=expert,
                title="The late delivery",
                question="What did I do?",
                criteria=[criterion.id],
            )
        )

    @precondition(lambda self: self.world.all(WitnessRequest))
    @rule(pick=PICK, who=WHO, without_account=st.booleans())
    def give_testimony(self, pick: int, who: str, without_account: bool) -> None:
        request = self.one(WitnessRequest, pick)
        actor = None if without_account else self.who(who, None)
        self.world.attempt(
            lambda: witnesses.give(request, actor=actor, basis="I led the shift.", **WITNESS)
        )

    @precondition(lambda self: self.world.all(Item, Item.awaits.is_not(None)))
    @rule(pick=PICK, who=WHO, expert=WHO)
    def put_a_name_under_it(self, pick: int, who: str, expert: str) -> None:
        waiting = self.world.all(Item, Item.awaits.is_not(None))
        item = waiting[pick % len(waiting)]
        assessor = next(
            one.assessor for one in self.world.all(Registration) if one.learner_id == item.owner_id
        )
        self.world.attempt(
            lambda: offering.sign(
                item.revisions[-1],
                actor=self.who(who, assessor),
                comment="",
                expert=self.who(expert, self.world.person("hal")),
            )
        )

    @rule(pick=PICK, who=WHO)
    def credit(self, pick: int, who: str) -> None:
        unit = self.one(UnitAssessment, pick)
        registration = unit.registration
        self.world.attempt(
            lambda: registrations.credit(
                unit,
                actor=self.who(who, registration.assessor),
                proof=f"elsewhere:{make_elsewhere(registration.learner).id}",
                held_code=unit.unit_version.code,
                note=WORDS,
            )
        )

    @rule(pick=PICK, who=WHO, kind=st.sampled_from(ConflictKind))
    def declare_a_tie(self, pick: int, who: str, kind: ConflictKind) -> None:
        registration = self.one(Registration, pick)
        holder = registration.assessor if pick % 2 else registration.iqa
        self.world.attempt(
            lambda: register.declare(
                holder=holder, other=registration.learner, kind=kind, actor=self.who(who, holder)
            )
        )

    @rule(pick=PICK, who=WHO)
    def end_an_entry(self, pick: int, who: str) -> None:
        entry = self.one(RegisterEntry, pick)
        self.world.attempt(
            lambda: register.end_entry(
                entry, actor=self.who(who, None), ends_on=self.world.now.date()
            )
        )

    @rule(pick=PICK, who=WHO)
    def suspend_or_lift(self, pick: int, who: str) -> None:
        entry = self.one(RegisterEntry, pick)
        act = register.lift if open_suspension(entry) else register.suspend
        self.world.attempt(lambda: act(entry, actor=self.who(who, None), reason="Looked into."))

    @rule(pick=PICK, who=WHO, days=st.integers(1, 3))
    def check_competence(self, pick: int, who: str, days: int) -> None:
        entry, today = self.one(RegisterEntry, pick), self.world.now.date()
        self.world.attempt(
            lambda: register.check_competence(
                entry,
                actor=self.who(who, None),
                shown_by="Seen at work.",
                checked_by="Somebody",
                checked_on=today,
                review_on=today + timedelta(days=days),
            )
        )

    @rule(pick=PICK, who=WHO, most=st.none() | st.integers(0, 2))
    def limit(self, pick: int, who: str, most: int | None) -> None:
        holder = self.one(RegisterEntry, pick).holder
        self.world.attempt(
            lambda: register.limit(
                holder=holder, duty=Duty.ASSESS, most=most, actor=self.who(who, None)
            )
        )

    @rule(who=WHO, leaver=st.sampled_from(("tia", "dora", "eli")))
    def leave(self, who: str, leaver: str) -> None:
        self.world.attempt(
            lambda: people.leave(
                self.world.person(leaver), actor=self.who(who, None), on=self.world.now.date()
            )
        )
