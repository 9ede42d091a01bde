"""The first page of each hat."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.extensions import db
from trainer.logs import queries as logs
from trainer.web.access import actor

RECENT = 3

bp = Blueprint("home", __name__)


@bp.get("/")
def me() -> ResponseReturnValue:
    """Show somebody what to do next."""
    person = actor()
    recent = db.session.scalars(logs.latest_of(person).limit(RECENT)).all()
    return render_template("home/me.html", person=person, recent=recent)
