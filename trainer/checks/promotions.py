"""INV20 and INV22 of promotion cases: who took part, in which order, on which record."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.audit.models import LedgerEntry
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check, batched, rows
from trainer.extensions import db
from trainer.promotions.models import (
    PromotionCase,
    PromotionGate,
    PromotionPack,
    PromotionSeat,
    PromotionSignature,
    SignedFor,
)
from trainer.promotions.queries.content import hash_of
from trainer.promotions.rules.deciding import Member, has_scored
from trainer.promotions.rules.fitness import FEWEST_APPROVERS, Duty
from trainer.promotions.rules.stages import PromotionStatus

_S = PromotionStatus
_C, _Seat, _Sign = PromotionCase, PromotionSeat, PromotionSignature

SCORED = frozenset(
    {_S.RECOMMENDED, _S.HELD, _S.APPROVED, _S.REFUSED, _S.DEVELOP_FURTHER, _S.NOT_RECOMMENDED}
    | {_S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.IN_POST, _S.TRIAL_CONFIRMED, _S.TRIAL_ENDED}
)
APPROVED = frozenset(
    {_S.APPROVED, _S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.IN_POST}
    | {_S.TRIAL_CONFIRMED, _S.TRIAL_ENDED}
)

OWN = sa.select(_C.id).where(
    sa.or_(
        sa.exists().where(_Seat.case_id == _C.id, _Seat.member_id == _C.person_id),
        sa.exists().where(_Sign.case_id == _C.id, _Sign.signer_id == _C.person_id),
    )
)
BY_NOMINATORS = (
    sa.select(_Sign.id)
    .join(_C, _C.id == _Sign.case_id)
    .where(sa.or_(_Sign.signer_id == _C.opened_by_id, _Sign.signer_id == _C.nominator_id))
)
UNSEATED = sa.select(_Sign.id).where(
    ~sa.exists().where(
        _Seat.case_id == _Sign.case_id,
        _Seat.round == _Sign.round,
        _Seat.member_id == _Sign.signer_id,
        _Seat.gave_up_at.is_(None),
    )
)
_earlier = aliased(PromotionSignature)
OUT_OF_TURN = (
    sa.select(_Sign.id)
    .join(
        _earlier,
        sa.and_(
            _earlier.case_id == _Sign.case_id,
            _earlier.round == _Sign.round,
            _earlier.kind == SignedFor.APPROVAL,
        ),
    )
    .where(
        _Sign.kind == SignedFor.APPROVAL,
        _earlier.place < _Sign.place,
        _earlier.at > _Sign.at,
    )
)
_approvals = (
    sa.select(sa.func.count(_Sign.signer_id.distinct()))
    .where(_Sign.case_id == _C.id, _Sign.round == _C.round, _Sign.kind == SignedFor.APPROVAL)
    .correlate(_C)
    .scalar_subquery()
)
_places = (
    sa.select(sa.func.count(_Seat.place.distinct()))
    .where(_Seat.case_id == _C.id, _Seat.round == _C.round, _Seat.duty == Duty.APPROVER)
    .correlate(_C)
    .scalar_subquery()
)
UNAPPROVED = sa.select(_C.id).where(
    _C.status.in_(sorted(APPROVED)), sa.or_(_approvals < FEWEST_APPROVERS, _approvals != _places)
)
UNGATED = sa.select(_C.id).where(
    _C.status.in_(sorted(APPROVED)),
    ~sa.exists().where(
        PromotionGate.case_id == _C.id, PromotionGate.round == _C.round, PromotionGate.passed
    ),
)
NOT_BY_SIGNER = sa.select(_Sign.id).where(
    ~sa.exists().where(
        LedgerEntry.kind == "CaseSigned",
        LedgerEntry.subject_type == _Sign.__name__,
        LedgerEntry.subject_id == _Sign.id,
        LedgerEntry.actor_id == _Sign.signer_id,
    )
)


def _without_quorum() -> Iterator[str]:
    cases = db.session.scalars(sa.select(_C).where(_C.status.in_(sorted(SCORED)))).all()
    for some in batched(cases):
        ids = [one.id for one in some]
        seats = db.session.scalars(
            sa.select(_Seat).where(_Seat.case_id.in_(ids), _Seat.duty == Duty.PANEL)
        ).all()
        scores = sa.select(_Sign.case_id, _Sign.round, _Sign.signer_id).where(
            _Sign.case_id.in_(ids), _Sign.kind == SignedFor.SCORES
        )
        signed = {tuple(one) for one in db.session.execute(scores)}
        for case in some:
            panel = [
                Member(
                    one.member_id,
                    one.outside_line,
                    one.gave_up_at is not None,
                    (case.id, case.round, one.member_id) in signed,
                )
                for one in seats
                if one.case_id == case.id and one.round == case.round
            ]
            if not has_scored(panel):
                yield f"Promotion case {case.id} went on without a whole panel."


def _forged() -> Iterator[str]:
    for model, name in ((PromotionPack, "Pack"), (PromotionSignature, "Signature")):
        found = db.session.execute(
            sa.select(model.id, model.content, model.content_hash)
            .join(PromotionCase, PromotionCase.id == model.case_id)
            .where(~is_erased(PromotionCase.person_id))
        )
        for id_, content, kept in found:
            if hash_of(content) != kept:
                yield f"{name} {id_} of a promotion case is not what its hash was made of."


CHECKS = [
    Check(
        "INV20",
        "Nobody takes part in deciding their own promotion.",
        rows(OWN, "In promotion case %s the nominee decides."),
    ),
    Check(
        "INV20",
        "Nobody decides a promotion whom they put forward.",
        rows(BY_NOMINATORS, "Signature %s in a promotion case is by whoever opened or nominated."),
    ),
    Check(
        "INV20",
        "Only those seated sign in a promotion case.",
        rows(UNSEATED, "Signature %s in a promotion case is by somebody without a seat."),
    ),
    Check(
        "INV20", "A panel of two, one from outside, scores before a case goes on.", _without_quorum
    ),
    Check(
        "INV20",
        "Approvals of a promotion are given in their order.",
        rows(OUT_OF_TURN, "Approval %s of a promotion was given before its turn."),
    ),
    Check(
        "INV20",
        "A promotion is approved by everybody it takes, each somebody else.",
        rows(UNAPPROVED, "Promotion case %s went on without all its approvals."),
    ),
    Check(
        "INV20",
        "All gates of a promotion were looked at again at its last approval.",
        rows(UNGATED, "Promotion case %s went on without its gates."),
    ),
    Check("INV20", "What was frozen and signed of a promotion stays as it was.", _forged),
    Check(
        "INV22",
        "The ledger names whoever signed in a promotion case.",
        rows(NOT_BY_SIGNER, "The ledger does not name whoever gave signature %s of a promotion."),
    ),
]
