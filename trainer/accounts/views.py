"""One's own account: preferences, browsers signed in, and setting a password with a code."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import hash_password

from trainer.accounts import actions, browsers, queries
from trainer.accounts.forms import CodeForm, EndSessionForm, PreferencesForm
from trainer.accounts.models import LoginSession
from trainer.core import clock
from trainer.core.database import plain_code
from trainer.extensions import db
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
    sessions = db.session.scalars(queries.open_sessions(me)).all()
    return page(
        "accounts/account.html", form, person=me, sessions=sessions, browser_named=browsers.named
    )


@bp.post("/account/sessions/<int:session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one of one's own browsers out."""
    form = EndSessionForm.for_request(session_id=session_id)
    chosen = db.one_or_404(queries.open_sessions(actor()).where(LoginSession.id == session_id))
    if form.submitted():
        actions.end_session(chosen, actor=actor())
    return done(_("That browser is signed out."), "accounts.account")


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
    password_hash = hash_password(form.password.data)
    if form.submitted():
        user = db.session.scalar(queries.known_as(form.identity.data or ""))
        code = user and db.session.scalar(
            queries.usable_code(user, plain_code(form.code.data or ""), clock.now())
        )
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
