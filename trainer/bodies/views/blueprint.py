"""What the pages of bodies hang on, and how one of them is found."""

from flask import Blueprint

from trainer.bodies import queries
from trainer.bodies.models import ProfessionalBody
from trainer.extensions import db

bp = Blueprint("bodies", __name__, url_prefix="/bodies")


def listed_body(body_id: int) -> ProfessionalBody:
    """Return the body, or a 404."""
    found: ProfessionalBody = db.one_or_404(queries.shown().where(ProfessionalBody.id == body_id))
    return found
