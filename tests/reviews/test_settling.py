"""What becomes of an award under review, who says so, and what follows by itself."""

import pytest
from flask import current_app

from tests.factories_assessments import appoint, proof_of
from tests.factories_certificates import make_administrator, revoke_by_two
from tests.factories_reviews import achieve_again, make_review
from trainer.accounts.models import User
from trainer.certificates import actions as certificates
from trainer.certificates.models import Purpose
from trainer.checks.running import run
from trainer.claims.actions import answering, claiming
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.actions import lapse_overdue
from trainer.registrations.models import RegistrationStatus
from trainer.reviews import actions
from trainer.reviews.models import AwardOutcome, ReviewStatus
from trainer.reviews.queries import registrations_under_review, still_open

WHY = "Judged again on a second recording, and met."


@pytest.fixture
def tess(app: object) -> User:
    return make_administrator()


@pytest.mark.parametrize("how", ["certificate", "claim"])
def test_it_stands_once_the_unit_is_achieved_again(
    ada: User, ben: User, cleo: User, tess: User, how: str
) -> None:
    review = make_review(ada, ben, cleo, how, by=tess)
    with pytest.raises(Refused, match="not achieved again yet"):
        actions.let_stand(review, actor=tess, proof=proof_of(tess), reason=WHY)
    achieve_again(review.unit_assessment)
    with pytest.raises(Unacceptable, match="Say why"):
        actions.let_stand(review, actor=tess, proof=proof_of(tess), reason=" ")
    actions.let_stand(review, actor=tess, proof=proof_of(tess), reason=WHY)
    db.session.commit()
    assert (review.status, review.outcome) == (ReviewStatus.SETTLED, AwardOutcome.STANDS)
    assert (review.settled_by, review.reason) == (tess, WHY)
    assert run() == []


def test_revoking_the_certificate_settles_it(ada: User, ben: User, cleo: User, tess: User) -> None:
    review = make_review(ada, ben, cleo, by=tess)
    assert review.certificate is not None
    revoke_by_two(review.certificate, by=tess, reason=WHY)
    db.session.commit()
    assert (review.outcome, review.reason) == (AwardOutcome.REVOKED, WHY)
    assert run() == []


@pytest.mark.parametrize("achieved", [True, False])
def test_replacing_the_certificate_settles_it_and_reviews_the_new_one_until_the_unit_is_achieved(
    ada: User, ben: User, cleo: User, tess: User, achieved: bool
) -> None:
    review = make_review(ada, ben, cleo, by=tess)
    if achieved:
        achieve_again(review.unit_assessment)
    assert review.certificate is not None
    new = certificates.replace(
        review.certificate,
        actor=tess,
        proof=proof_of(tess),
        purpose=Purpose.LOST,
        reason=WHY,
        config=current_app.extensions["trainer"],
    )
    db.session.commit()
    assert review.outcome is AwardOutcome.REPLACED
    assert [one.certificate for one in still_open()] == ([] if achieved else [new])
    assert run() == []


@pytest.mark.parametrize("how", ["claim", "received"])
def test_the_awarding_organisation_is_told(
    ada: User, ben: User, cleo: User, tess: User, how: str
) -> None:
    review = make_review(ada, ben, cleo, how, by=tess)
    actions.tell_organisation(review, actor=tess, proof=proof_of(tess), reason=WHY)
    db.session.commit()
    assert review.outcome is AwardOutcome.TOLD
    assert run() == []


def test_nobody_is_told_of_a_certificate_of_our_own(
    ada: User, ben: User, cleo: User, tess: User
) -> None:
    review = make_review(ada, ben, cleo, by=tess)
    with pytest.raises(Refused, match="Nothing was claimed here"):
        actions.tell_organisation(review, actor=tess, proof=proof_of(tess), reason=WHY)


@pytest.mark.parametrize("how", ["take back", "reject"])
def test_what_becomes_of_the_claim_settles_it(
    ada: User, ben: User, cleo: User, tess: User, how: str
) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    assert review.claim is not None
    end = claiming.take_back if how == "take back" else answering.record_rejection
    end(review.claim, actor=tess, reason=WHY)
    db.session.commit()
    expected = AwardOutcome.TAKEN_BACK if how == "take back" else AwardOutcome.REJECTED
    assert review.outcome is expected
    assert review.unit_assessment.registration.status is RegistrationStatus.ACTIVE
    achieve_again(review.unit_assessment)
    assert review.unit_assessment.registration.status is RegistrationStatus.CLAIM_READY
    assert run() == []


def test_a_certificate_that_comes_meanwhile_leaves_it_open(
    ada: User, ben: User, cleo: User, tess: User
) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    assert review.claim is not None
    answering.record_award(review.claim, actor=tess, number="CA-7", on=review.claim.claimed_on)
    db.session.commit()
    assert review.status is ReviewStatus.OPEN
    assert run() == []


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("ada", "their own registration"),
        ("ben", "Another training administrator decides"),
        ("cleo", "Only a training administrator"),
    ],
)
def test_it_is_refused_to(
    ada: User, ben: User, cleo: User, tess: User, who: str, refusal: str
) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    for person in (ada, ben):
        appoint(person, Role.TRAINING_ADMIN)
    actor = {"ada": ada, "ben": ben, "cleo": cleo}[who]
    with pytest.raises(Refused, match=refusal):
        actions.tell_organisation(review, actor=actor, proof=proof_of(actor), reason=WHY)


def test_it_takes_the_password(ada: User, ben: User, cleo: User, tess: User) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    with pytest.raises(Refused, match="password"):
        actions.tell_organisation(review, actor=tess, proof=proof_of(cleo), reason=WHY)


def test_it_is_settled_once(ada: User, ben: User, cleo: User, tess: User) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    actions.tell_organisation(review, actor=tess, proof=proof_of(tess), reason=WHY)
    with pytest.raises(Refused, match="This review is settled"):
        actions.tell_organisation(review, actor=tess, proof=proof_of(tess), reason=WHY)


def test_another_administrator_takes_it_on(ada: User, ben: User, cleo: User, tess: User) -> None:
    review, ann = make_review(ada, ben, cleo, by=tess), make_administrator("Ann Other")
    actions.take_on(review, actor=ann)
    assert review.owner == ann
    with pytest.raises(Refused, match="You see to this already"):
        actions.take_on(review, actor=ann)


def test_a_registration_under_review_does_not_lapse(
    ada: User, ben: User, cleo: User, tess: User
) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    registration = review.unit_assessment.registration
    assert registration.awarding is not None
    registration.awarding.certification_ends = registration.registered_on
    assert lapse_overdue(registrations_under_review()) == 0
    actions.tell_organisation(review, actor=tess, proof=proof_of(tess), reason=WHY)
    assert lapse_overdue(registrations_under_review()) == 1
