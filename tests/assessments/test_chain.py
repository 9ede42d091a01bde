"""The whole of it, once: sent, returned, revised, judged, signed by both."""

import sqlalchemy as sa

from tests.factories_assessments import (
    criteria_of,
    judge,
    make_registration,
    make_submission,
    make_waiting_for_iqa,
    proof_of,
    seen,
    status_of,
    submit,
)
from trainer.accounts.models import User
from trainer.assessments.actions import judging, signing
from trainer.assessments.models import CriterionState, SubmissionStatus
from trainer.audit.models import LedgerEntry
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.quality import actions as quality
from trainer.registrations.models import RegistrationStatus, UnitStatus


def test_evidence_comes_back_is_revised_and_ends_in_a_signed_unit(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    unit, criteria = registration.units[0], criteria_of(registration)

    first = make_submission(registration)
    assert status_of(unit) is UnitStatus.IN_PROGRESS
    judging.send_back(first, actor=ben, reason="Say what you did after he rang back.")
    assert status_of(first) is SubmissionStatus.RETURNED

    item = first.revision.item
    logs.revise(item, actor=ada).what = "I rang him back the same day."
    second = submit(item, registration)
    assert second.revision.number == 2

    judge(second, criteria[:1])
    judge(second, criteria[1:], CriterionState.NOT_YET_MET)
    assert status_of(second) is SubmissionStatus.PART_ACCEPTED
    assert status_of(unit) is UnitStatus.IN_PROGRESS

    third = make_submission(registration, criteria[1:])
    judge(third, criteria[1:])
    assert status_of(third) is SubmissionStatus.ACCEPTED
    assert status_of(unit) is UnitStatus.READY

    signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    assert status_of(unit) is UnitStatus.LEARNER_SIGNED
    signing.sign_as_assessor(unit, actor=ben, proof=proof_of(ben), seen=seen(unit))
    assert status_of(unit) is UnitStatus.AWAITING_IQA


def test_a_released_unit_completes_the_registration(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)

    quality.release(
        [unit],
        actor=cleo,
        proof=proof_of(cleo),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    assert status_of(unit) is UnitStatus.ACHIEVED
    assert status_of(registration) is RegistrationStatus.UNITS_COMPLETE

    quality.complete(registration, actor=cleo, proof=proof_of(cleo))
    db.session.commit()
    assert status_of(registration) is RegistrationStatus.CLAIM_READY
    assert kinds_in_the_ledger() == [
        "Submitted",
        "Judged",
        "Judged",
        "Signed",
        "Signed",
        "LookedInto",
        "Signed",
        "Released",
        "FinalCheckSigned",
    ]


def kinds_in_the_ledger() -> list[str]:
    entries = sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)
    return [kind for kind in db.session.scalars(entries) if kind != "RevisionFrozen"]
