"""Warnings 90 days before something runs out, each given once."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.ending import Ending, endings
from trainer.registrations.models import EndWarning

PAGE = "/registrations/running-out"


def warn_of_ends() -> int:
    """Tell training administrators, and whom it concerns, what runs out within 90 days.

    The job worker asks each hour. Each end is told of once, and anew when its day is moved.
    """
    coming = {one.about: one for one in endings(clock.today())}
    given = sa.select(EndWarning.about).where(EndWarning.about.in_(coming))
    for about in db.session.scalars(given):
        del coming[about]
    if not coming:
        return 0
    db.session.add_all(EndWarning(about=about) for about in coming)
    _tell_administrators(list(coming.values()))
    for one in coming.values():
        if one.holder is not None:
            tell(one.holder, _dated(one), one.path)
    return len(coming)


def _tell_administrators(coming: list[Ending]) -> None:
    administrators: list[User] = list(db.session.scalars(holders_of({Role.TRAINING_ADMIN})))
    words = ngettext(
        "%(num)d thing runs out within 90 days.",
        "%(num)d things run out within 90 days.",
        len(coming),
    )
    for person in administrators:
        if len(coming) == 1:
            tell(person, _dated(coming[0]), coming[0].path)
        else:
            tell(person, words, PAGE)


def _dated(one: Ending) -> str:
    return _("%(says)s The day is %(day)s.", says=one.says, day=f"{one.on:%d/%m/%Y}")
