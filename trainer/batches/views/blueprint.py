"""What the pages of batches hang on, and how one of them is found."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.batches import policies, queries
from trainer.batches.models import Batch
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done

bp = Blueprint("batches", __name__, url_prefix="/certificates/batches")


def one(batch_id: int) -> Batch:
    """Return the batch for those who may sign for some; to others it is a 404."""
    hidden_unless(policies.may_sign(actor()))
    found: Batch = db.one_or_404(queries.shown(actor()).where(Batch.id == batch_id))
    return found


def back(message: str, batch_id: int) -> ResponseReturnValue:
    """Go back to the page of the batch, saying what was done."""
    return done(message, "batches.shown", batch_id=batch_id)
