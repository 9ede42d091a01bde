"""Word of reviews of awards that are overdue: on the first day, after a week and after two."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.models import EndWarning
from trainer.reviews import queries
from trainer.reviews.models import Review

OVERDUE = (timedelta(days=1), timedelta(days=7), timedelta(days=14))
"""So long after its day a review that is still open is told of, and told of again."""


def remind_of_overdue() -> int:
    """Tell whoever sees to an overdue review, its quality assurer and those of every site.

    The job worker asks each hour. Each distance is told of once; where several went by unnoticed,
    the last is. A review that nobody sees to is told to the training administrators of its site.
    Returns how many reviews it is about.
    """
    today = clock.today()
    due = [one for one in queries.overdue(today) if _is_due(one, today)]
    leads = db.session.scalars(holders_of({Role.IQA})).all()
    for review in due:
        registration = review.unit_assessment.registration
        owners = [review.owner] if review.owner else _administrators(registration.site_id)
        _tell(review, [*owners, registration.iqa, *leads])
    return len(due)


def _is_due(review: Review, today: date) -> bool:
    """Say whether a distance has come that was not told of, and note that it is told of now."""
    reached = [one for one in OVERDUE if review.due_on + one <= today]
    wanted = [f"review of award {review.id} {review.due_on} {one.days}" for one in reached]
    given = set(db.session.scalars(sa.select(EndWarning.about).where(EndWarning.about.in_(wanted))))
    db.session.add_all(EndWarning(about=one) for one in wanted if one not in given)
    return wanted[-1] not in given


def _administrators(site_id: int | None) -> list[User]:
    return list(db.session.scalars(holders_of({Role.TRAINING_ADMIN}, {site_id})))


def _tell(review: Review, people: Iterable[User]) -> None:
    words = _(
        "The review of %(name)s’s %(title)s was due on %(day)s. Somebody says what becomes of the"
        " award.",
        name=review.learner.name,
        title=review.unit_assessment.registration.version.title,
        day=written(review.due_on),
    )
    for person in dict.fromkeys(people):
        if person.active and person.id != review.learner_id:
            tell(person, words, f"/reviews/{review.id}")
