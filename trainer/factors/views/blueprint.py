"""Where the pages about second steps hang, and what stands before all others until one is set up."""

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from trainer.accounts import standing
from trainer.accounts.models import User
from trainer.factors import policies
from trainer.web.access import actor, is_public

bp = Blueprint("factors", __name__)

OPEN = frozenset({"accounts", "factors", "offline", "security"})
"""Parts of Trainer open to whoever has yet to set up the second step that their role needs."""


def guard(app: Flask) -> None:
    """Lead whoever lacks a second step that is due to where they set one up, from everywhere else."""

    @app.before_request
    def _second_step_first() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if endpoint is None or request.blueprint in OPEN or is_public(app, endpoint):
            return None
        if current_user.is_authenticated and not policies.may_go_on(actor()):
            return redirect(url_for("factors.overview"), code=303)
        return None


@bp.app_context_processor
def _for_every_page() -> dict[str, object]:
    return {
        "may_reset_second_step": _may_reset,
        "second_step_needed": _is_needed,
        "PRIVILEGED_ROLES": policies.PRIVILEGED,
    }


def _may_reset(person: User) -> bool:
    return bool(policies.may_reset(actor(), person))


def _is_needed() -> int | None:
    """Tell pages about roles how many days people have to set up a second step; None if not needed."""
    return standing.present().grace_days
