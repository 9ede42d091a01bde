"""The page on which anyone, signed in or not, checks a certificate by its code."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.certificates import queries
from trainer.certificates.forms import CodeForm
from trainer.certificates.queries import Shown
from trainer.certificates.views.blueprint import bp
from trainer.core import clock
from trainer.core.database import grouped, plain_code
from trainer.extensions import db, limiter
from trainer.web.access import public

MOST_CHECKS = "30/minute"
LONGEST_CODE = 80


@bp.get("/v")
@public
@limiter.limit(MOST_CHECKS)
def look_up() -> ResponseReturnValue:
    """Ask for a code, and go on to what it stands for."""
    if code := plain_code(request.args.get("code", ""))[:LONGEST_CODE]:
        return redirect(url_for("certificates.check", code=grouped(code)))
    asked = "code" in request.args
    form = CodeForm(request.args if asked else None)
    refused = asked and not form.validate()
    return _answer("certificates/look_up.html", form, 422 if refused else 200)


@bp.get("/v/<string:code>")
@public
@limiter.limit(MOST_CHECKS)
def check(code: str) -> ResponseReturnValue:
    """Say what a code stands for: in force, revoked, replaced, or nothing issued here."""
    found = db.session.execute(queries.shown_for(code)).first()
    shown = Shown.of(*found) if found is not None else None
    return _answer("certificates/check.html", CodeForm(None), 200 if shown else 404, shown=shown)


def _answer(template: str, form: CodeForm, status: int, **context: object) -> Response:
    """Answer a stranger: nothing of it is to be kept, or found by a search engine."""
    shown = render_template(template, form=form, checked_at=clock.now(), **context)
    response = make_response(shown, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
