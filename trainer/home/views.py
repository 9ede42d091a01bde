"""The first page of each hat."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.web.access import actor

bp = Blueprint("home", __name__)


@bp.get("/")
def me() -> ResponseReturnValue:
    """Show somebody what to do next."""
    return render_template("home/me.html", person=actor())
