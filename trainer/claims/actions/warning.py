"""Word that a review of direct claim status is due: 60 days ahead, and 14."""

from datetime import date

import sqlalchemy as sa

from trainer.claims.models import SOON, VERY_SOON, DirectClaimStatus
from trainer.claims.queries import direct
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.models import EndWarning


def warn_of_reviews() -> int:
    """Tell training administrators which reviews come up; each warning is given once.

    The job worker asks each hour. A review whose day moves is warned of anew.
    """
    today = clock.today()
    coming = {_about(one, today): one for one in direct.to_be_reviewed(today + SOON)}
    given = sa.select(EndWarning.about).where(EndWarning.about.in_(coming))
    for about in db.session.scalars(given).all():
        del coming[about]
    if not coming:
        return 0
    db.session.add_all(EndWarning(about=about) for about in coming)
    for reader in db.session.scalars(holders_of({Role.TRAINING_ADMIN})).all():
        for one in coming.values():
            tell(reader, _words(one), f"/claims/direct/{one.id}")
    return len(coming)


def _about(status: DirectClaimStatus, today: date) -> str:
    ahead = VERY_SOON if status.review_on <= today + VERY_SOON else SOON
    return f"direct claim status {status.id} {status.review_on} {ahead.days}"


def _words(status: DirectClaimStatus) -> str:
    return _(
        "%(organisation)s reviews your direct claim status for the %(title)s on %(day)s.",
        organisation=status.organisation,
        title=direct.title_of(status),
        day=written(status.review_on),
    )
