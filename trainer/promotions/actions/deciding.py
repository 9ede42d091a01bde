"""Scoring alone, what the panel recommends, and the approvals in their order with all gates at the last."""

from collections.abc import Mapping, Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said, sign
from trainer.promotions.events import GateChecked
from trainer.promotions.models import (
    EntryKind,
    PromotionCase,
    PromotionGate,
    PromotionScoreDraft,
    SignedFor,
)
from trainer.promotions.queries.gates import fallen_since
from trainer.promotions.queries.listing import kept_scores
from trainer.promotions.rules.deciding import HIGHEST, LOWEST
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import PromotionStatus

OUTCOMES = (
    PromotionStatus.RECOMMENDED,
    PromotionStatus.DEVELOP_FURTHER,
    PromotionStatus.NOT_RECOMMENDED,
)
"""What a panel may come to."""


def score(
    case: PromotionCase, *, actor: User, proof: Proof, scores: Sequence[tuple[int, str]]
) -> None:
    """Score each criterion with a reason, alone; nobody sees it before everybody has."""
    hold(case)
    require(policies.may_score(actor, case))
    pack = case.pack
    criteria = pack.content["criteria"] if pack else []
    if len(scores) != len(criteria):
        raise Unacceptable(_("Score every criterion."))
    for number, (given, why) in enumerate(scores):
        if not LOWEST <= given <= HIGHEST:
            raise Unacceptable(_("Score it from 1 to 4."), f"score_{number}")
        said(why, f"why_{number}", _("Name what you saw or read."))
    seat = policies.seat_of(actor, case, Duty.PANEL)
    sign(
        case,
        SignedFor.SCORES,
        actor=actor,
        proof=proof,
        place=seat.place if seat else 0,
        content={
            "scores": [
                {"criterion": criterion, "score": given, "why": why.strip()}
                for criterion, (given, why) in zip(criteria, scores, strict=True)
            ]
        },
    )
    if (kept := db.session.scalar(kept_scores(case, actor))) is not None:
        db.session.delete(kept)
    note(case, EntryKind.SCORED, actor=actor)


def keep_scores(case: PromotionCase, *, actor: User, given: Mapping[str, str]) -> None:
    """Keep what somebody has scored so far, in place of what was kept before; for them alone."""
    require(policies.may_score(actor, case))
    kept = db.session.scalar(kept_scores(case, actor))
    if kept is None:
        kept = PromotionScoreDraft(case_id=case.id, round=case.round, member_id=actor.id)
        db.session.add(kept)
    kept.content = dict(given)


def recommend(
    case: PromotionCase,
    *,
    actor: User,
    proof: Proof,
    seen: str,
    outcome: PromotionStatus,
    words: str,
    plan: str = "",
    review_on: date | None = None,
) -> None:
    """Write, as the chair, what the panel recommends; to develop further comes with a plan and a day."""
    hold(case)
    require(policies.may_recommend(actor, case))
    if outcome not in OUTCOMES:
        raise Unacceptable(_("Say what the panel recommends."), "outcome")
    words = said(words, "words", _("Say why. The person reads this."))
    plan = _plan(outcome, plan, review_on)
    sign(
        case,
        SignedFor.RECOMMENDATION,
        actor=actor,
        proof=proof,
        seen=seen,
        content={"outcome": outcome.value, "words": words},
    )
    note(case, EntryKind.RECOMMENDATION, actor=actor, words=words)
    if plan:
        note(case, EntryKind.PLAN, actor=actor, words=plan, day=review_on)
    go(case, outcome, actor=actor, words=words, plan=plan, review_on=review_on)


def approve(
    case: PromotionCase, *, actor: User, proof: Proof, seen: str, words: str = ""
) -> list[str]:
    """Approve in one's turn; at the last approval all gates are looked at again.

    Return what has fallen since the pack was frozen: then nothing is approved, the case is held, and
    everybody in it is told why.
    """
    hold(case)
    require(policies.may_approve(actor, case))
    turn = policies.whose_turn(case)
    place = turn.place if turn else 0
    is_last = place == policies.last_place(case)
    if is_last and (fell := _gates(case, actor)):
        told = " ".join(fell)
        note(case, EntryKind.HELD, actor=actor, words=told)
        go(case, PromotionStatus.HELD, actor=actor, words=told)
        return fell
    sign(
        case,
        SignedFor.APPROVAL,
        actor=actor,
        proof=proof,
        place=place,
        seen=seen,
        content={"words": words.strip(), "place": place},
    )
    note(case, EntryKind.APPROVAL, actor=actor, words=words.strip())
    if is_last:
        go(case, PromotionStatus.APPROVED, actor=actor, words=words.strip())
    return []


def refuse(
    case: PromotionCase,
    *,
    actor: User,
    proof: Proof,
    seen: str,
    words: str,
    plan: str,
    review_on: date | None,
) -> None:
    """Refuse in one's turn, with what the person can work on and a day to look at it."""
    hold(case)
    require(policies.may_approve(actor, case))
    words = said(words, "words", _("Say why. The person reads this."))
    plan = _plan(PromotionStatus.REFUSED, plan, review_on)
    sign(case, SignedFor.REFUSAL, actor=actor, proof=proof, seen=seen, content={"words": words})
    note(case, EntryKind.REFUSAL, actor=actor, words=words)
    note(case, EntryKind.PLAN, actor=actor, words=plan, day=review_on)
    go(case, PromotionStatus.REFUSED, actor=actor, words=words, plan=plan, review_on=review_on)


def _plan(outcome: PromotionStatus, plan: str, review_on: date | None) -> str:
    if outcome not in {PromotionStatus.DEVELOP_FURTHER, PromotionStatus.REFUSED}:
        return ""
    plan = said(plan, "plan", _("Say what they can work on until then."))
    if review_on is None or review_on <= clock.today():
        raise Unacceptable(_("Choose a day to come on which it is looked at again."), "review_on")
    return plan


def _gates(case: PromotionCase, actor: User) -> list[str]:
    fell = fallen_since(case)
    db.session.add(
        PromotionGate(
            case_id=case.id,
            round=case.round,
            passed=not fell,
            fell=fell,
            checked_for_id=actor.id,
        )
    )
    publish(
        GateChecked(
            actor=actor,
            subject=case,
            person=case.person,
            passed=not fell,
            fell=Sealed(" ".join(fell)),
        )
    )
    return fell
