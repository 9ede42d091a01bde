"""What on the register runs out before long: entries, training, accreditations, checks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessors.models import (
    AssessorAccreditation,
    CompetenceCheck,
    RegisterEntry,
    Standing,
)
from trainer.core.text import gettext as _
from trainer.extensions import db

AHEAD = timedelta(days=60)
AT_LAST = timedelta(days=14)
"""So long before something runs out those concerned are told, and told again."""


class What(StrEnum):
    """What of an entry runs out."""

    ENTRY = "entry"
    TRAINING = "training"
    ACCREDITATION = "accreditation"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Lapse:
    """One thing that runs out: of which entry, what, and the first day on which it counts no more."""

    entry: RegisterEntry
    what: What
    number: int
    on: date

    @property
    def says(self) -> str:
        """Say it in a sentence."""
        name = self.entry.holder.name
        match self.what:
            case What.ENTRY:
                return _("%(name)s’s entry on the register ends.", name=name)
            case What.TRAINING:
                return _("%(name)s’s time to work towards the qualification ends.", name=name)
            case What.ACCREDITATION:
                return _("%(name)s’s accreditation as an assessor runs out.", name=name)
            case What.REVIEW:
                return _("%(name)s’s occupational competence is to be checked again.", name=name)


def lapses_of(entry: RegisterEntry, today: date) -> Iterator[Lapse]:
    """Name what of an entry in force runs out within 60 days, or has while the entry goes on."""
    if not entry.is_in_force(today):
        return
    by = today + AHEAD
    if entry.ends_on is not None and entry.ends_on <= by:
        in_training = entry.standing is Standing.WORKING_TOWARDS
        yield Lapse(entry, What.TRAINING if in_training else What.ENTRY, entry.id, entry.ends_on)
    for one in entry.accreditations:
        if one.is_in_force(today) and one.ends_on is not None and one.ends_on <= by:
            yield Lapse(entry, What.ACCREDITATION, one.id, one.ends_on)
    if entry.competence:
        last = max(entry.competence, key=lambda one: one.review_on)
        if last.review_on <= by:
            yield Lapse(entry, What.REVIEW, last.id, last.review_on)


def lapsing(today: date, holders: Collection[int] | None = None) -> Sequence[Lapse]:
    """List what runs out within 60 days, of everybody or of some, soonest first; three statements.

    An entry that another follows without a gap runs out for nobody.
    """
    theirs = [] if holders is None else [RegisterEntry.holder_id.in_(holders)]
    entries = db.session.scalars(
        sa.select(RegisterEntry)
        .where(runs_out(today), *theirs)
        .options(
            joinedload(RegisterEntry.holder),
            selectinload(RegisterEntry.accreditations),
            selectinload(RegisterEntry.competence),
        )
    ).all()
    followed = _followed([entry.id for entry in entries]) if entries else set()
    found = [
        lapse
        for entry in entries
        for lapse in lapses_of(entry, today)
        if lapse.what not in {What.ENTRY, What.TRAINING} or entry.id not in followed
    ]
    return sorted(found, key=lambda lapse: (lapse.on, lapse.entry.id))


def runs_out(today: date) -> sa.ColumnElement[bool]:
    """Match the entries in force of which something runs out within 60 days, or has."""
    by = today + AHEAD
    checks = sa.select(sa.func.max(CompetenceCheck.review_on)).where(
        CompetenceCheck.entry_id == RegisterEntry.id
    )
    return sa.and_(
        RegisterEntry.starts_on <= today,
        sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > today),
        sa.or_(
            RegisterEntry.ends_on <= by,
            sa.exists().where(
                AssessorAccreditation.entry_id == RegisterEntry.id,
                AssessorAccreditation.starts_on <= today,
                AssessorAccreditation.ends_on > today,
                AssessorAccreditation.ends_on <= by,
            ),
            checks.correlate(RegisterEntry).scalar_subquery() <= by,
        ),
    )


def _followed(entry_ids: Collection[int]) -> set[int]:
    after = aliased(RegisterEntry)
    return set(
        db.session.scalars(
            sa.select(RegisterEntry.id)
            .join(
                after,
                sa.and_(
                    after.holder_id == RegisterEntry.holder_id,
                    after.qualification_id == RegisterEntry.qualification_id,
                    after.duty == RegisterEntry.duty,
                    after.starts_on <= RegisterEntry.ends_on,
                    sa.or_(after.ends_on.is_(None), after.ends_on > RegisterEntry.ends_on),
                ),
            )
            .where(RegisterEntry.id.in_(entry_ids))
        )
    )


def lapses_by_holder(lapses: Collection[Lapse]) -> dict[User, list[Lapse]]:
    """Sort them by whose entries they are of, each holder's soonest first."""
    sorted_out: dict[User, list[Lapse]] = {}
    for lapse in lapses:
        sorted_out.setdefault(lapse.entry.holder, []).append(lapse)
    return sorted_out
