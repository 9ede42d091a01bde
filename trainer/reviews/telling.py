"""Whom the review of an award concerns: who sees to it, the quality assurer, and the learner."""

from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.reviews.events import ReviewOpened, ReviewSettled, ReviewTakenOn
from trainer.reviews.models import AwardOutcome, Review


def tell_owner(event: ReviewOpened) -> None:
    """Tell whoever sees to it that an award rests on a unit that is open again."""
    review = event.subject
    if review.owner is None:
        return
    db.session.flush()  # The address names the review by its id.
    words = _(
        "%(unit)s of %(name)s is open again, and an award rests on it. Say by %(day)s what becomes"
        " of it.",
        unit=review.unit_assessment.unit_version.title,
        name=review.learner.name,
        day=written(review.due_on),
    )
    tell(review.owner, words, _page(review), actor=event.actor)


def tell_new_owner(event: ReviewTakenOn) -> None:
    """Tell somebody that they see to a review from now on, unless they took it on themselves."""
    if event.owner is None:
        return
    words = _("You see to the review of an award of %(name)s now.", name=event.subject.learner.name)
    tell(event.owner, words, _page(event.subject), actor=event.actor)


def tell_of_outcome(event: ReviewSettled) -> None:
    """Tell the quality assurer what became of the award, and the learner where it stands."""
    review, registration = event.subject, event.unit_assessment.registration
    title = registration.version.title
    words = _(
        "The review of %(name)s’s %(title)s is settled.", name=review.learner.name, title=title
    )
    tell(registration.iqa, words, _page(review), actor=event.actor)
    if review.outcome is AwardOutcome.STANDS:
        words = _("Your %(title)s was looked at again, and it stands.", title=title)
        tell(review.learner, words, f"/qualifications/{registration.id}", actor=event.actor)


def _page(review: Review) -> str:
    return f"/reviews/{review.id}"
