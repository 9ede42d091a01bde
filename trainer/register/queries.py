"""What the register and the records above it say of one person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.assessors.lapses import Lapse
from trainer.assessors.limits import limits
from trainer.assessors.models import (
    CaseloadLimit,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
)
from trainer.assessors.policies import conflicts_visible_to
from trainer.assessors.wording import DUTIES
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext, written
from trainer.cpd.queries import minutes_since
from trainer.extensions import db
from trainer.registrations.caseloads import LIMITED, caseloads

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Load:
    """How many learners somebody has for a duty, and how many they take at most."""

    duty: Duty
    learners: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was changed on the register: when, what, for which entries, and by whom."""

    at: datetime
    what: str
    by: str
    tone: str = ""
    about: tuple[str, ...] = ()


def loads_of(person: User) -> list[Load]:
    """Count somebody's learners beside their limits; nothing for a duty they have nobody in."""
    found = [
        Load(
            duty,
            caseloads([person.id], duty).get(person.id, 0),
            limits([person.id], duty).get(person.id),
        )
        for duty in LIMITED
    ]
    return [one for one in found if one.learners or one.most is not None]


def cpd_minutes(person: User, today: date) -> int:
    """Add up the time somebody spent on their development in the last 12 months."""
    return minutes_since(person, today - A_YEAR)


def limits_set(person: User) -> Sequence[CaseloadLimit]:
    """List every limit that was ever set for somebody, in order."""
    return db.session.scalars(
        sa.select(CaseloadLimit)
        .where(CaseloadLimit.holder_id == person.id)
        .order_by(CaseloadLimit.id)
        .options(joinedload(CaseloadLimit.recorded_by), raiseload("*"))
    ).all()


def conflicts_of(actor: User, person: User) -> Sequence[ConflictOfInterest]:
    """List the open ties of somebody that the reader may see."""
    return db.session.scalars(
        conflicts_visible_to(actor)
        .where(ConflictOfInterest.holder_id == person.id, ConflictOfInterest.ended_at.is_(None))
        .order_by(ConflictOfInterest.id)
        .options(joinedload(ConflictOfInterest.other), raiseload("*"))
    ).all()


def history(
    entries: Sequence[RegisterEntry], limits_set: Sequence[CaseloadLimit], titles: dict[int, str]
) -> list[Change]:
    """Tell what was changed, the latest first; the same done to several entries at once, once."""
    changes = [
        replace(change, about=(titles.get(entry.qualification_id, ""),))
        for entry in entries
        for change in _of_entry(entry)
    ]
    changes += [_of_limit(limit) for limit in limits_set]
    by_what: dict[tuple[date, str, str], Change] = {}
    for one in sorted(changes, key=lambda change: change.at, reverse=True):
        key = (clock.day_of(one.at), one.what, one.by)
        same = by_what.get(key)
        by_what[key] = replace(same, about=same.about + one.about) if same else one
    return list(by_what.values())


def _of_limit(limit: CaseloadLimit) -> Change:
    duty = str(DUTIES[limit.duty])
    if limit.most is None:
        what = _("%(duty)s: no limit of learners any more.", duty=duty)
    else:
        what = ngettext(
            "%(duty)s: at most %(num)d learner.",
            "%(duty)s: at most %(num)d learners.",
            limit.most,
            duty=duty,
        )
    return Change(limit.recorded_at, what, _name(limit.recorded_by))


def _of_entry(entry: RegisterEntry) -> Iterator[Change]:
    duty = str(DUTIES[entry.duty])
    made = _("Entered. %(duty)s", duty=duty)
    yield Change(entry.recorded_at, made, _name(entry.recorded_by), "good")
    for check in entry.competence:
        what = _("Competence checked by %(who)s.", who=check.checked_by)
        yield Change(check.recorded_at, what, _name(check.recorded_by))
    for one in entry.suspensions:
        what = _("Suspended. %(why)s", why=one.reason)
        yield Change(one.suspended_at, what, _name(one.suspended_by), "care")
        if one.lifted_at is not None:
            what = _("Suspension lifted. %(why)s", why=one.lifted_because)
            yield Change(one.lifted_at, what, _name(one.lifted_by))
    for accreditation in entry.accreditations:
        what = _(
            "Accredited by the %(body)s, %(reference)s.",
            body=accreditation.body.name,
            reference=accreditation.reference,
        )
        yield Change(accreditation.recorded_at, what, "")
    if entry.ended_at is not None and entry.ends_on is not None:
        what = _("Ended from %(day)s.", day=written(entry.ends_on))
        yield Change(entry.ended_at, what, _name(entry.ended_by))


def lapses_together(lapses: Sequence[Lapse]) -> list[tuple[Lapse, int]]:
    """Put what runs out on one day for the same reason together, with how many entries it is of."""
    counts = Counter((one.on, one.what) for one in lapses)
    first = {(one.on, one.what): one for one in reversed(lapses)}
    return [(first[key], count) for key, count in sorted(counts.items())]


def _name(person: User | None) -> str:
    return person.name if person is not None else ""
