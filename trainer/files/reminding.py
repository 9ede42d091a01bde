"""Word of holds whose day has come to be looked at again."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.files import queries
from trainer.files.models import Hold
from trainer.notifications.telling import tell
from trainer.people.models import Role, Site
from trainer.people.queries import holders_of
from trainer.registrations.models import EndWarning


def remind_of_holds() -> int:
    """Tell whoever may place and lift a hold, once, that its day to be looked at again has come.

    The job worker asks each hour. Returns how many holds it is about.
    """
    news: dict[int, tuple[Hold, list[User]]] = {}
    sites = db.session.scalars(sa.select(Site.id)).all()
    for person in db.session.scalars(holders_of({Role.TRAINING_ADMIN}, sites).order_by(User.id)):
        for hold in db.session.scalars(queries.due_holds(person)):
            news.setdefault(hold.id, (hold, []))[1].append(person)
    told = 0
    for hold, people in news.values():
        if _is_news(hold):
            told += 1
            for person in people:
                _tell(hold, person)
    return told


def _is_news(hold: Hold) -> bool:
    """Say whether nobody was told of this day yet, and note that it is told of now."""
    about = f"hold {hold.id} {hold.review_on}"
    if db.session.scalar(sa.select(EndWarning.id).where(EndWarning.about == about)):
        return False
    db.session.add(EndWarning(about=about))
    return True


def _tell(hold: Hold, person: User) -> None:
    words = _(
        "The hold on what is %(name)s’s was to be looked at again by %(day)s. Say whether it is"
        " still needed, or lift it.",
        name=hold.learner.name,
        day=written(hold.review_on),
    )
    tell(person, words, f"/files/holds/{hold.id}/keep")
