"""Letters of a case as PDFs: having one made, waiting for it, and saving it."""

from typing import cast

import sqlalchemy as sa
from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.promotions.actions import printing
from trainer.promotions.forms import ActForm
from trainer.promotions.models import LetterKind, PromotionCase, PromotionLetter
from trainer.promotions.views.blueprint import bp, found
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.responses import done
from trainer.web.uploads import to_save


@bp.post("/<int:promotion_case_id>/offer-letter")
def ask_for_offer_letter(promotion_case_id: int) -> ResponseReturnValue:
    """Have the letter of the offer made, and go to where it can be waited for."""
    return _asked(promotion_case_id, LetterKind.OFFER)


@bp.post("/<int:promotion_case_id>/outcome-letter")
def ask_for_outcome_letter(promotion_case_id: int) -> ResponseReturnValue:
    """Have the letter about the outcome made, and go to where it can be waited for."""
    return _asked(promotion_case_id, LetterKind.OUTCOME)


@bp.get("/letters/<int:promotion_letter_id>")
def letter(promotion_letter_id: int) -> ResponseReturnValue:
    """Show how far a letter is, and the way to it."""
    kept = _own(promotion_letter_id)
    return render_template("promotions/letter.html", letter=kept, case=kept.case)


@bp.get("/letters/<int:promotion_letter_id>/pdf")
def letter_pdf(promotion_letter_id: int) -> Response:
    """Send a letter, to be saved or printed."""
    kept = _own(promotion_letter_id)
    if kept.status is not PaperStatus.READY or kept.key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    name = _("%(role)s, %(person)s", role=kept.case.role_title, person=kept.case.person.name)
    return to_save(
        store.open(kept.key),
        name=f"{name.replace('/', '-')}.pdf",
        media_type="application/pdf",
        size=store.size(kept.key),
    )


def _asked(case_id: int, kind: LetterKind) -> ResponseReturnValue:
    case = found(case_id)
    if not ActForm.for_request().submitted():
        return done("", "promotions.shown", promotion_case_id=case.id)
    made = printing.ask_for_letter(case, kind, actor=actor())
    return done("", "promotions.letter", promotion_letter_id=made.id)


def _own(letter_id: int) -> PromotionLetter:
    """Find a letter this person asked for, of a case in which they still have a part."""
    kept = db.one_or_404(
        sa.select(PromotionLetter)
        .where(PromotionLetter.id == letter_id, PromotionLetter.asked_by_id == actor().id)
        .options(joinedload(PromotionLetter.case).joinedload(PromotionCase.person))
    )
    found(kept.case_id)
    return cast("PromotionLetter", kept)
