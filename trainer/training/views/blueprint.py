"""Where the pages of required skills hang, and how each finds what it is about."""

from flask import Blueprint

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.training import policies
from trainer.training.models import Skill
from trainer.training.queries import listing
from trainer.web.access import actor, hidden_unless

bp = Blueprint("training", __name__, url_prefix="/training")


def kept_skill(skill_id: int) -> Skill:
    """Return the skill, or a 404 to whoever may not read the list."""
    hidden_unless(policies.may_read_list(actor()))
    return db.one_or_404(listing.skill_called(skill_id))


def read_person(person_id: int) -> User:
    """Return the person, or a 404 to whoever may not see how they stand."""
    person = db.get_or_404(User, person_id)
    hidden_unless(policies.may_read(actor(), person))
    return person


@bp.app_context_processor
def _for_every_page() -> dict[str, object]:
    return {"may_read_training": lambda person: policies.may_read(actor(), person)}
