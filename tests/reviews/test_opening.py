"""Overturning a decision under an award goes through, and has the award reviewed (INV16)."""

import pytest
import sqlalchemy as sa

from tests.factories_assessments import appoint
from tests.factories_certificates import make_administrator, make_certificate, revoke_by_two
from tests.factories_looks import disagree, pick_of
from tests.factories_people import make_holder
from tests.factories_reviews import (
    achieve_again,
    award,
    make_released,
    make_review,
    overturn_all,
)
from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.certificates.models import CertificateStatus
from trainer.checks.running import run
from trainer.core import clock
from trainer.extensions import db
from trainer.people import actions as people
from trainer.people.models import Role
from trainer.registrations.models import RegistrationStatus, UnitStatus
from trainer.reviews.actions import TO_REVIEW
from trainer.reviews.models import Review, ReviewStatus
from trainer.sampling.actions.looking import note_same_fault

AWARDS = ("certificate", "claim", "received")


def reviews() -> list[Review]:
    return list(db.session.scalars(sa.select(Review).order_by(Review.id)))


@pytest.mark.parametrize("how", AWARDS)
def test_the_award_is_reviewed_by_whoever_made_it(
    ada: User, ben: User, cleo: User, how: str
) -> None:
    registration = make_released(ada, ben, cleo)
    make_administrator("Ann Other")
    tess = make_administrator()
    award(registration, how, tess)
    unit = registration.units[0]
    overturn_all(unit)
    assert unit.status is UnitStatus.IN_PROGRESS
    assert registration.status is RegistrationStatus.ACTIVE
    [review] = reviews()
    assert (review.unit_assessment, review.cycle, review.opened_by) == (unit, 1, cleo)
    assert (review.owner, review.due_on) == (tess, clock.today() + TO_REVIEW)
    assert (review.certificate is not None) == (how == "certificate")
    assert run() == []


def test_a_certificate_and_a_claim_are_reviewed_each(ada: User, ben: User, cleo: User) -> None:
    registration = make_released(ada, ben, cleo)
    tess = make_administrator()
    award(registration, "claim", tess)
    award(registration, "certificate", tess)
    overturn_all(registration.units[0])
    assert {(one.certificate_id is None) for one in reviews()} == {True, False}
    assert run() == []


def test_disagreeing_with_a_released_unit_opens_the_review(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_released(ada, ben, cleo)
    tess = make_administrator()
    award(registration, "certificate", tess)
    [other] = make_waiting(1, ben, cleo)
    make_sample([other], cleo, ALL_OF_THEM)
    look = disagree(pick_of(other), cleo)
    note_same_fault(look, registration.units)
    db.session.commit()
    disagree(pick_of(registration.units[0]), cleo)
    db.session.commit()
    assert [one.unit_assessment for one in reviews()] == registration.units
    opened = db.session.scalars(
        sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq.desc()).limit(20)
    ).all()
    assert {"ReviewOpened", "UnitReopened"} <= set(opened)


def test_nothing_is_reviewed_where_no_award_rests_on_the_unit(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_released(ada, ben, cleo)
    certificate = make_certificate(ada, registration=registration)
    revoke_by_two(certificate, by=make_administrator("Tess Other"))
    overturn_all(registration.units[0])
    assert reviews() == []
    assert run() == []


def test_a_unit_opened_again_before_it_was_released_anew_is_no_second_review(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_released(ada, ben, cleo)
    make_certificate(ada, registration=registration)
    unit = registration.units[0]
    overturn_all(unit)
    achieve_again(unit)
    assert len(reviews()) == 1
    overturn_all(unit)
    assert [(one.cycle, one.status) for one in reviews()] == [
        (1, ReviewStatus.OPEN),
        (2, ReviewStatus.OPEN),
    ]
    assert run() == []


@pytest.mark.parametrize(
    ("how", "ends_as"),
    [
        ("claim", RegistrationStatus.CLAIMED),
        ("received", RegistrationStatus.CERTIFICATED),
        ("certificate", RegistrationStatus.CLAIM_READY),
    ],
)
def test_once_it_is_complete_again_it_stands_where_its_award_does(
    ada: User, ben: User, cleo: User, how: str, ends_as: RegistrationStatus
) -> None:
    registration = make_released(ada, ben, cleo, units=2)
    award(registration, how, make_administrator())
    overturn_all(registration.units[1])
    achieve_again(registration.units[1])
    assert registration.status is ends_as
    assert run() == []


def test_nobody_with_a_part_in_the_unit_sees_to_it(ada: User, ben: User, cleo: User) -> None:
    for person in (ada, ben):
        appoint(person, Role.TRAINING_ADMIN)
    registration = make_released(ada, ben, cleo)
    award(registration, "claim", ben)
    overturn_all(registration.units[0])
    assert [one.owner for one in reviews()] == [None]


def test_what_one_administrator_sees_to_goes_to_another_when_they_leave(
    ada: User, ben: User, cleo: User
) -> None:
    tess, other = make_administrator(), make_administrator("Ann Other")
    review = make_review(ada, ben, cleo, by=tess)
    make_administrator("Third Administrator")
    people.leave(tess, actor=make_holder("Hal Hr", Role.HR), on=clock.today())
    db.session.commit()
    assert review.owner == other


def test_the_certificate_stays_in_force_meanwhile(ada: User, ben: User, cleo: User) -> None:
    registration = make_released(ada, ben, cleo)
    certificate = make_certificate(ada, registration=registration)
    overturn_all(registration.units[0])
    assert certificate.status is CertificateStatus.ISSUED
