"""Scoring alone, what the panel recommends, and approving or refusing in one's turn."""

from http import HTTPStatus

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.promotions import policies
from trainer.promotions.actions import deciding
from trainer.promotions.actions.moving import MEANINGS, covered
from trainer.promotions.forms import ApproveForm, RecommendForm, kept_scores_form, score_form
from trainer.promotions.models import PromotionCase, PromotionSignature, SignedFor
from trainer.promotions.queries.gates import fallen_since
from trainer.promotions.queries.listing import kept_scores
from trainer.promotions.rules.stages import PromotionStatus
from trainer.promotions.views.blueprint import back, bp, found
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:promotion_case_id>/score", methods=["GET", "POST"])
def score(promotion_case_id: int) -> ResponseReturnValue:
    """Score each criterion with a reason, alone."""
    case = found(promotion_case_id)
    criteria = case.pack.content["criteria"] if case.pack else []
    kept = db.session.scalar(kept_scores(case, actor()))
    form = score_form(criteria).for_request(**(kept.content if kept else {}))
    if form.submitted():
        with form.refusals():
            deciding.score(case, actor=actor(), proof=form.proof, scores=form.scores)
            return back(case, _("Signed. You see the others when all have scored."))
    return page(
        "promotions/score.html",
        form,
        case=case,
        pack=case.pack,
        numbers=range(len(criteria)),
        words=MEANINGS[SignedFor.SCORES],
        kept=kept,
        verdict=policies.may_score(actor(), case),
    )


@bp.post("/<int:promotion_case_id>/score/keep")
def keep_scores(promotion_case_id: int) -> ResponseReturnValue:
    """Keep what is scored so far: while somebody types, or as they press the button for it."""
    case = found(promotion_case_id)
    criteria = case.pack.content["criteria"] if case.pack else []
    form = kept_scores_form(criteria).for_request()
    typed = request.accept_mimetypes.best == "application/json"
    if form.submitted():
        deciding.keep_scores(case, actor=actor(), given=form.given)
        if typed:
            return jsonify(kept=True)
        return done(
            _("Kept. Nobody but you sees it before you sign."),
            "promotions.score",
            promotion_case_id=case.id,
        )
    said = " ".join(str(error) for field in form for error in field.errors)
    if typed:
        return jsonify(error=said), HTTPStatus.UNPROCESSABLE_ENTITY
    raise Unacceptable(said)


@bp.route("/<int:promotion_case_id>/recommend", methods=["GET", "POST"])
def recommend(promotion_case_id: int) -> ResponseReturnValue:
    """Write what the panel recommends."""
    case = found(promotion_case_id)
    form = RecommendForm.for_request(seen=covered(case))
    if form.submitted():
        with form.refusals():
            deciding.recommend(
                case,
                actor=actor(),
                proof=form.proof,
                seen=form.seen.data or "",
                outcome=PromotionStatus(form.outcome.data),
                words=form.words.data or "",
                plan=form.plan.data or "",
                review_on=form.review_on.data,
            )
            return back(case, _("Signed."))
    return page(
        "promotions/decide.html",
        form,
        case=case,
        sheets=_sheets(case),
        words=[MEANINGS[SignedFor.RECOMMENDATION]],
        fell=[],
        verdict=policies.may_recommend(actor(), case),
    )


@bp.route("/<int:promotion_case_id>/approve", methods=["GET", "POST"])
def approve(promotion_case_id: int) -> ResponseReturnValue:
    """Approve or refuse in one's turn."""
    case = found(promotion_case_id)
    verdict = policies.may_approve(actor(), case)
    form = ApproveForm.for_request(seen=covered(case))
    if form.submitted():
        with form.refusals():
            seen, words = form.seen.data or "", form.words.data or ""
            if form.answer.data == "refuse":
                deciding.refuse(
                    case,
                    actor=actor(),
                    proof=form.proof,
                    seen=seen,
                    words=words,
                    plan=form.plan.data or "",
                    review_on=form.review_on.data,
                )
                return back(case, _("Signed. They read why, and may appeal."))
            if deciding.approve(case, actor=actor(), proof=form.proof, seen=seen, words=words):
                return back(case, _("Held: something has changed since the pack was frozen."))
            return back(case, _("Signed."))
    return page(
        "promotions/decide.html",
        form,
        case=case,
        sheets=_sheets(case),
        words=[MEANINGS[SignedFor.APPROVAL], MEANINGS[SignedFor.REFUSAL]],
        fell=fallen_since(case) if verdict else [],
        verdict=verdict,
    )


def _sheets(case: PromotionCase) -> list[PromotionSignature]:
    return case.signed(SignedFor.SCORES) if policies.may_read_scores(actor(), case) else []
