"""What the pages of cohorts hang on, and how one of them is found."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.cohorts import policies, queries
from trainer.cohorts.models import Cohort
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done

bp = Blueprint("cohorts", __name__, url_prefix="/registrations/cohorts")


def prepared(cohort_id: int) -> Cohort:
    """Return the cohort for those who may prepare some; to others it is a 404."""
    hidden_unless(policies.may_prepare(actor()))
    found: Cohort = db.one_or_404(queries.shown(actor()).where(Cohort.id == cohort_id))
    return found


def back(message: str, cohort: Cohort) -> ResponseReturnValue:
    """Go back to the page of the cohort, saying what was done."""
    return done(message, "cohorts.shown", cohort_id=cohort.id)
