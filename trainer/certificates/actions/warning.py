"""Word that a certificate runs out: to its holder and to administrators, 60 days ahead and 14."""

from datetime import date

import sqlalchemy as sa

from trainer.certificates import queries
from trainer.certificates.models import SOON, VERY_SOON, Certificate
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.models import EndWarning


def warn_of_expiry() -> int:
    """Tell whom it concerns which certificates run out soon; each warning is given once.

    The job worker asks each hour. Return how many certificates were warned of.
    """
    today = clock.today()
    ending = {_about(one, today): one for one in db.session.scalars(queries.running_out(today))}
    given = sa.select(EndWarning.about).where(EndWarning.about.in_(ending))
    for about in db.session.scalars(given).all():
        del ending[about]
    db.session.add_all(EndWarning(about=about) for about in ending)
    for one in ending.values():
        _tell(one)
    return len(ending)


def _about(certificate: Certificate, today: date) -> str:
    ahead = VERY_SOON if _day(certificate) <= today + VERY_SOON else SOON
    return f"certificate {certificate.id} {ahead.days}"


def _tell(certificate: Certificate) -> None:
    facts = {
        "number": certificate.number,
        "name": certificate.learner.name,
        "title": certificate.payload["title"],
        "day": written(_day(certificate)),
    }
    words = _(
        "Your certificate for the %(title)s runs out on %(day)s. Your training team renews it."
    )
    tell(certificate.learner, words % facts, "/certificates/mine")
    words = _("%(name)s’s certificate %(number)s for the %(title)s runs out on %(day)s.")
    for reader in db.session.scalars(
        holders_of({Role.TRAINING_ADMIN}, {certificate.registration.site_id})
    ):
        if reader != certificate.learner:
            tell(reader, words % facts, f"/certificates/{certificate.id}")


def _day(certificate: Certificate) -> date:
    return certificate.expires_on or date.max
