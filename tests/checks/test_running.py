"""Each invariant notices when it is broken behind the application's back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.audit.test_ledger import lift_guards
from tests.checks import (
    breaks_of_appraisals,
    breaks_of_badges,
    breaks_of_batches,
    breaks_of_careers,
    breaks_of_certificates,
    breaks_of_claims,
    breaks_of_comments,
    breaks_of_courses,
    breaks_of_credit,
    breaks_of_disputes,
    breaks_of_erased,
    breaks_of_feedback,
    breaks_of_files,
    breaks_of_issued,
    breaks_of_keys,
    breaks_of_looks,
    breaks_of_points,
    breaks_of_promotions,
    breaks_of_reviews,
    breaks_of_samples,
    breaks_of_standardisation,
    breaks_of_testimony,
    breaks_of_training,
    breaks_of_visits,
    breaks_of_vouched,
)
from tests.checks.breaks import BREAKS as OF_DECISIONS
from tests.checks.breaks import first, tie
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_registration,
    make_submission,
    proof_of,
    seen,
)
from tests.factories_certificates import keep_pdf, make_certificate
from tests.factories_keys import take_up
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessors.models import ConflictKind
from trainer.certificates.models import Certificate
from trainer.checks.running import CHECKS, run
from trainer.extensions import db
from trainer.quality import actions
from trainer.registrations.models import Registration
from trainer.signing.keys import open_store

BREAKS = (
    OF_DECISIONS
    | breaks_of_appraisals.BREAKS
    | breaks_of_badges.BREAKS
    | breaks_of_batches.BREAKS
    | breaks_of_careers.BREAKS
    | breaks_of_certificates.BREAKS
    | breaks_of_disputes.BREAKS
    | breaks_of_erased.BREAKS
    | breaks_of_credit.BREAKS
    | breaks_of_courses.BREAKS
    | breaks_of_comments.BREAKS
    | breaks_of_feedback.BREAKS
    | breaks_of_files.BREAKS
    | breaks_of_issued.BREAKS
    | breaks_of_keys.BREAKS
    | breaks_of_looks.BREAKS
    | breaks_of_points.BREAKS
    | breaks_of_promotions.BREAKS
    | breaks_of_samples.BREAKS
    | breaks_of_claims.BREAKS
    | breaks_of_reviews.BREAKS
    | breaks_of_standardisation.BREAKS
    | breaks_of_testimony.BREAKS
    | breaks_of_training.BREAKS
    | breaks_of_visits.BREAKS
    | breaks_of_vouched.BREAKS
)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """Ada's one unit, judged by Ben on a photo, signed, released, checked by Cleo; certified."""
    registration = make_registration(ada, ben, cleo)
    criteria, unit = criteria_of(registration), registration.units[0]
    judge(make_submission(registration, criteria, files=1), criteria)
    signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    signing.sign_as_assessor(unit, actor=ben, proof=proof_of(ben), seen=seen(unit))
    db.session.flush()
    actions.release(
        [unit],
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=[unit.id],
        seen=actions.mark_of(actions.hashes_of([unit])),
    )
    actions.complete(registration, actor=cleo, proof=proof_of(cleo))
    db.session.commit()
    make_certificate(ada, registration=registration)
    return registration


@pytest.fixture(autouse=True)
def own_keys(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test do to the keys what it likes: they are its own."""
    own = replace(app.extensions["trainer"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "trainer", own)


@pytest.fixture(autouse=True)
def constraints(app: object) -> Iterator[None]:
    """Put check constraints back into force, for SQLite keeps no count of who took them off."""
    yield
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA ignore_check_constraints = OFF"))


def broken() -> set[str]:
    """Name what no longer holds."""
    db.session.flush()
    db.session.expire_all()
    return {check.holds for check in CHECKS if any(True for _finding in check.findings())}


def test_a_chain_played_by_the_rules_breaks_none(registration: Registration, app: Flask) -> None:
    keep_pdf(first(Certificate))
    take_up(open_store(app.extensions["trainer"]))
    assert run() == []


@pytest.mark.parametrize("how", BREAKS)
def test_breaking_a_rule_is_noticed(registration: Registration, how: str) -> None:
    holds, break_it = BREAKS[how]
    lift_guards()
    break_it()
    assert holds in broken()


def test_every_check_is_seen_to_fail() -> None:
    assert {check.holds for check in CHECKS} == {holds for holds, _break in BREAKS.values()}


def test_declared_line_management_is_no_barring_conflict(registration: Registration) -> None:
    tie(ConflictKind.LINE_MANAGER)()
    assert broken() == set()


def test_every_check_says_what_holds() -> None:
    assert all(check.holds.endswith(".") and check.invariant for check in CHECKS)
