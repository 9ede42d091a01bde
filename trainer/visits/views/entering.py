"""The door of a visit: the link asks for the code, and every page asks whether it still holds."""

from typing import Any, NamedTuple, NoReturn

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.browsers import named
from trainer.audit.record import apart
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.extensions import csrf, db
from trainer.logs.models import StoredFile
from trainer.registrations.models import Registration
from trainer.visits import policies
from trainer.visits.actions import arranging, letting_in
from trainer.visits.forms import CodeForm
from trainer.visits.models import Page, Visit, VisitDevice
from trainer.visits.queries import scope as queries
from trainer.visits.views.blueprint import bp, settings
from trainer.web.access import public
from trainer.web.forms import Form
from trainer.web.headers import UNSEEN
from trainer.web.throttle import MINUTE, at_most

COOKIE = "visit"
MOST_ASKED = 30


class Entered(NamedTuple):
    """Somebody with the link and the code, in a browser that is let in."""

    visit: Visit
    device: VisitDevice
    token: str

    def address(self, endpoint: str, **values: Any) -> str:
        """Make the address of another page of this visit."""
        return url_for(f"visits.{endpoint}", token=self.token, **values)


@bp.route("/eqa/<string:token>", methods=["GET", "POST"])
@public
@at_most(MOST_ASKED, MINUTE)
def door(token: str) -> ResponseReturnValue:
    """Ask whoever has the link for the code, and let them in."""
    visit, device = _visit(token), _device()
    if _may_read(visit, device):
        return redirect(url_for("visits.overview", token=token), code=303)
    verdict = first_refusal(_comes_from_outside(), policies.may_try_code(visit))
    if not verdict:
        return _closed(visit, verdict, 403 if request.method == "POST" else 200)
    form = CodeForm.for_request()
    if form.submitted():
        secret = letting_in.let_in(
            visit,
            device if device is not None and device.visit_id == visit.id else None,
            config=settings(),
            code=form.code.data or "",
            address=request.remote_addr or "",
            browser=named(request.user_agent.string),
        )
        if secret is not None:
            return _let_in(token, secret)
        form.code.errors = [*form.code.errors, _("That is not the code.")]
        if visit.is_locked:
            return _closed(visit, policies.may_try_code(visit), 403)
    status = 422 if form.errors else 200
    return _door(token, visit, form, status)


@bp.route("/eqa/<string:token>/done", methods=["GET", "POST"])
@public
def leave(token: str) -> ResponseReturnValue:
    """Let a visitor say that they are done, which ends the visit for good."""
    entered = enter(token)
    if request.method == "POST" and Form.for_request().submitted():
        arranging.end(entered.visit, actor=None)
        return redirect(url_for("visits.door", token=token), code=303)
    return shown("visits/eqa_leave.html", entered)


csrf.exempt(door)
csrf.exempt(leave)
"""Nothing here rests on a sign-in, and without a referrer the check could not pass: the cookie of a
visit is sent along by no page of another site, and the address holds a secret besides."""


def enter(token: str) -> Entered:
    """Let in who may read at this very moment; answer everybody else with what stands in the way."""
    visit, device = _visit(token), _device()
    verdict = _may_read(visit, device)
    if verdict and device is not None:
        return Entered(visit, device, token)
    may_try = first_refusal(_comes_from_outside(), policies.may_try_code(visit))
    if may_try:
        answer = _door(token, visit, CodeForm.for_request(), 403, verdict.reason)
    else:
        answer = _closed(visit, may_try, 403)
    return _stop(answer)


def note(
    entered: Entered,
    page: Page,
    *,
    registration: Registration | None = None,
    file: StoredFile | None = None,
    about: str = "",
    shown_as: str = "",
) -> Entered:
    """Write down what is opened before any of it is sent, and find the visit again after that."""
    with apart():
        letting_in.note_opening(
            entered.visit,
            entered.device,
            page,
            registration=registration,
            file=file,
            about=about,
            shown_as=shown_as,
        )
    return enter(entered.token)


def shown(template: str, entered: Entered, **context: Any) -> Response:
    """Show a visitor a page."""
    words = render_template(template, visit=entered.visit, entered=entered, **context)
    return make_response(words)


def _visit(token: str) -> Visit:
    visit = db.session.scalar(queries.by_link(token))
    if visit is None:
        _stop(make_response(render_template("visits/eqa_nothing.html"), 404))
    return visit


def _device() -> VisitDevice | None:
    secret = request.cookies.get(COOKIE)
    return queries.device_with(secret) if secret else None


def _may_read(visit: Visit, device: VisitDevice | None) -> Verdict:
    return first_refusal(_comes_from_outside(), policies.may_read(visit, device))


def _comes_from_outside() -> Verdict:
    if current_user.is_authenticated:
        return no(
            _("You are signed in to Trainer. This page is for visitors who do not work here.")
        )
    return YES


@bp.after_request
def _keep_secret(response: Response) -> Response:
    """Let the secret in the address go nowhere else, whatever the answer is."""
    if "token" in (request.view_args or {}):
        response.headers.update(UNSEEN)
    return response


def _let_in(token: str, secret: str) -> Response:
    answer = make_response(redirect(url_for("visits.overview", token=token), code=303))
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=arranging.MOST_DAYS * 24 * 3600,
        path=url_for("visits.door", token=token),
        secure=settings().is_https,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _door(token: str, visit: Visit, form: CodeForm, status: int, reason: str = "") -> Response:
    address = url_for("visits.door", token=token)
    words = render_template(
        "visits/eqa_door.html", visit=visit, form=form, reason=reason, address=address
    )
    return make_response(words, status)


def _closed(visit: Visit, verdict: Verdict, status: int) -> Response:
    words = render_template("visits/eqa_closed.html", visit=visit, verdict=verdict)
    return make_response(words, status)


def _stop(answer: Response) -> NoReturn:
    abort(answer)
