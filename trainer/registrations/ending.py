"""What runs out within 90 days: numbers, memberships, certificates from elsewhere, accreditations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.assessors.models import AssessorAccreditation, RegisterEntry
from trainer.bodies.models import (
    AHEAD,
    ElsewhereCertificate,
    Lasting,
    Membership,
    SchemeAccreditation,
)
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.core.policy import Verdict
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.policies import may_administer

LASTING: tuple[type[Any], ...] = (
    Membership,
    ElsewhereCertificate,
    SchemeAccreditation,
    AssessorAccreditation,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that runs out: a sentence, the day, the page to see to it, and whom it concerns.

    `about` names it with its day, so that each end is told of once, and anew when the day moves.
    """

    about: str
    says: str
    on: date
    path: str
    holder: User | None = None


def may_see_endings(actor: User) -> Verdict:
    """Say whether this person looks after what runs out: training administrators."""
    return may_administer(actor)


def count_endings(on: date) -> int:
    """Count what runs out within 90 days of a day, in one statement."""
    counts = [
        sa.select(sa.func.count())
        .select_from(kind)
        .where(kind.runs_out_after(on))
        .scalar_subquery()
        for kind in LASTING
    ]
    ends = _numbers(on).subquery()
    counts.append(sa.select(sa.func.count()).select_from(ends).scalar_subquery())
    return db.session.scalar(sa.select(sum(counts[1:], counts[0]))) or 0


def endings(on: date) -> list[Ending]:
    """List what runs out within 90 days of a day, soonest first: five statements."""
    found = [*_of_numbers(on)]
    for kind, tell in TOLD.items():
        found += [tell(one) for one in db.session.scalars(_running_out(kind, on))]
    return sorted(found, key=lambda one: (one.on, one.about))


def _numbers(on: date) -> sa.Select[*tuple[Any, ...]]:
    """Select each last day of a number once, however many versions it stands in."""
    parts = [
        sa.select(
            sa.literal(what).label("what"),
            QualificationVersion.qualification_id,
            QualificationNumber.organisation,
            QualificationNumber.number,
            column.label("day"),
            sa.func.max(QualificationVersion.id).label("version_id"),
        )
        .join(QualificationVersion, QualificationVersion.id == QualificationNumber.version_id)
        .where(QualificationVersion.published_at.is_not(None), column >= on, column <= on + AHEAD)
        .group_by(
            QualificationVersion.qualification_id,
            QualificationNumber.organisation,
            QualificationNumber.number,
            column,
        )
        for what, column in (
            ("registrations", QualificationNumber.registration_ends),
            ("claims", QualificationNumber.certification_ends),
        )
    ]
    ends = sa.union_all(*parts).subquery()
    return sa.select(ends, QualificationVersion.title).join(
        QualificationVersion, QualificationVersion.id == ends.c.version_id
    )


def _of_numbers(on: date) -> Iterator[Ending]:
    for what, _id, organisation, number, day, version_id, title in db.session.execute(_numbers(on)):
        said = (
            _("%(who)s takes no registrations for the %(title)s any more.")
            if what == "registrations"
            else _("%(who)s takes no claims for the %(title)s any more.")
        )
        yield Ending(
            about=f"{what} {organisation} {number} {day}"[:200],
            says=said % {"who": organisation, "title": title},
            on=day,
            path=f"/catalogue/qualifications/{version_id}",
        )


def _running_out(kind: type[Any], on: date) -> sa.Select[Any]:
    return sa.select(kind).where(kind.runs_out_after(on)).options(*WITH[kind])


WITH: dict[type[Any], tuple[Any, ...]] = {
    Membership: (joinedload(Membership.body), joinedload(Membership.holder)),
    ElsewhereCertificate: (joinedload(ElsewhereCertificate.holder),),
    SchemeAccreditation: (joinedload(SchemeAccreditation.body),),
    AssessorAccreditation: (
        joinedload(AssessorAccreditation.body),
        joinedload(AssessorAccreditation.entry).joinedload(RegisterEntry.holder),
    ),
}


def _ending(one: Any, says: str, path: str, holder: User | None = None) -> Ending:
    lasting: Lasting = one
    day = lasting.ends_on or date.max
    return Ending(f"{one.__tablename__} {one.id} {day}", says, day, path, holder)


def _of_membership(one: Membership) -> Ending:
    if one.holder is None:
        says = _("Your organisation’s membership of the %(body)s is to be renewed.")
        return _ending(one, says % {"body": one.body.name}, f"/bodies/{one.body_id}")
    says = _("%(name)s’s membership of the %(body)s is to be renewed.")
    said = says % {"name": one.holder.name, "body": one.body.name}
    return _ending(one, said, f"/people/{one.holder_id}", one.holder)


def _of_certificate(one: ElsewhereCertificate) -> Ending:
    says = _("%(name)s’s %(title)s runs out.", name=one.holder.name, title=one.title)
    return _ending(one, says, f"/people/{one.holder_id}", one.holder)


def _of_scheme(one: SchemeAccreditation) -> Ending:
    says = _(
        "The accreditation %(reference)s by the %(body)s runs out.",
        reference=one.reference,
        body=one.body.name,
    )
    return _ending(one, says, f"/bodies/{one.body_id}")


def _of_assessor(one: AssessorAccreditation) -> Ending:
    holder = one.entry.holder
    says = _(
        "%(name)s’s accreditation as an assessor by the %(body)s runs out.",
        name=holder.name,
        body=one.body.name,
    )
    return _ending(one, says, "/register", holder)


TOLD: dict[type[Any], Callable[[Any], Ending]] = {
    Membership: _of_membership,
    ElsewhereCertificate: _of_certificate,
    SchemeAccreditation: _of_scheme,
    AssessorAccreditation: _of_assessor,
}
