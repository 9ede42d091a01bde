"""What somebody would do to the reviews of awards behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.checks.breaks import set_all
from tests.factories import make_user
from tests.factories_assessments import appoint
from tests.factories_certificates import make_administrator
from tests.factories_people import proof_of
from tests.factories_reviews import achieve_again, make_review
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.quality.models import Release
from trainer.reviews import actions
from trainer.reviews.models import AwardOutcome, Review, ReviewStatus


def _reviewed() -> Review:
    learner, assessor = make_user("Rae Learner"), make_user("Ray Assessor")
    by = make_administrator("Ria Administrator")
    return make_review(learner, assessor, make_user("Roy Assurer"), by=by)


def _without_review() -> None:
    _reviewed()
    db.session.execute(sa.delete(Review))


def _revoked_behind_it() -> None:
    _reviewed()
    set_all(Certificate, status=CertificateStatus.REVOKED)()


def _settled_by_itself() -> None:
    _reviewed()
    set_all(
        Review,
        outcome=AwardOutcome.REVOKED,
        status=ReviewStatus.SETTLED,
        reason="Gone.",
        settled_by_id=Review.owner_id,
        settled_at=clock.now(),
    )()


def _let_stand() -> Review:
    review = _reviewed()
    achieve_again(review.unit_assessment)
    assert review.owner is not None
    actions.let_stand(review, actor=review.owner, proof=proof_of(review.owner), reason="Shown.")
    db.session.commit()
    return review


def _released_only_afterwards() -> None:
    _let_stand()
    set_all(Release, released_at=clock.now())()


def _by_the_assessor() -> None:
    review = _let_stand()
    assessor = review.unit_assessment.registration.assessor
    appoint(assessor, Role.TRAINING_ADMIN)
    review.settled_by = assessor


BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "a unit opened under a certificate without a review": (
        "Whatever rests on a unit that was opened again is reviewed.",
        _without_review,
    ),
    "a review of a certificate that has ended": (
        "An award under review is in force, or claimed.",
        _revoked_behind_it,
    ),
    "a review that says revoked of what is in force": (
        "An award ended as its review says.",
        _settled_by_itself,
    ),
    "a certificate that stands on what was not released again": (
        "An award stands after its review on a unit released again.",
        _released_only_afterwards,
    ),
    "an assessor who lets an award stand": (
        "Nobody who judged a unit says what becomes of an award that rests on it.",
        _by_the_assessor,
    ),
}
