"""Appeals against appraisals: of one, of a round, of those who answer, and who might."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    Cycle,
)
from trainer.appraisals.policies import known_of
from trainer.appraisals.rules.appealing import AppraisalAppealStatus, unfit
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.queries import holders_of

FARTHEST = 10
"""So many steps up the line somebody is looked for who had no part."""


def of_appraisal(appraisal: Appraisal) -> AppraisalAppeal | None:
    """Return the appeal against an appraisal with all that was said in it."""
    return db.session.scalars(
        sa.select(AppraisalAppeal)
        .where(AppraisalAppeal.appraisal_id == appraisal.id)
        .options(
            joinedload(AppraisalAppeal.hearer),
            joinedload(AppraisalAppeal.person),
            selectinload(AppraisalAppeal.grounds),
            selectinload(AppraisalAppeal.answers).joinedload(AppraisalAppealAnswer.by),
        )
    ).one_or_none()


def of_cycle(cycle: Cycle, sites: Collection[int | None]) -> Sequence[AppraisalAppeal]:
    """List the appeals in a round at these sites (None: everywhere), those that wait first."""
    select = _with_appraisal().where(Appraisal.cycle_id == cycle.id)
    if None not in sites:
        select = select.where(Appraisal.site_id.in_([one for one in sites if one is not None]))
    return db.session.scalars(
        select.order_by(
            AppraisalAppeal.status != AppraisalAppealStatus.OPEN,
            AppraisalAppeal.due_on,
            AppraisalAppeal.id,
        )
    ).all()


def waiting_for(person: User) -> Sequence[AppraisalAppeal]:
    """List the appeals that wait for this person's answer, the most urgent first."""
    return db.session.scalars(
        _with_appraisal()
        .where(_waits_for(person.id))
        .order_by(AppraisalAppeal.due_on, AppraisalAppeal.id)
    ).all()


def count_waiting(person_id: Any) -> Any:
    """Count, as part of another statement, the appeals that wait for somebody's answer."""
    return (
        sa.select(sa.func.count(AppraisalAppeal.id)).where(_waits_for(person_id)).scalar_subquery()
    )


def first_hearer(appraisal: Appraisal) -> User | None:
    """Find the first up the line, from the second line on, who had no part in an appraisal."""
    seen: set[int] = set()
    person = appraisal.second_line or _manager_of(appraisal.manager)
    while person is not None and person.id not in seen and len(seen) < FARTHEST:
        if unfit(known_of(person, appraisal)) is None:
            return person
        seen.add(person.id)
        person = _manager_of(person)
    return None


def possible_of_hr(appraisal: Appraisal) -> list[User]:
    """List who of HR for its site may answer; where none may, all of HR, to name somebody."""
    found = [
        one
        for one in db.session.scalars(holders_of({Role.HR}, [appraisal.site_id]))
        if one.id != appraisal.person_id
    ]
    return [one for one in found if unfit(known_of(one, appraisal)) is None] or found


def open_ones() -> Sequence[AppraisalAppeal]:
    """List every appeal that waits for an answer, with whom it concerns."""
    return db.session.scalars(
        _with_appraisal()
        .where(AppraisalAppeal.status == AppraisalAppealStatus.OPEN)
        .order_by(AppraisalAppeal.id)
    ).all()


def _with_appraisal() -> sa.Select[AppraisalAppeal]:
    appraisal = joinedload(AppraisalAppeal.appraisal)
    return (
        sa.select(AppraisalAppeal)
        .join(AppraisalAppeal.appraisal)
        .options(
            joinedload(AppraisalAppeal.person),
            joinedload(AppraisalAppeal.hearer),
            appraisal.joinedload(Appraisal.cycle),
            appraisal.joinedload(Appraisal.manager),
        )
    )


def _waits_for(person_id: Any) -> sa.ColumnElement[bool]:
    return sa.and_(
        AppraisalAppeal.hearer_id == person_id,
        AppraisalAppeal.status == AppraisalAppealStatus.OPEN,
    )


def _manager_of(person: User) -> User | None:
    now = person.placement(clock.today())
    return now.manager if now else None
