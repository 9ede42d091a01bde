"""Warnings before something runs out, each given once: 90 days ahead, or 60 and 14 on the register."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.lapses import AT_LAST, Lapse, lapses_by_holder, lapsing
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext, written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.ending import Ending, endings
from trainer.registrations.models import EndWarning, Registration
from trainer.registrations.policies import ASSURED

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


def warn_of_lapses() -> int:
    """Tell holders, their quality assurers and training administrators what lapses on the register.

    The job worker asks each hour. Each is told of 60 and 14 days ahead, once each and anew when the
    day is moved; several of one person make one notice. Returns how many people it is about.
    """
    today = clock.today()
    due = [one for one in lapsing(today) if one.on > today and _is_due(one, today)]
    administrators = list(db.session.scalars(holders_of({Role.TRAINING_ADMIN})))
    for holder, theirs in lapses_by_holder(due).items():
        words = _lapse_words(holder, theirs)
        concerned = dict.fromkeys([holder, *_assurers_of(holder), *administrators])
        for person in concerned:
            tell(person, words, f"/register/people/{holder.id}")
    return len(lapses_by_holder(due))


def _is_due(lapse: Lapse, today: date) -> bool:
    """Say whether it is to be told of now, and note that it is; a late first time is the last one."""
    about = f"register {lapse.what} {lapse.number} {lapse.on}"
    stages = ["60"] if lapse.on > today + AT_LAST else ["60", "14"]
    wanted = {f"{about} {stage}" for stage in stages}
    given = set(db.session.scalars(sa.select(EndWarning.about).where(EndWarning.about.in_(wanted))))
    db.session.add_all(EndWarning(about=one) for one in sorted(wanted - given))
    return f"{about} {stages[-1]}" not in given


def _lapse_words(holder: User, lapses: list[Lapse]) -> str:
    if len(lapses) == 1:
        return _("%(says)s The day is %(day)s.", says=lapses[0].says, day=_day(lapses[0].on))
    return ngettext(
        "%(num)d thing of %(name)s’s on the register runs out, the first on %(day)s.",
        "%(num)d things of %(name)s’s on the register run out, the first on %(day)s.",
        len(lapses),
        name=holder.name,
        day=_day(lapses[0].on),
    )


def _assurers_of(holder: User) -> list[User]:
    """List who quality assures what this person assesses."""
    assure = sa.select(Registration.iqa_id).where(
        Registration.assessor_id == holder.id, Registration.status.in_(ASSURED)
    )
    return list(
        db.session.scalars(
            sa.select(User).where(User.id.in_(assure), User.active).order_by(User.id)
        )
    )


def _day(day: date) -> str:
    return written(day)


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
    return _("%(says)s The day is %(day)s.", says=one.says, day=_day(one.on))
