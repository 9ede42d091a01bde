"""What somebody would do to claims and what came of them, behind the application's back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.checks.breaks import set_all, without_checks
from tests.factories import make_user
from tests.factories_certificates import make_complete
from tests.factories_claims import make_claim, make_received
from trainer.claims.models import Claim, ReceivedCertificate
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus


def _claimed() -> Claim:
    return make_claim(make_complete(make_user("Clara Claimed")))[0]


def _after(made: Callable[[], Any], *then: Callable[[], Any]) -> Callable[[], None]:
    def done() -> None:
        made()
        for act in then:
            act()

    return done


def _too_late() -> None:
    without_checks("claims", "ck_claims_claimed_until_the_last_day")
    _claimed().last_day = clock.today() - timedelta(days=30)


def _numbers_alike() -> None:
    for name, number in (("Clara Claimed", "CA-1"), ("Cora Claimed", "CA-2")):
        make_received(make_complete(make_user(name)), number=number)
    db.session.execute(
        sa.update(ReceivedCertificate)
        .where(ReceivedCertificate.number == "CA-2")
        .values(number="ca-1")
    )


CERTIFICATED = set_all(Registration, status=RegistrationStatus.CERTIFICATED)

BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "a claim after the last day": (
        "Nothing is claimed after the awarding organisation’s last day.",
        _too_late,
    ),
    "a certificated registration without a claim": (
        "A registration stands where its claim does.",
        CERTIFICATED,
    ),
    "a registration moved on under a claim": (
        "A claim that waits is of a registration that is claimed, or was reviewed.",
        _after(_claimed, CERTIFICATED),
    ),
    "a certificate of a claim that waits": (
        "A certificated claim has its certificate.",
        _after(
            lambda: make_received(make_complete(make_user("Clara Claimed"))),
            set_all(Claim, status="made"),
        ),
    ),
    "two certificates of one number": (
        "No two certificates of an awarding organisation bear one number.",
        _numbers_alike,
    ),
}
