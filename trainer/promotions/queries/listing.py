"""Promotion cases as lists and their pages show them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.promotions import policies
from trainer.promotions.models import (
    PromotionCase,
    PromotionEntry,
    PromotionOffer,
    PromotionPack,
    PromotionScoreDraft,
    PromotionSeat,
    PromotionSignature,
    SignedFor,
)
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import OVER, PromotionStatus


class Show(StrEnum):
    """Which cases a list shows."""

    OPEN = "open"
    OVER = "over"
    ALL = "all"


def whole(select: sa.Select[PromotionCase]) -> sa.Select[PromotionCase]:
    """Load cases with all that their page shows."""
    return select.options(
        joinedload(PromotionCase.person).selectinload(User.placements),
        joinedload(PromotionCase.site),
        joinedload(PromotionCase.opened_by),
        joinedload(PromotionCase.nominator),
        selectinload(PromotionCase.seats).joinedload(PromotionSeat.member),
        selectinload(PromotionCase.packs).joinedload(PromotionPack.frozen_by),
        selectinload(PromotionCase.signatures).joinedload(PromotionSignature.signer),
        selectinload(PromotionCase.entries).joinedload(PromotionEntry.writer),
        selectinload(PromotionCase.offers).options(
            joinedload(PromotionOffer.site),
            joinedload(PromotionOffer.team),
            joinedload(PromotionOffer.manager),
        ),
    )


def listed(actor: User, show: Show) -> sa.Select[PromotionCase]:
    """Select the cases somebody sees, those that moved last first, ready to list."""
    found = policies.visible_to(actor)
    if show is not Show.ALL:
        over = PromotionCase.status.in_(OVER)
        found = found.where(over if show is Show.OVER else ~over)
    return found.order_by(PromotionCase.moved_at.desc(), PromotionCase.id.desc()).options(
        joinedload(PromotionCase.person),
        joinedload(PromotionCase.site),
        joinedload(PromotionCase.nominator),
        raiseload("*"),
    )


def open_cases_of(person: User) -> Sequence[PromotionCase]:
    """List the cases of somebody that are not over."""
    return db.session.scalars(
        sa.select(PromotionCase).where(
            PromotionCase.person_id == person.id, PromotionCase.status.not_in(OVER)
        )
    ).all()


def is_offered_elsewhere(case: PromotionCase) -> bool:
    """Say whether another offer to the same person is open, or accepted for a day to come."""
    other = sa.select(PromotionCase.id).where(
        PromotionCase.person_id == case.person_id,
        PromotionCase.id != case.id,
        PromotionCase.status.in_([PromotionStatus.OFFERED, PromotionStatus.ACCEPTED]),
    )
    return db.session.scalar(other.limit(1)) is not None


def due_to_start(day: Any) -> sa.Select[PromotionCase]:
    """Select the accepted cases whose day has come."""
    return whole(
        sa.select(PromotionCase)
        .where(PromotionCase.status == PromotionStatus.ACCEPTED, PromotionCase.starts_on <= day)
        .order_by(PromotionCase.id)
    )


def count_to_do(person_id: Any) -> Any:
    """Count, as part of another statement, the cases in which somebody is to score, approve or answer.

    Those who approve count when it is their turn; the nominee when an offer waits.
    """
    seat, case = PromotionSeat, PromotionCase
    signed = sa.exists().where(
        PromotionSignature.case_id == case.id,
        PromotionSignature.round == case.round,
        PromotionSignature.signer_id == seat.member_id,
    )
    approved = (
        sa.select(sa.func.count(PromotionSignature.id))
        .where(
            PromotionSignature.case_id == case.id,
            PromotionSignature.round == case.round,
            PromotionSignature.kind == SignedFor.APPROVAL,
        )
        .correlate(case)
        .scalar_subquery()
    )
    turn = sa.or_(
        sa.and_(seat.duty == Duty.PANEL, case.status == PromotionStatus.PANEL),
        sa.and_(
            seat.duty == Duty.APPROVER,
            case.status == PromotionStatus.RECOMMENDED,
            seat.place == approved + 1,
        ),
        sa.and_(seat.duty == Duty.HEARER, case.status == PromotionStatus.APPEALED),
    )
    seats = (
        sa.select(sa.func.count(seat.id))
        .join(case, case.id == seat.case_id)
        .where(
            seat.member_id == person_id,
            seat.round == case.round,
            seat.gave_up_at.is_(None),
            ~signed,
            turn,
        )
        .scalar_subquery()
    )
    offers = (
        sa.select(sa.func.count(case.id))
        .where(case.person_id == person_id, case.status == PromotionStatus.OFFERED)
        .scalar_subquery()
    )
    return seats + offers


def kept_scores(case: PromotionCase, member: User) -> sa.Select[PromotionScoreDraft]:
    """Select what somebody has scored so far in the round and not signed."""
    return sa.select(PromotionScoreDraft).where(
        PromotionScoreDraft.case_id == case.id,
        PromotionScoreDraft.round == case.round,
        PromotionScoreDraft.member_id == member.id,
    )
