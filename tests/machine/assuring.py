"""What quality assurers draw and look into, what follows, and what rests on it: reviews of awards."""

import itertools
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import current_app
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.factories_looks import answers
from tests.factories_sampling import ALL_OF_THEM
from tests.machine.acting import PICK, WHO, WORDS, Acting
from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.catalogue.models import Qualification
from trainer.certificates import actions as certificates
from trainer.certificates.models import Certificate, Purpose, Revocation
from trainer.core import clock
from trainer.extensions import db
from trainer.points import actions as points
from trainer.points.models import ActionPoint
from trainer.quality import actions as quality
from trainer.quality.queries import others
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.reviews import actions as reviews
from trainer.reviews.models import Review
from trainer.sampling import actions as sampling
from trainer.sampling.models import Look, Pick, Stage, Strategy
from trainer.sampling.rules.risk import Verdict

ANSWERED = st.sampled_from(("yes", "yes", "in_part", "no"))


class Assuring(Acting):
    """What quality assurers do with samples, and administrators with awards under review."""

    @rule(pick=PICK, who=WHO, stage=st.sampled_from(Stage))
    def draw(self, pick: int, who: str, stage: Stage) -> None:
        qualification = self.one(Qualification, pick)
        actor = self.who(who, self.world.person("cleo"))
        if not self.world.all(Strategy):
            self.world.attempt(
                lambda: sampling.set_strategy(qualification, ALL_OF_THEM, actor=actor, reason=WORDS)
            )
        self.world.attempt(lambda: sampling.draw_sample(qualification, stage, actor=actor))

    @precondition(lambda self: self.world.all(Pick))
    @rule(pick=PICK, who=WHO, verdict=st.sampled_from(Verdict), valid=ANSWERED)
    def look(self, pick: int, who: str, verdict: Verdict, valid: str) -> None:
        found = self.one(Pick, pick)
        actor = self.who(who, found.iqa)
        self.world.attempt(lambda: quality.begin(found, actor=actor))
        self.world.attempt(lambda: quality.keep(found, actor=actor, answers=answers(valid=valid)))
        self.world.attempt(lambda: self._decide(found, actor, verdict))

    def _decide(self, pick: Pick, actor: User, verdict: Verdict) -> None:
        unit = pick.unit_assessment
        given: dict[str, Any] = {
            "actor": actor,
            "proof": self.world.proof(actor),
            "seen": quality.mark_of(quality.hashes_of([unit])),
            "note": WORDS,
        }
        asked = quality.Asked(
            what=WORDS, owner=unit.registration.assessor, due_on=clock.today() + timedelta(days=7)
        )
        if verdict is Verdict.AGREED:
            quality.agree(pick, **given)
        elif verdict is Verdict.AGREED_WITH_POINTS:
            quality.agree_with_points(pick, asked=asked, **given)
        else:
            standing = db.session.scalars(
                sa.select(CriterionStanding).where(
                    CriterionStanding.unit_assessment_id == unit.id,
                    CriterionStanding.state == CriterionState.MET,
                )
            )
            met = [one.criterion_id for one in standing][:1]
            quality.disagree(pick, asked=asked, criteria=met, **given)

    @precondition(lambda self: self.world.all(Pick))
    @rule(pick=PICK, who=WHO)
    def hand_on(self, pick: int, who: str) -> None:
        found = self.one(Pick, pick)
        self.world.attempt(
            lambda: quality.hand_on(
                found, actor=self.who(who, found.iqa), to=self.world.person("ivy"), reason=WORDS
            )
        )

    @precondition(lambda self: self.world.all(Look))
    @rule(pick=PICK, who=WHO, most=st.integers(0, 2))
    def seek_others(self, pick: int, who: str, most: int) -> None:
        look = self.one(Look, pick)
        actor = self.who(who, look.iqa)
        sharers = itertools.islice(others.sharers(look, actor), most)
        self.world.attempt(
            lambda: quality.seek_others(
                look, actor=actor, units=[one.unit.id for one in sharers], reason=WORDS
            )
        )

    @precondition(lambda self: self.world.all(ActionPoint))
    @rule(pick=PICK, who=WHO, step=st.sampled_from(("answer", "close", "both", "reopen")))
    def follow_up(self, pick: int, who: str, step: str) -> None:
        point = self.one(ActionPoint, pick)
        if step in {"answer", "both"}:
            actor = self.who(who, point.owner)
            self.world.attempt(lambda: points.answer(point, actor=actor, words=WORDS))
        raised_by = self.who(who, point.raised_by)
        if step in {"close", "both"}:
            self.world.attempt(lambda: points.close(point, actor=raised_by))
        if step == "reopen":
            self.world.attempt(
                lambda: points.reopen(
                    point, actor=raised_by, words=WORDS, due_on=clock.today() + timedelta(days=7)
                )
            )

    @precondition(
        lambda self: self.world.all(
            Registration, Registration.status == RegistrationStatus.CLAIM_READY
        )
    )
    @rule(pick=PICK, who=WHO)
    def certify(self, pick: int, who: str) -> None:
        ready = self.world.all(Registration, Registration.status == RegistrationStatus.CLAIM_READY)
        actor = self.who(who, None)
        self.world.attempt(
            lambda: certificates.issue(
                ready[pick % len(ready)],
                actor=actor,
                proof=self.world.proof(actor),
                config=current_app.extensions["trainer"],
            )
        )

    @precondition(lambda self: self.world.all(Certificate))
    @rule(pick=PICK, who=WHO, purpose=st.sampled_from(Purpose))
    def replace_a_certificate(self, pick: int, who: str, purpose: Purpose) -> None:
        certificate, actor = self.one(Certificate, pick), self.who(who, None)
        self.world.attempt(
            lambda: certificates.replace(
                certificate,
                actor=actor,
                proof=self.world.proof(actor),
                purpose=purpose,
                reason=WORDS,
                config=current_app.extensions["trainer"],
            )
        )

    @precondition(lambda self: self.world.all(Certificate))
    @rule(pick=PICK, who=WHO, confirmed=st.booleans())
    def revoke_a_certificate(self, pick: int, who: str, confirmed: bool) -> None:
        certificate, actor = self.one(Certificate, pick), self.who(who, None)
        given: dict[str, Any] = {"reason": WORDS, "evidence": WORDS}
        self.world.attempt(
            lambda: certificates.propose_revocation(
                certificate, actor=actor, proof=self.world.proof(actor), **given
            )
        )
        other = self.world.person("gus")
        for proposed in self.world.all(Revocation)[-1:] if confirmed else ():
            confirm = partial(certificates.confirm_revocation, proposed, actor=other)
            self.world.attempt(partial(confirm, proof=self.world.proof(other)))

    @precondition(lambda self: self.world.all(Review))
    @rule(pick=PICK, who=WHO, how=st.sampled_from(("stands", "told", "taken on")))
    def settle_a_review(self, pick: int, who: str, how: str) -> None:
        review = self.one(Review, pick)
        actor = self.who(who, review.owner)
        given: dict[str, Any] = {"actor": actor, "proof": self.world.proof(actor), "reason": WORDS}
        acts = {
            "stands": lambda: reviews.let_stand(review, **given),
            "told": lambda: reviews.tell_organisation(review, **given),
            "taken on": lambda: reviews.take_on(review, actor=actor),
        }
        self.world.attempt(acts[how])
