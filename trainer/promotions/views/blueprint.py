"""Where the pages of promotion cases hang, and how a case is found for them."""

from typing import Any, cast

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.accounts.models import User
from trainer.careers.policies import people_seen
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.promotions import policies
from trainer.promotions.models import PromotionCase
from trainer.promotions.queries.listing import whole
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import done, page

bp = Blueprint("promotions", __name__, url_prefix="/promotions")


def found(case_id: int) -> PromotionCase:
    """Find a case in which whoever asks has a part; 404 for everybody else."""
    seen = whole(policies.visible_to(actor())).where(PromotionCase.id == case_id)
    return cast("PromotionCase", db.one_or_404(seen))


def seen_person(person_id: int) -> User:
    """Return whom somebody may put forward, or a 404."""
    return db.one_or_404(people_seen(actor()).where(User.id == person_id))


def back(case: PromotionCase, words: str) -> ResponseReturnValue:
    """Go back to the page of a case with a word about what was done."""
    return done(words, "promotions.shown", promotion_case_id=case.id)


def asked(
    form: Form,
    case: PromotionCase,
    verdict: Verdict,
    *,
    title: str,
    lede: str,
    word: str,
    **more: Any,
) -> ResponseReturnValue:
    """Show a short form about a case: its fields, one below the other, and one button."""
    return page(
        "promotions/ask.html",
        form,
        case=case,
        verdict=verdict,
        title=title,
        lede=lede,
        word=word,
        **more,
    )
