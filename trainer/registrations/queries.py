"""Registrations as pages list them, and what there is to choose from when one is made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessors.entitling import is_entitled
from trainer.assessors.footing import Footing, footings
from trainer.assessors.models import Duty
from trainer.assessors.policies import may_assess_on, may_verify_on
from trainer.catalogue.models import (
    Qualification,
    QualificationVersion,
    VersionStatus,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.people import policies as people
from trainer.people.models import Placement, Role, Site
from trainer.registrations import policies
from trainer.registrations.models import (
    HandOver,
    InitialAssessment,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.work import work_under

MOST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Search:
    """Which registrations are looked for."""

    status: RegistrationStatus | None = None
    qualification_id: int | None = None
    site_id: int | None = None
    assessor_id: int | None = None
    words: str = ""
    sort: str = ""
    stranded: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How many units a registration has, and how many of them are achieved."""

    units: int = 0
    achieved: int = 0


LEARNER = aliased(User)
SORTS: Mapping[str, sa.ColumnElement[Any]] = {
    "learner": sa.func.lower(LEARNER.name),
    "target": sa.func.coalesce(Registration.target_on, sa.literal(date.max, sa.Date)),
    "state": Registration.status.expression,
}
"""What a list of registrations can be sorted by; without any, the newest comes first."""


def listed(actor: User, search: Search) -> sa.Select[Registration]:
    """Select the registrations that answer a search, sorted, ready to list."""
    return _found(actor, search).options(
        contains_eager(Registration.learner.of_type(LEARNER)), *_around(), raiseload("*")
    )


def _found(actor: User, search: Search) -> sa.Select[Registration]:
    learner = LEARNER
    select = policies.visible_to(actor).join(Registration.learner.of_type(learner))
    for column, wanted in (
        (Registration.status, search.status),
        (Registration.site_id, search.site_id),
        (Registration.assessor_id, search.assessor_id),
    ):
        if wanted is not None:
            select = select.where(column == wanted)
    if search.qualification_id is not None:
        versions = sa.select(QualificationVersion.id).where(
            QualificationVersion.qualification_id == search.qualification_id
        )
        select = select.where(Registration.version_id.in_(versions))
    if search.stranded:
        select = select.where(is_stranded())
    if search.words:
        select = select.where(
            sa.or_(
                learner.name.icontains(search.words, autoescape=True),
                learner.staff_number == search.words.casefold(),
            )
        )
    newest = Registration.id.desc()
    key = SORTS.get(search.sort.removeprefix("-"))
    if key is None:
        return select.order_by(newest)
    return select.order_by(key.desc() if search.sort.startswith("-") else key, newest)


def exported(actor: User, search: Search) -> sa.Select[*tuple[Any, ...]]:
    """Select what a file says of each registration found, in one statement."""
    assessor, iqa = aliased(User), aliased(User)
    units = sa.select(sa.func.count()).where(
        UnitAssessment.registration_id == Registration.id,
        UnitAssessment.counts,
    )
    achieved = units.where(UnitAssessment.status == UnitStatus.ACHIEVED)
    return (
        _found(actor, search)
        .join(Registration.version)
        .outerjoin(Registration.assessor.of_type(assessor))
        .outerjoin(Registration.iqa.of_type(iqa))
        .outerjoin(Registration.site)
        .with_only_columns(
            LEARNER.staff_number,
            LEARNER.name,
            QualificationVersion.title,
            QualificationVersion.number,
            Registration.status,
            assessor.name,
            iqa.name,
            Site.name,
            Registration.target_on,
            units.scalar_subquery(),
            achieved.scalar_subquery(),
        )
    )


def is_stranded() -> sa.ColumnElement[bool]:
    """Match where work waits with somebody who left, or may not do it any more (INV28)."""
    now, site = clock.now(), Registration.site_id
    qualification = (
        sa.select(QualificationVersion.qualification_id)
        .where(QualificationVersion.id == Registration.version_id)
        .correlate(Registration)
        .scalar_subquery()
    )
    return sa.or_(
        sa.and_(
            Registration.status.in_(policies.ASSESSED),
            ~is_entitled(Duty.ASSESS, Registration.assessor_id, qualification, site, now),
        ),
        sa.and_(
            Registration.status.in_(policies.ASSURED),
            ~is_entitled(Duty.VERIFY, Registration.iqa_id, qualification, site, now),
        ),
    )


def stranded(actor: User) -> sa.Select[Registration]:
    """Select the registrations that need somebody else, for those who may give them one."""
    if not policies.may_administer(actor):
        return sa.select(Registration).where(sa.false())
    return policies.visible_to(actor).where(is_stranded())


def stranded_with(person_id: int) -> sa.Select[Registration]:
    """Select the registrations whose work waits with this person, who may not do it any more."""
    theirs = sa.or_(Registration.assessor_id == person_id, Registration.iqa_id == person_id)
    return sa.select(Registration).where(theirs, is_stranded())


def has_progress_for(actor: User, registration: Registration) -> bool:
    """Say whether this person may see the criteria of a registration they found, as they stand."""
    if not actor.holds(Role.HR):
        return True  # Whoever else finds it at all may.
    seen = sa.select(Registration.id).where(
        Registration.id == registration.id, policies.progress_visible_to(actor)
    )
    return db.session.scalar(seen) is not None


def troubles_of(registration: Registration) -> list[str]:
    """Say why whoever is allocated can't do their part today; nothing where both can."""
    now, status, work = clock.now(), registration.status, work_under(registration)
    assessor, iqa = registration.assessor, registration.iqa
    known = footings([assessor.id, iqa.id], work.qualification_id, clock.day_of(now))
    verdicts = []
    if status in policies.ASSESSED:
        verdicts.append(may_assess_on(known.get(assessor.id, Footing()), assessor, work, now))
    if status in policies.ASSURED:
        verdicts.append(may_verify_on(known.get(iqa.id, Footing()), iqa, work, now))
    return [verdict.reason for verdict in verdicts if not verdict]


def shown(actor: User) -> sa.Select[Registration]:
    """Select registrations with all that their page shows."""
    return policies.visible_to(actor).options(
        joinedload(Registration.learner),
        *_around(),
        joinedload(Registration.awarding),
        joinedload(Registration.initial_assessment).joinedload(InitialAssessment.made_by),
        selectinload(Registration.hand_overs).options(
            joinedload(HandOver.written_by), joinedload(HandOver.next)
        ),
        selectinload(Registration.units).joinedload(UnitAssessment.unit_version),
        raiseload("*"),
    )


def _around() -> tuple[sa.orm.interfaces.ORMOption, ...]:
    return (
        joinedload(Registration.version),
        joinedload(Registration.assessor),
        joinedload(Registration.iqa),
        joinedload(Registration.site),
    )


def progress_of(registrations: Collection[int]) -> Mapping[int, Progress]:
    """Count units and achieved units of these registrations."""
    achieved = sa.case((UnitAssessment.status == UnitStatus.ACHIEVED, 1), else_=0)
    rows = db.session.execute(
        sa.select(UnitAssessment.registration_id, sa.func.count(), sa.func.sum(achieved))
        .where(
            UnitAssessment.registration_id.in_(registrations),
            UnitAssessment.counts,
        )
        .group_by(UnitAssessment.registration_id)
    )
    return {identity: Progress(units, done) for identity, units, done in rows}


def open_versions() -> Sequence[tuple[int, str]]:
    """List the versions somebody can be registered on now, by id and title."""
    rows = db.session.execute(
        sa.select(QualificationVersion.id, QualificationVersion.title)
        .where(
            QualificationVersion.status == VersionStatus.CURRENT,
            QualificationVersion.published_at.is_not(None),
        )
        .order_by(QualificationVersion.title)
    )
    return [(identity, title) for identity, title in rows]


def open_version(version_id: int) -> sa.Select[QualificationVersion]:
    """Select a version somebody can be registered on now, with its numbers."""
    return (
        sa.select(QualificationVersion)
        .where(
            QualificationVersion.id == version_id,
            QualificationVersion.status == VersionStatus.CURRENT,
            QualificationVersion.published_at.is_not(None),
        )
        .options(
            selectinload(QualificationVersion.numbers),
            joinedload(QualificationVersion.qualification).joinedload(Qualification.framework),
        )
    )


def learners_called(actor: User, words: str) -> Sequence[User]:
    """List the people at work whose name or staff number has these words, the first twenty."""
    return db.session.scalars(
        people.visible_to(actor)
        .where(
            User.active,
            sa.or_(
                User.name.icontains(words, autoescape=True),
                User.staff_number == words.casefold(),
            ),
        )
        .order_by(User.name, User.id)
        .limit(MOST_PEOPLE)
        .options(raiseload("*"))
    ).all()


def learner(actor: User, learner_id: int) -> sa.Select[User]:
    """Select somebody at work by their id."""
    return people.visible_to(actor).where(User.id == learner_id, User.active)


def site_of(learner_id: int, on: date) -> int | None:
    """Find the site where somebody works on that day."""
    return db.session.scalar(
        sa.select(Placement.site_id)
        .where(Placement.user_id == learner_id, Placement.holds_on(on))
        .order_by(Placement.starts_on.desc())
        .limit(1)
    )


def assessors_allocated() -> Sequence[tuple[int, str]]:
    """List everyone who is some registration's assessor, by id and name."""
    rows = db.session.execute(
        sa.select(User.id, User.name)
        .where(User.id.in_(sa.select(Registration.assessor_id)))
        .order_by(User.name)
    )
    return [(identity, name) for identity, name in rows]


def has_open(learner_id: int, qualification_id: int) -> bool:
    """Say whether a learner is registered on some version of a qualification already."""
    found = db.session.scalar(
        sa.select(Registration.id)
        .join(Registration.version)
        .where(
            Registration.learner_id == learner_id,
            QualificationVersion.qualification_id == qualification_id,
            Registration.status.not_in(policies.OVER),
        )
        .limit(1)
    )
    return found is not None
