"""Whatever everybody tries in whatever order, nobody decides their own promotion (INV20 to INV22)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine

from tests.conftest import undone
from tests.factories_people import proof_of
from tests.factories_promotions import S, make_case, make_cast
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.checks import promotions as checks
from trainer.core import clock
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.promotions.actions import appealing, deciding, offering, opening, preparing, trial
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import PromotionCase, PromotionGate, PromotionSignature, SignedFor
from trainer.promotions.rules.deciding import Member, is_quorate
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import MOVES

PEOPLE = ["ada", "boss", "above", "chair", "second", "hr", "hr_too", "eve"]
WHO = st.sampled_from(PEOPLE)
SOME = st.lists(WHO, min_size=1, max_size=3)
FIT = st.just(["chair", "second"])
APPROVERS = st.one_of(SOME, st.just(["above", "hr_too"]))
BEGINNINGS = [
    S.OPENED, S.READINESS_CHECKED, S.PANEL, S.RECOMMENDED, S.APPROVED, S.OFFERED, S.IN_POST,
]  # fmt: skip
Act = Callable[[], Any]


class Promoting(RuleBasedStateMachine):
    """Everybody tries everything; what is refused changes nothing."""

    application: Flask
    tables: Engine

    @initialize(stage=st.sampled_from(BEGINNINGS), own=st.booleans())
    def begin(self, stage: S, own: bool) -> None:
        self._undone = undone(self.application, self.tables)
        self._undone.__enter__()
        self.cast = make_cast()
        if own and stage is S.OPENED:
            self.case = opening.open_case(
                self.cast.ada,
                actor=self.cast.ada,
                role_key="leader",
                site=self.cast.home,
                why="Me.",
            )
            db.session.commit()
        else:
            self.case = make_case(self.cast, S.ACCEPTED if stage is S.IN_POST else stage)
        self.was = self.case.status

    def teardown(self) -> None:
        if hasattr(self, "_undone"):
            self._undone.__exit__(None, None, None)

    def person(self, name: str) -> User:
        found: User = getattr(self.cast, name)
        return found

    def attempt(self, act: Act) -> None:
        """Do it and commit, or be refused and change nothing."""
        self.was = self.case.status
        with suppress(TrainerError):
            with db.session.begin_nested():
                act()
            db.session.commit()
            return
        db.session.rollback()

    @rule(who=WHO)
    def sponsor(self, who: str) -> None:
        self.attempt(lambda: opening.sponsor(self.case, actor=self.person(who), words="Yes."))

    @rule(who=WHO)
    def prepare(self, who: str) -> None:
        actor = self.person(who)
        self.attempt(lambda: preparing.freeze_pack(self.case, actor=actor))
        self.attempt(lambda: preparing.check_readiness(self.case, actor=actor, words="Ready."))

    @rule(who=WHO, panel=st.one_of(SOME, FIT), approvers=APPROVERS)
    def seat(self, who: str, panel: list[str], approvers: list[str]) -> None:
        self.attempt(
            lambda: preparing.seat(
                self.case,
                actor=self.person(who),
                panel=[self.person(one) for one in panel],
                approvers=[self.person(one) for one in approvers],
            )
        )

    @rule(who=WHO, instead=WHO)
    def give_up(self, who: str, instead: str) -> None:
        actor = self.person(who)
        self.attempt(lambda: preparing.give_up(self.case, actor=actor, because="A tie."))
        self.attempt(
            lambda: preparing.fill(self.case, actor=self.cast.hr, member=self.person(instead))
        )

    @rule(who=st.one_of(WHO, st.sampled_from(["chair", "second"])))
    def score(self, who: str) -> None:
        actor = self.person(who)
        number = len(self.case.pack.content["criteria"]) if self.case.pack else 1
        scores = [(3, "Seen.")] * number
        self.attempt(
            lambda: deciding.score(self.case, actor=actor, proof=proof_of(actor), scores=scores)
        )

    @rule(who=st.one_of(WHO, st.just("chair")), outcome=st.sampled_from(deciding.OUTCOMES))
    def recommend(self, who: str, outcome: S) -> None:
        actor = self.person(who)
        self.attempt(
            lambda: deciding.recommend(
                self.case,
                actor=actor,
                proof=proof_of(actor),
                seen=covered(self.case),
                outcome=outcome,
                words="We agree.",
                plan="Lead.",
                review_on=clock.today() + timedelta(days=30),
            )
        )

    @rule(who=st.one_of(WHO, st.sampled_from(["above", "hr_too"])), yes=st.booleans())
    def approve(self, who: str, yes: bool) -> None:
        actor = self.person(who)
        told: dict[str, Any] = {
            "actor": actor,
            "proof": proof_of(actor),
            "seen": covered(self.case),
        }
        soon = clock.today() + timedelta(days=30)
        if yes:
            self.attempt(lambda: deciding.approve(self.case, **told))
        else:
            self.attempt(
                lambda: deciding.refuse(
                    self.case, words="Not yet.", plan="Lead.", review_on=soon, **told
                )
            )

    @rule(who=WHO)
    def offer(self, who: str) -> None:
        today = clock.today()
        self.attempt(
            lambda: offering.offer(
                self.case,
                actor=self.person(who),
                job_title="Team leader",
                site=self.cast.home,
                team=None,
                manager=self.cast.boss,
                starts_on=today,
                trial_until=today + timedelta(days=80),
                terms="Full time.",
            )
        )

    @rule(who=st.one_of(WHO, st.just("ada")))
    def accept(self, who: str) -> None:
        self.attempt(lambda: offering.accept(self.case, actor=self.person(who)))

    @rule(who=WHO, act=st.sampled_from([trial.confirm_trial, trial.end_trial]))
    def end_trial(self, who: str, act: Callable[..., None]) -> None:
        self.attempt(lambda: act(self.case, actor=self.person(who), words="So it went."))

    @rule(who=st.one_of(WHO, st.just("ada")), hearer=WHO, by=WHO, upheld=st.booleans())
    def appeal(self, who: str, hearer: str, by: str, upheld: bool) -> None:
        member, actor = self.person(hearer), self.person(by)
        self.attempt(lambda: appealing.appeal(self.case, actor=self.person(who), words="No."))
        self.attempt(lambda: appealing.choose_hearer(self.case, actor=self.cast.hr, member=member))
        self.attempt(
            lambda: appealing.answer_appeal(
                self.case,
                actor=actor,
                proof=proof_of(actor),
                seen=covered(self.case),
                upheld=upheld,
                words="I looked.",
            )
        )

    @invariant()
    def nobody_decides_in_their_own_case(self) -> None:
        if not hasattr(self, "case"):
            return
        stakes = {self.case.person_id, self.case.opened_by_id, self.case.nominator_id}
        signed = db.session.scalars(sa.select(PromotionSignature)).all()
        assert not {one.signer_id for one in signed} & stakes
        approvals = [one for one in signed if one.kind is SignedFor.APPROVAL]
        for number in {one.round for one in approvals}:
            some = [one for one in approvals if one.round == number]
            assert len({one.signer_id for one in some}) == len(some)
            others = {
                one.signer_id
                for one in signed
                if one.round == number and one.kind in {SignedFor.SCORES, SignedFor.RECOMMENDATION}
            }
            assert not others & {one.signer_id for one in some}
            assert [one.place for one in some] == list(range(1, len(some) + 1))

    @invariant()
    def what_is_approved_was_scored_approved_and_looked_at_again(self) -> None:
        if not hasattr(self, "case") or self.case.status not in checks.APPROVED:
            return
        case = self.case
        scores, approvals = case.signed(SignedFor.SCORES), case.signed(SignedFor.APPROVAL)
        assert len(scores) >= 2
        assert len(approvals) >= 2
        assert is_quorate(checks_members(case))
        gates = db.session.scalars(
            sa.select(PromotionGate).where(PromotionGate.round == case.round, PromotionGate.passed)
        )
        assert len(gates.all()) == 1

    @invariant()
    def the_ledger_names_whoever_signed(self) -> None:
        if not hasattr(self, "case"):
            return
        named = {
            (one.subject_id, one.actor_id)
            for one in db.session.scalars(
                sa.select(LedgerEntry).where(LedgerEntry.kind == "CaseSigned")
            )
        }
        signed = db.session.scalars(sa.select(PromotionSignature)).all()
        assert {(one.id, one.signer_id) for one in signed} == named

    @invariant()
    def every_check_holds(self) -> None:
        if hasattr(self, "case"):
            assert not [one for check in checks.CHECKS for one in check.findings()]

    @invariant()
    def it_moves_along_the_table(self) -> None:
        if hasattr(self, "case") and self.case.status is not self.was:
            ways = {self.was}
            for _step in range(3):
                ways |= {after for one in ways for after in MOVES[one]}
            assert self.case.status in ways


def checks_members(case: PromotionCase) -> list[Any]:
    return [
        Member(one.member_id, one.outside_line)
        for one in case.seats
        if one.round == case.round and one.duty is Duty.PANEL and one.gave_up_at is None
    ]


@pytest.mark.timeout(300)
def test_nobody_gets_round_the_others(application: Flask, tables: Engine) -> None:
    Promoting.application, Promoting.tables = application, tables
    run_state_machine_as_test(
        Promoting,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
