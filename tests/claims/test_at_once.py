"""Two administrators at once: an award is claimed once, and answered once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from tests.assessments.test_at_once import LOST, shared
from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_complete
from tests.factories_claims import in_days, make_claim
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.claims.actions import answering, claiming
from trainer.claims.models import Claim, ReceivedCertificate
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.web.transactions import unit_of_work

__all__ = ["shared"]


def tried(app: Flask, act: Callable[[], object]) -> bool:
    with app.app_context():
        try:
            with unit_of_work():
                act()
        except LOST:
            return False
        return True


def count(kind: str) -> int:
    links = sa.select(sa.func.count()).where(LedgerEntry.kind == kind)
    return db.session.scalar(links) or 0


def test_an_award_is_claimed_once_although_two_claim_at_once(shared: Flask) -> None:
    ids = [make_administrator(name).id for name in ("Tess One", "Toni Two")]
    registration_id = make_complete(make_user("Ada")).id
    db.session.remove()

    def claim(person_id: int) -> bool:
        return tried(
            shared,
            lambda: claiming.claim(
                [db.session.get_one(Registration, registration_id)],
                actor=db.session.get_one(User, person_id),
                on=in_days(0),
                visit_on=in_days(0),
                visit_reference="EQA-1",
            ),
        )

    with ThreadPoolExecutor(4) as people:
        did = list(people.map(claim, ids * 2))
    assert did.count(True) == 1
    assert db.session.query(Claim).count() == count("Claimed") == 1
    found = db.session.get_one(Registration, registration_id)
    assert found.status is RegistrationStatus.CLAIMED


def test_a_claim_is_answered_once_although_two_answer_at_once(shared: Flask) -> None:
    ids = [make_administrator(name).id for name in ("Tess One", "Toni Two")]
    [claim] = make_claim(make_complete(make_user("Ada")))
    claim_id = claim.id
    db.session.remove()

    def answer(turn: int) -> bool:
        def act() -> None:
            found = db.session.get_one(Claim, claim_id)
            actor = db.session.get_one(User, ids[turn % 2])
            if turn < 2:
                answering.record_award(found, actor=actor, number=f"CA-{turn}", on=in_days(0))
            else:
                answering.record_rejection(found, actor=actor, reason="No.")

        return tried(shared, act)

    with ThreadPoolExecutor(4) as people:
        did = list(people.map(answer, range(4)))
    assert did.count(True) == 1
    assert count("AwardRecorded") + count("ClaimRejected") == 1
    assert db.session.query(ReceivedCertificate).count() == count("AwardRecorded")
