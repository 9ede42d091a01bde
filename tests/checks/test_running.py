"""Each invariant notices when it is broken behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.audit.test_ledger import lift_guards
from tests.factories_assessments import make_registration, make_waiting_for_iqa, proof_of
from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Signature,
)
from trainer.assessors.models import ConflictKind, ConflictOfInterest, RegisterEntry
from trainer.audit.models import LedgerEntry, SealedText
from trainer.checks.running import CHECKS, run
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.quality import actions
from trainer.quality.models import Release
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """Ada's one unit, judged by Ben, both signed, released by Cleo; and everything in order."""
    registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)
    actions.release(
        [unit],
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=[unit.id],
        seen=actions.mark_of(actions.hashes_of([unit])),
    )
    db.session.commit()
    return registration


def found() -> set[str]:
    db.session.flush()
    db.session.expire_all()
    return {finding.invariant for finding in run()}


def test_a_chain_played_by_the_rules_breaks_none(registration: Registration) -> None:
    assert run() == []


def _unregister() -> None:
    db.session.execute(sa.update(RegisterEntry).values(starts_on=clock.today() + timedelta(days=1)))


def _tie(kind: ConflictKind) -> Callable[[], None]:
    def tie() -> None:
        judgement = db.session.scalars(sa.select(Judgement)).first()
        assert judgement is not None
        db.session.add(
            ConflictOfInterest(
                holder_id=judgement.judge_id,
                other_id=judgement.learner_id,
                kind=kind,
                declared_at=judgement.decided_at - timedelta(days=1),
            )
        )

    return tie


BREAKS: dict[str, tuple[Callable[[], object], str]] = {
    "judges off the register": (_unregister, "INV2"),
    "a barring conflict": (_tie(ConflictKind.FAMILY), "INV5"),
    "an IQA who judged": (
        lambda: db.session.execute(
            sa.update(Release).values(
                iqa_id=sa.select(Judgement.judge_id).limit(1).scalar_subquery()
            )
        ),
        "INV3",
    ),
    "words changed under a judgement": (
        lambda: db.session.execute(sa.update(Revision).values(what="Something else happened.")),
        "INV9",
    ),
    "evidence thawed": (
        lambda: db.session.execute(sa.update(Revision).values(frozen_at=None)),
        "INV9",
    ),
    "a signature over something else": (
        lambda: db.session.execute(sa.update(Signature).values(content_hash="0" * 64)),
        "INV7",
    ),
    "a standing nobody judged": (
        lambda: db.session.execute(
            sa.update(CriterionStanding).values(state=CriterionState.NOT_YET_MET)
        ),
        "INV12",
    ),
    "a unit set back by hand": (
        lambda: db.session.execute(sa.update(UnitAssessment).values(status=UnitStatus.READY)),
        "INV12",
    ),
    "a signature long after the password": (
        lambda: db.session.execute(
            sa.update(Signature).values(reauthenticated_at=clock.now() - timedelta(hours=1))
        ),
        "INV23",
    ),
    "a judgement that is in no ledger": (
        lambda: db.session.execute(
            sa.update(LedgerEntry).where(LedgerEntry.kind == "Judged").values(kind="Juggled")
        ),
        "INV26",
    ),
    "sealed words rewritten": (
        lambda: db.session.execute(sa.update(SealedText).values(text="Something else.")),
        "INV26",
    ),
}


@pytest.mark.parametrize("how", BREAKS)
def test_breaking_a_rule_is_noticed(registration: Registration, how: str) -> None:
    broken, invariant = BREAKS[how]
    lift_guards()
    broken()
    assert invariant in found()


def test_declared_line_management_is_no_barring_conflict(registration: Registration) -> None:
    _tie(ConflictKind.LINE_MANAGER)()
    assert "INV5" not in found()


def test_guards_taken_off_are_noticed(registration: Registration) -> None:
    if db.engine.dialect.name == "sqlite":
        lift_guards()
    else:
        db.session.execute(sa.text("DROP TRIGGER keep_judgements_update ON judgements"))
    assert "INV26" in found()


def test_every_check_says_what_holds() -> None:
    assert all(check.holds.endswith(".") and check.invariant for check in CHECKS)
