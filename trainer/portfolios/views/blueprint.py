"""The addresses of portfolios, and how their pages find what they are about."""

from flask import Blueprint

from trainer.assessments.queries import progress
from trainer.core import clock
from trainer.registrations.models import Registration
from trainer.registrations.policies import progress_sites
from trainer.web.access import actor
from trainer.web.finding import found

bp = Blueprint("portfolios", __name__)


def one(registration_id: int) -> Registration:
    """Return the registration, or a 404 if this person may not see its progress."""
    me = actor()
    registration: Registration = found(
        progress.seen_by(registration_id, me.id, clock.today(), sites=progress_sites(me))
    )
    return registration
