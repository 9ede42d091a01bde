"""Cases as pages list them, and which evidence and whom a case may be about."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import Judgement
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs.models import EvidenceStatus, Item, Revision
from trainer.logs.policies import visible_to as items_visible_to
from trainer.malpractice import policies
from trainer.malpractice.fitness import around
from trainer.malpractice.models import Case, CaseEntry, CaseItem, CaseStatus
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration
from trainer.registrations.policies import at_sites

OPEN = (CaseStatus.SET_ASIDE, CaseStatus.INVESTIGATING, CaseStatus.REPORTED)


def listed(actor: User) -> sa.Select[Case]:
    """Select the cases somebody sees, open ones first, the longest first."""
    return (
        policies.visible_to(actor)
        .options(
            joinedload(Case.learner),
            joinedload(Case.concerned),
            joinedload(Case.investigator),
            selectinload(Case.items).joinedload(CaseItem.item),
        )
        .order_by(Case.status.not_in(OPEN), Case.step_since, Case.id)
    )


def shown(actor: User) -> sa.Select[Case]:
    """Select cases with all that their page shows."""
    return policies.visible_to(actor).options(
        joinedload(Case.learner),
        joinedload(Case.concerned),
        joinedload(Case.opened_by),
        joinedload(Case.investigator),
        selectinload(Case.items).joinedload(CaseItem.item),
        selectinload(Case.entries).joinedload(CaseEntry.author),
    )


def learner(learner_id: int) -> sa.Select[User]:
    """Select somebody who is registered for something."""
    registered = sa.select(Registration.learner_id)
    return sa.select(User).where(User.id == learner_id, User.id.in_(registered))


def items_to_set_aside(actor: User, learner: User) -> Sequence[AnyRow]:
    """List what a learner has submitted at some time and nobody has set aside yet.

    Each row holds the item, when it was sent last, and its name where this person may read it.
    """
    readable = items_visible_to(actor).with_only_columns(Item.id)
    return db.session.execute(
        sa.select(
            Item,
            Revision.frozen_at.label("sent_at"),
            sa.case((Item.id.in_(readable), Revision.title), else_="").label("title"),
        )
        .join(Revision, Revision.item_id == Item.id)
        .where(
            Item.owner_id == learner.id,
            Revision.number == _last_sent(),
            Item.held_at.is_(None),
            Item.status.in_([EvidenceStatus.SUBMITTED, EvidenceStatus.DRAFT]),
        )
        .order_by(Item.number.desc())
    ).all()


def _last_sent() -> sa.ScalarSelect[int]:
    sent = sa.orm.aliased(Revision)
    return (
        sa.select(sa.func.max(sent.number))
        .where(sent.item_id == Item.id, sent.frozen_at.is_not(None))
        .scalar_subquery()
    )


def might_concern(learner: User) -> list[User]:
    """List whom a case about this learner's evidence may be about: them, or an assessor of theirs."""
    assessors = sa.union(
        sa.select(Registration.assessor_id).where(Registration.learner_id == learner.id),
        sa.select(Judgement.judge_id).where(Judgement.learner_id == learner.id),
    )
    found = db.session.scalars(
        sa.select(User).where(User.id.in_(assessors)).order_by(User.name, User.id)
    )
    return [learner, *found]


def possible_investigators(case: Case) -> list[User]:
    """List everyone with a role here who had no part in the learner's work, by name."""
    held = sa.select(Appointment.holder_id).where(Appointment.holds_on(clock.today()))
    people = db.session.scalars(
        sa.select(User).where(User.active, User.id.in_(held)).order_by(User.name, User.id)
    )
    known = around(case)
    return [person for person in people if policies.may_investigate(person, case, known)]


def readable_by(actor: User, case: Case) -> set[int]:
    """Name the items of a case that somebody may open."""
    ids = [one.item_id for one in case.items]
    found = items_visible_to(actor).where(Item.id.in_(ids)).with_only_columns(Item.id)
    return set(db.session.scalars(found))


def deciders(case: Case) -> list[User]:
    """List who may decide a case that has been looked into."""
    held = sa.select(Appointment.holder_id).where(
        Appointment.role.in_([Role.IQA, Role.TRAINING_ADMIN]), Appointment.holds_on(clock.today())
    )
    people = db.session.scalars(
        sa.select(User).where(User.active, User.id.in_(held)).order_by(User.name, User.id)
    )
    known = around(case)
    return [person for person in people if policies.may_decide(person, case, known)]


def count_to_do(person_id: Any, sites: Collection[int | None]) -> Any:
    """Count, as part of another statement, the cases somebody looks into or sees to.

    A training administrator sees to those at their sites that wait for an investigator or a
    decision.
    """
    served = sa.select(Registration.learner_id).where(at_sites(sites))
    sees_to = sa.and_(
        Case.status.in_([CaseStatus.SET_ASIDE, CaseStatus.REPORTED]),
        Case.learner_id != person_id,
        Case.concerned_id != person_id,
        Case.learner_id.in_(served),
    )
    looks_into = sa.and_(Case.status == CaseStatus.INVESTIGATING, Case.investigator_id == person_id)
    return sa.select(sa.func.count(Case.id)).where(sa.or_(looks_into, sees_to)).scalar_subquery()
