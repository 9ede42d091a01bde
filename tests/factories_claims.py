"""Direct claim status, and claims in whatever state the test needs."""

from datetime import date, timedelta
from typing import Any

from tests.factories_certificates import make_administrator
from trainer.accounts.models import User
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.claims.actions import answering, claiming, direct
from trainer.claims.models import (
    Claim,
    ClaimBatch,
    ClaimStatus,
    DirectClaimStatus,
    ReceivedCertificate,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def make_direct(
    version: QualificationVersion, *, by: User | None = None, **other: Any
) -> DirectClaimStatus:
    """Direct claim status since a month ago, reviewed in half a year."""
    given: dict[str, Any] = {
        "organisation": version.numbers[0].organisation,
        "granted_by": "Eva External",
        "reference": "DCS-1",
        "starts_on": in_days(-30),
        "review_on": in_days(180),
        "reason": "Granted with the centre’s approval.",
    }
    status = direct.grant(
        version.qualification, actor=by or make_administrator(), **(given | other)
    )
    db.session.commit()
    return status


def make_claim(
    *registrations: Registration, by: User | None = None, on: date | None = None
) -> list[Claim]:
    """Awards claimed together after a visit, a day ago unless another is given."""
    on = on or in_days(-1)
    batch = claiming.claim(
        registrations,
        actor=by or make_administrator(),
        on=on,
        reference="BATCH-1",
        visit_on=on,
        visit_reference="EQA-1",
    )
    db.session.commit()
    return batch.claims


def make_received(
    registration: Registration, *, by: User | None = None, number: str = "CA-1", **other: Any
) -> ReceivedCertificate:
    """The awarding organisation's certificate for a registration that is complete."""
    by = by or make_administrator()
    [claim] = make_claim(registration, by=by)
    received = answering.record_award(
        claim, actor=by, number=number, **({"on": clock.today()} | other)
    )
    db.session.commit()
    return received


def add_received(registration: Registration, on: date) -> ReceivedCertificate:
    """The rows of a certificate that came on some day, whatever came before it."""
    awarding = QualificationNumber(
        version=registration.version, organisation="City Awards", number="601/0000/1"
    )
    batch = ClaimBatch(
        qualification_id=registration.version.qualification_id,
        organisation="City Awards",
        claimed_on=on,
        is_direct=True,
    )
    claim = Claim(
        batch=batch,
        registration=registration,
        awarding=awarding,
        claimed_on=on,
        status=ClaimStatus.CERTIFICATED,
    )
    received = ReceivedCertificate(
        claim=claim,
        registration=registration,
        learner_id=registration.learner_id,
        organisation="City Awards",
        number=f"CA-{registration.id}",
        awarded_on=on,
    )
    db.session.add(received)
    db.session.commit()
    return received
