"""Claims to an awarding organisation and its answers, while others appeal and void evidence."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine.acting import PICK, WHO, WORDS, Acting
from trainer.claims.actions import answering, claiming
from trainer.claims.models import Claim
from trainer.core import clock
from trainer.registrations.models import Registration, RegistrationStatus

ANSWERS = st.sampled_from(("award", "award", "rejection", "taken back"))


class Claiming(Acting):
    """What a training administrator records of claims."""

    @precondition(
        lambda self: self.world.all(
            Registration, Registration.status == RegistrationStatus.CLAIM_READY
        )
    )
    @rule(pick=PICK, who=WHO, with_visit=st.booleans())
    def claim(self, pick: int, who: str, with_visit: bool) -> None:
        registration = self.one(Registration, pick)
        self.world.attempt(
            lambda: claiming.claim(
                [registration],
                actor=self.who(who, None),
                on=clock.today(),
                visit_on=clock.today() if with_visit else None,
                visit_reference="EQA-1" if with_visit else "",
            )
        )

    @precondition(lambda self: self.world.all(Claim))
    @rule(pick=PICK, who=WHO, how=ANSWERS)
    def answer_a_claim(self, pick: int, who: str, how: str) -> None:
        claim = self.one(Claim, pick)
        actor = self.who(who, None)
        acts = {
            "award": lambda: answering.record_award(
                claim, actor=actor, number=f"CA-{claim.id}", on=clock.today()
            ),
            "rejection": lambda: answering.record_rejection(claim, actor=actor, reason=WORDS),
            "taken back": lambda: claiming.take_back(claim, actor=actor, reason=WORDS),
        }
        self.world.attempt(acts[how])

    @precondition(lambda self: self.world.all(Claim))
    @rule(pick=PICK, who=WHO)
    def put_a_claim_right(self, pick: int, who: str) -> None:
        registration = self.one(Claim, pick).registration
        self.world.attempt(
            lambda: claiming.make_ready_again(registration, actor=self.who(who, None))
        )
