"""One's own account: preferences, browsers signed in, and setting a password with a code."""

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import login_user, validate_redirect_url

from trainer.accounts import actions, browsers, passkeys, pending, queries, usage
from trainer.accounts.forms import (
    CodeForm,
    EndSessionForm,
    PasskeyForm,
    PlainForm,
    PreferencesForm,
    SecondStepForm,
)
from trainer.accounts.forms.checking import hashed, spend
from trainer.accounts.library import about
from trainer.accounts.models import LoginSession
from trainer.accounts.passwords import objection
from trainer.accounts.security import TOKEN
from trainer.config import Config
from trainer.core import clock
from trainer.core.database import plain_code
from trainer.core.errors import Conflict, Unacceptable
from trainer.extensions import db
from trainer.web import once
from trainer.web.access import actor, public
from trainer.web.responses import done, page
from trainer.web.throttle import MINUTE, at_most

bp = Blueprint("accounts", __name__)

MOST_CODES = 20


@bp.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """Show one's account and keep what one prefers."""
    me = actor()
    form = PreferencesForm.for_request(
        telling=me.telling, theme=me.theme, single_keys=me.single_keys
    )
    if form.submitted():
        actions.choose(me, actor=me, **form.data)
        return done(_("Kept."), "accounts.account")
    config: Config = current_app.extensions["trainer"]
    found = db.session.scalars(queries.open_sessions(me)).all()
    sessions = [one for one in found if not usage.is_left(one.last_used_at, config)]
    here = queries.hash_secret(session.get(TOKEN, ""))
    return page(
        "accounts/account.html",
        form,
        person=me,
        sessions=sorted(sessions, key=lambda one: one.token_hash != here),
        here=here,
        browser_named=browsers.named,
    )


@bp.post("/account/sessions/<int:session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one of one's own browsers out."""
    form = EndSessionForm.for_request(session_id=session_id)
    chosen = db.one_or_404(queries.open_sessions(actor()).where(LoginSession.id == session_id))
    if form.submitted():
        actions.end_session(chosen, actor=actor())
    return done(_("That browser is signed out."), "accounts.account")


@bp.post("/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """Sign all of one's own browsers out but this one."""
    if PlainForm.for_request().submitted():
        actions.sign_out_others(actor(), actor=actor(), keep=session.get(TOKEN, ""))
    return done(_("All other browsers are signed out."), "accounts.account")


@bp.route("/sign-in/second-step", methods=["GET", "POST"])
@public
@at_most(MOST_CODES, MINUTE, methods=frozenset({"POST"}))
def second_step() -> ResponseReturnValue:
    """Let somebody in whose password was right, with a code of their app or one written down."""
    person = pending.whose()
    if person is None:
        flash(
            _("Begin again: the second step has to follow the password within ten minutes."), "care"
        )
        return redirect(url_for("security.login"))
    form = SecondStepForm(person, data={"shared": request.args.get("shared", "")})
    if form.submitted():
        with form.refusals():
            spend(person, form.fitting)
            pending.end()
            login_user(person, remember=False, authn_via=["password", "code"])
            return redirect(_where_to(), code=303)
    return page("accounts/second_step.html", form)


@bp.route("/sign-in/passkey", methods=["GET", "POST"])
@public
@at_most(MOST_CODES, MINUTE, methods=frozenset({"POST"}))
def passkey() -> ResponseReturnValue:
    """Let somebody in with a passkey, which is both steps at once."""
    config: Config = current_app.extensions["trainer"]
    form = PasskeyForm.for_request()
    if form.submitted():
        person = form.passkey.user
        if not once.is_first(f"passkey:{form.used.asked}"):
            raise Conflict(_("This answer was taken before. Sign in with your passkey once more."))
        actions.note_use(form.passkey, form.used, actor=person)
        pending.end()
        login_user(person, remember=False, authn_via=["passkey"])
        return redirect(_where_to(), code=303)
    form.credential.data = ""  # The device answers anew each time the page is drawn.
    return page(
        "accounts/passkey.html",
        form,
        asked=passkeys.ask_to_use(config),
        possible=passkeys.are_possible(config),
    )


def _where_to() -> str:
    wanted = request.args.get("next", "")
    return wanted if wanted and validate_redirect_url(wanted) else url_for("home.me")


@bp.route("/new-password", methods=["GET", "POST"])
@public
@at_most(MOST_CODES, MINUTE, methods=frozenset({"POST"}))
def use_code() -> ResponseReturnValue:
    """Set a new password with a code handed over in person."""
    form = CodeForm.for_request()
    if form.validate_on_submit() and _set_with_code(form):
        return done(_("Your new password is set. Sign in with it."), "security.login")
    return page("accounts/use_code.html", form)


def _set_with_code(form: CodeForm) -> bool:
    password_hash = hashed(form.password.data or "")
    if form.submitted():
        user = db.session.scalar(queries.known_as(form.identity.data or ""))
        code = user and db.session.scalar(
            queries.usable_code(user, plain_code(form.code.data or ""), clock.now())
        )
        if user and code and (wrong := objection(form.password.data or "", about(user))):
            db.session.rollback()
            form.show(Unacceptable(wrong, "password"))
            return False
        if user and code:
            actions.use_code(code, actor=user, password_hash=password_hash, at=clock.now())
            return True
        db.session.rollback()
        form.form_errors.append(
            _(
                "That staff number and code don't go together, or the code has been used"
                " or is too old."
            )
        )
    return False


@bp.app_context_processor
def _for_every_page() -> dict[str, object]:
    return {"passkeys_possible": lambda: passkeys.are_possible(current_app.extensions["trainer"])}
