"""The blueprint all pages of quality assurance hang on, and what it lends to other pages."""

from flask import Blueprint

from trainer.quality.queries.looks import outcome_for_learner

bp = Blueprint("quality", __name__, url_prefix="/quality")


@bp.app_context_processor
def _around_a_unit() -> dict[str, object]:
    """Let a unit's page say what a quality assurer made of it."""
    return {"looked_into": outcome_for_learner}
