"""Whatever everybody tries in whatever order, each writes only their own; what is signed stays (INV19)."""

import itertools
from collections.abc import Callable
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
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine

from tests.conftest import undone
from tests.factories_appraisals import NEXT, Cast, make_appraisal, make_cast
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.appraisals.actions import answering, moving, signing
from trainer.appraisals.actions.answering import Given
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalPart,
    AppraisalRecord,
    AppraisalSignature,
    AppraisalStep,
    SignedAs,
)
from trainer.appraisals.queries import content, forms
from trainer.appraisals.rules.stages import ANSWERED, LOCKED, MOVES, AppraisalStage, Party
from trainer.core import clock
from trainer.core.errors import TrainerError
from trainer.extensions import db

WHO = st.sampled_from(["person", "manager", "second_line", "hr", "stranger"])
PLACES = st.sampled_from(
    [
        ("behaviours", "first"),
        ("looking-back", "strengths"),
        ("looking-ahead", "aspirations"),
        ("overall", "overall"),
        ("meeting", "agreed"),
        ("review", "words"),
    ]
)
BEGINNINGS = [
    one
    for one in AppraisalStage
    if one not in {AppraisalStage.SCHEDULED, AppraisalStage.CLOSED, AppraisalStage.CANCELLED}
]
Everything = dict[tuple[Party, int, str, str], tuple[int | None, str]]


class Appraising(RuleBasedStateMachine):
    """Everybody tries everything; what is refused changes nothing."""

    application: Flask
    tables: Engine

    @initialize(stage=st.sampled_from(BEGINNINGS))
    def begin(self, stage: AppraisalStage) -> None:
        self._undone = undone(self.application, self.tables)
        self._undone.__enter__()
        self.cast: Cast = make_cast()
        self.one = make_appraisal(self.cast, stage)
        first = self.one.behaviours[0]
        self.items = {"first": f"b{first}"}
        self.locked: Everything | None = None

    def teardown(self) -> None:
        if hasattr(self, "_undone"):
            self._undone.__exit__(None, None, None)

    def _try(self, act: Callable[..., Any], *args: Any, **given: Any) -> bool:
        try:
            with db.session.begin_nested():
                act(*args, **given)
                db.session.flush()
        except TrainerError:
            db.session.expire_all()
            return False
        db.session.commit()
        return True

    @rule(who=WHO, place=PLACES, rating=st.sampled_from([None, 2, 3]), words=st.sampled_from("xyz"))
    def write(self, who: str, place: tuple[str, str], rating: int | None, words: str) -> None:
        actor = self._actor(who)
        before = written(self.one)
        known = forms.form_of(self.one).version_of(actor.id)
        at = (place[0], self.items.get(place[1], place[1]))
        self._try(
            answering.save, self.one, actor=actor, known=known, given={at: Given(rating, words)}
        )
        changed = set(written(self.one).items()) ^ set(before.items())
        assert {writer for (_party, writer, *_place), _said in changed} <= {actor.id}

    @rule(who=WHO, all_rated=st.booleans())
    def share(self, who: str, all_rated: bool) -> None:
        if all_rated and self.one.status is AppraisalStage.MANAGER_DRAFT:
            form = forms.form_of(self.one)
            given = {
                (key, item.key): Given(3, "Seen.")
                for key in ("behaviours", "overall")
                for item in form.items[key]
            }
            manager = self.one.manager
            known = form.version_of(manager.id)
            answering.save(self.one, actor=manager, known=known, given=given)
            db.session.commit()
        self._try(moving.share, self.one, actor=self._actor(who))

    @rule(answer=st.sampled_from(sorted(ANSWERED)))
    @precondition(lambda self: not self.one.is_over and self.one.manager_id == self.cast.manager.id)
    def do_what_is_next(self, answer: AppraisalStage) -> None:
        """Let whoever's turn it is do their part, so that every stage is reached often."""
        ahead = next(to for to in (answer, *MOVES[self.one.status]) if to in MOVES[self.one.status])
        NEXT[self.one.status](self.one, ahead, self.cast)
        db.session.commit()

    @rule(who=WHO)
    def hand_in(self, who: str) -> None:
        self._try(moving.hand_in, self.one, actor=self._actor(who))

    @rule(who=WHO)
    def go_on_without(self, who: str) -> None:
        self._try(moving.go_on_without, self.one, actor=self._actor(who), reason="Away.")

    @rule()
    @precondition(lambda self: self.one.status is AppraisalStage.CALIBRATION)
    def end_calibration(self) -> None:
        moving.go(self.one, AppraisalStage.SHARED, actor=self.cast.hr)
        db.session.commit()

    @rule(who=WHO)
    def meet(self, who: str) -> None:
        self._try(moving.note_meeting, self.one, actor=self._actor(who), on=clock.today())

    @rule(who=WHO)
    def sign(self, who: str) -> None:
        actor = self._actor(who)
        seen = content.hash_of(content.content_of(self.one))
        self._try(signing.sign_as_manager, self.one, actor=actor, proof=proof_of(actor), seen=seen)

    @rule(who=WHO)
    def take_back(self, who: str) -> None:
        self._try(signing.take_back, self.one, actor=self._actor(who), reason="A slip.")

    @rule(who=WHO, how=st.sampled_from([signing.sign_as_employee, signing.decline]))
    def answer(self, who: str, how: Callable[..., None]) -> None:
        actor, record = self._actor(who), forms.record_of(self.one)
        seen = record.content_hash if record else ""
        self._try(how, self.one, actor=actor, proof=proof_of(actor), seen=seen, words="Mine.")

    @rule(who=WHO)
    def review(self, who: str) -> None:
        actor, record = self._actor(who), forms.record_of(self.one)
        seen = record.content_hash if record else ""
        self._try(signing.review, self.one, actor=actor, proof=proof_of(actor), seen=seen)

    @rule(who=WHO)
    def add(self, who: str) -> None:
        added = self._try(signing.add_note, self.one, actor=self._actor(who), words="Later.")
        assert not added or who in {"person", "manager", "second_line"}

    @rule(who=WHO)
    def end(self, who: str) -> None:
        act = moving.close_early if self.one.can_move_to(AppraisalStage.CLOSED) else moving.cancel
        self._try(act, self.one, actor=self._actor(who), reason="Enough.")

    @rule(who=st.sampled_from(["manager", "hr", "stranger"]))
    def hand_over(self, who: str) -> None:
        self._try(
            moving.hand_over,
            self.one,
            actor=self._actor(who),
            manager=self.cast.second_line,
            second_line=None,
        )

    @invariant()
    def each_part_is_its_writers(self) -> None:
        for party, writer, section, _item in written(self.one):
            if party is Party.APPRAISEE:
                assert writer == self.cast.person.id
            else:
                assert writer != self.cast.person.id
            assert section != "overall" or party is Party.MANAGER

    @invariant()
    def it_went_along_its_moves(self) -> None:
        steps = db.session.scalars(
            sa.select(AppraisalStep.stage)
            .where(AppraisalStep.appraisal_id == self.one.id)
            .order_by(AppraisalStep.id)
        ).all()
        assert all(later in MOVES[earlier] for earlier, later in itertools.pairwise(steps))
        assert steps[-1] is self.one.status

    @invariant()
    def what_both_have_seen_stays(self) -> None:
        pair = {
            place: said
            for place, said in written(self.one).items()
            if place[0] is not Party.SECOND_LINE
        }
        if self.locked is None and self.one.status in LOCKED:
            self.locked = pair
        if self.locked is not None:
            assert pair == self.locked

    @invariant()
    def signatures_cover_what_is_there(self) -> None:
        record = forms.record_of(self.one)
        if record is None or self.one.status not in LOCKED | {AppraisalStage.MANAGER_SIGNED}:
            return
        assert content.hash_of(record.content) == record.content_hash
        signed = db.session.scalars(
            sa.select(AppraisalSignature)
            .join(AppraisalSignature.record)
            .where(AppraisalRecord.id == record.id)
        ).all()
        names = {one.signed_as: one.signer_id for one in signed}
        assert names[SignedAs.MANAGER] == self.one.manager_id
        assert all(one.covered_hash == record.content_hash for one in signed)
        for part in (SignedAs.EMPLOYEE, SignedAs.EMPLOYEE_DECLINES):
            assert names.get(part, self.cast.person.id) == self.cast.person.id

    def _actor(self, who: str) -> User:
        return getattr(self.cast, who)


def written(one: Appraisal) -> Everything:
    """Return all that is written in an appraisal, by who wrote it where."""
    rows = db.session.execute(
        sa.select(
            AppraisalPart.party,
            AppraisalPart.writer_id,
            AppraisalAnswer.section,
            AppraisalAnswer.item,
            AppraisalAnswer.rating,
            AppraisalAnswer.words,
        )
        .join(AppraisalAnswer.part)
        .where(AppraisalPart.appraisal_id == one.id)
    )
    return {
        (party, writer, section, item): (rating, words)
        for party, writer, section, item, rating, words in rows
    }


@pytest.fixture
def machine(application: Flask, tables: Engine) -> type[Appraising]:
    Appraising.application, Appraising.tables = application, tables
    return Appraising


def test_each_writes_only_their_own_and_what_is_signed_stays(machine: type[Appraising]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
