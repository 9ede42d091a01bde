"""Checking a certificate by its code, signed in or not: as a page, and as JSON for programs."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.certificates import checking, queries
from trainer.certificates.answering import answer_about
from trainer.certificates.forms import CodeForm, FileForm
from trainer.certificates.queries import Shown
from trainer.certificates.views.blueprint import bp, settings
from trainer.core import clock
from trainer.core.database import grouped, plain_code
from trainer.extensions import db
from trainer.signing.reading import FileReader
from trainer.signing.store import KeyStore
from trainer.signing.trust import Trust
from trainer.web.access import public
from trainer.web.errors import wants_json
from trainer.web.throttle import MINUTE, at_most

MOST_CHECKS = 30
MOST_FILES = 10
LONGEST_CODE = 80


@bp.get("/v")
@public
@at_most(MOST_CHECKS, MINUTE)
def look_up() -> ResponseReturnValue:
    """Ask for a code, and go on to what it stands for."""
    if code := plain_code(request.args.get("code", ""))[:LONGEST_CODE]:
        return redirect(url_for("certificates.check", code=grouped(code)))
    asked = "code" in request.args
    form = CodeForm(request.args if asked else None)
    refused = asked and not form.validate()
    return _unkept(_page("certificates/look_up.html", form), 422 if refused else 200)


@bp.route("/v/file", methods=["GET", "POST"])
@public
@at_most(MOST_FILES, MINUTE, methods=frozenset({"POST"}))
def check_file() -> ResponseReturnValue:
    """Take in a PDF, and say whether it is a certificate of ours, unchanged, and what of it today."""
    reader: FileReader = current_app.extensions["file_reader"]
    form = FileForm.for_request()
    if request.method == "POST" and form.validate():
        trust = Trust.of(KeyStore(settings()))
        checked = checking.check(form.content, reader, trust)
        return _unkept(_page("certificates/checked_file.html", form, checked=checked), 200)
    reader.warm()
    status = 422 if request.method == "POST" else 200
    return _unkept(_page("certificates/check_file.html", form), status)


@bp.get("/v/<string:code>")
@public
@at_most(MOST_CHECKS, MINUTE)
def check(code: str) -> ResponseReturnValue:
    """Say what a code stands for; of all that was never issued, in the very same words."""
    found = db.session.execute(*queries.shown_for(plain_code(code)[:LONGEST_CODE])).first()
    shown = Shown.of(*found) if found is not None else None
    status = 200 if shown else 404
    if wants_json():
        return _unkept(Response(answer_about(shown), mimetype="application/json"), status)
    return _unkept(_page("certificates/check.html", CodeForm(None), shown=shown), status)


def _page(template: str, form: CodeForm | FileForm, **context: object) -> Response:
    shown = render_template(template, form=form, checked_at=clock.now(), **context)
    return make_response(shown)


def _unkept(response: Response, status: int) -> Response:
    """Answer a stranger: nothing of it is to be kept, or found by a search engine."""
    response.status_code = status
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.vary.add("Accept")
    return response
