"""Visits as the centre sees them: listed, shown with all around them, and what was opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessors.queries import titles
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import QualificationVersion
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.queries.roles import holders_of
from trainer.points.models import ActionPoint
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.models import (
    EqaAction,
    Visit,
    VisitOpening,
    VisitPerson,
    VisitPortfolio,
    VisitReport,
    VisitSite,
)

TO_MEET = frozenset({Role.ASSESSOR, Role.IQA, Role.TRAINING_ADMIN})


@dataclass(frozen=True, slots=True)
class Search:
    """Which registrations of a visit are looked for."""

    words: str = ""
    chosen: bool = False


def listed(actor: User) -> sa.Select[Visit]:
    """Select the visits, the latest first, ready to list."""
    return (
        policies.visible_to(actor)
        .order_by(Visit.starts_on.desc(), Visit.id.desc())
        .options(joinedload(Visit.arranged_by), selectinload(Visit.devices), raiseload("*"))
    )


def with_everything(actor: User, visit_id: int) -> sa.Select[Visit]:
    """Select a visit with its scope, its people, its portfolios and the browsers let in."""
    return loaded(policies.visible_to(actor)).where(Visit.id == visit_id)


def loaded(select: sa.Select[Visit]) -> sa.Select[Visit]:
    """Load all that stands around visits."""
    return select.options(
        joinedload(Visit.arranged_by),
        joinedload(Visit.ended_by),
        selectinload(Visit.qualifications),
        selectinload(Visit.sites).joinedload(VisitSite.site),
        selectinload(Visit.people).joinedload(VisitPerson.person),
        selectinload(Visit.devices),
        selectinload(Visit.portfolios)
        .joinedload(VisitPortfolio.registration)
        .options(joinedload(Registration.learner), joinedload(Registration.version)),
    )


def titles_of(visit: Visit) -> dict[int, str]:
    """Give the titles of the qualifications a visit is about, as they are called now, by id."""
    about = [one.qualification_id for one in visit.qualifications]
    rows = db.session.execute(
        sa.select(QualificationVersion.qualification_id, QualificationVersion.title)
        .join(QualificationVersion.qualification)
        .where(
            QualificationVersion.qualification_id.in_(about),
            QualificationVersion.published_at.is_not(None),
            is_latest(),
        )
        .order_by(QualificationVersion.title)
    )
    return {qualification_id: title for qualification_id, title in rows}


def worked_towards() -> Sequence[tuple[int, str]]:
    """List the qualifications that anybody was ever registered for, by title."""
    registered = set(
        db.session.scalars(
            sa.select(QualificationVersion.qualification_id)
            .join(Registration, Registration.version_id == QualificationVersion.id)
            .distinct()
        )
    )
    return [(key, title) for key, title in titles() if key in registered]


def people_to_meet() -> Sequence[tuple[int, str]]:
    """List who assesses, assures and administers training, by name."""
    people = db.session.scalars(holders_of(TO_MEET).options(raiseload("*"))).all()
    return [(one.id, one.name) for one in sorted(people, key=lambda one: (one.name, one.id))]


def to_choose_from(visit: Visit, search: Search) -> sa.Select[Registration]:
    """Select the registrations in scope that answer a search, by learner, ready to list."""
    learner = aliased(User)
    select = policies.portfolios_in_scope if search.chosen else policies.registrations_in_scope
    found = select(visit).join(Registration.learner.of_type(learner))
    if search.words:
        found = found.where(
            sa.or_(
                learner.name.icontains(search.words, autoescape=True),
                learner.staff_number == search.words.casefold(),
            )
        )
    return found.order_by(learner.name, Registration.id).options(
        joinedload(Registration.learner),
        joinedload(Registration.version),
        joinedload(Registration.assessor),
        joinedload(Registration.site),
        raiseload("*"),
    )


def openings_of(visit: Visit) -> sa.Select[VisitOpening]:
    """Select everything that was opened under a visit, the latest first, ready to list."""
    return (
        sa.select(VisitOpening)
        .where(VisitOpening.visit_id == visit.id)
        .order_by(VisitOpening.id.desc())
        .options(
            joinedload(VisitOpening.device),
            joinedload(VisitOpening.registration).joinedload(Registration.learner),
            joinedload(VisitOpening.file),
            raiseload("*"),
        )
    )


def asked_for(visit: Visit) -> Sequence[EqaAction]:
    """List what the visitor asked the centre to do, in order, with what became of it."""
    return db.session.scalars(
        sa.select(EqaAction)
        .where(EqaAction.visit_id == visit.id)
        .order_by(EqaAction.id)
        .options(
            joinedload(EqaAction.point).joinedload(ActionPoint.owner).raiseload("*"),
            raiseload("*"),
        )
    ).all()


def reports_on(visit: Visit) -> Sequence[VisitReport]:
    """List what was recorded to have come of a visit, the latest first."""
    return db.session.scalars(
        sa.select(VisitReport)
        .where(VisitReport.visit_id == visit.id)
        .order_by(VisitReport.id.desc())
        .options(joinedload(VisitReport.recorded_by), raiseload("*"))
    ).all()


def counted(visits: Sequence[Any]) -> dict[int, AnyRow]:
    """Count for each visit what was opened, with when last, in one statement."""
    rows = db.session.execute(
        sa.select(
            VisitOpening.visit_id,
            sa.func.count().label("times"),
            sa.func.max(VisitOpening.at).label("last"),
        )
        .where(VisitOpening.visit_id.in_([one.id for one in visits]))
        .group_by(VisitOpening.visit_id)
    )
    return {row.visit_id: row for row in rows}
