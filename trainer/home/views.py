"""The first page of each hat, and the pages around everything: more, and help."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.home.hats import HatKey
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


@bp.get("/more")
def more() -> ResponseReturnValue:
    """List every page of every hat, for a phone, where the rail has no room."""
    return render_template("home/more.html")


@bp.get("/help/<string:hat>")
def help(hat: str) -> ResponseReturnValue:  # noqa: A001 - what people call the page
    """Explain the work under one hat on one page."""
    titles = _help_titles()
    if hat not in titles:
        abort(404)
    views = [(title, url_for("home.help", hat=key), key == hat) for key, title in titles.items()]
    return render_template("home/help.html", hat=hat, title=titles[hat], views=views)


def _help_titles() -> dict[str, str]:
    return {
        HatKey.ME: _("Your log and your qualifications"),
        HatKey.ASSESS: _("Assessing"),
        HatKey.ASSURE: _("Assuring quality"),
        HatKey.TEAM: _("Your team"),
        HatKey.ADMIN: _("Administering"),
    }
