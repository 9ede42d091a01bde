"""Flask-Security set up: our forms, our tables, our session rows, our words."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import flask_login
from flask import Flask, current_app, g, request, session
from flask_babel import lazy_gettext as _l
from flask_security import Security, signals
from flask_security.utils import set_request_attr

from trainer.accounts import actions, forms, queries, standing, usage
from trainer.accounts.app_codes import AppCodes
from trainer.accounts.library import OutboxMail, PasswordRules, SecondStep
from trainer.accounts.models import LoginSession, User
from trainer.accounts.passwords import SHORTEST
from trainer.accounts.seen import leave_mark
from trainer.accounts.standing import Standing
from trainer.accounts.store import UserStore
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.web.transactions import begin_writing

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "trainer_session"  # noqa: S105 - the name of a key in the cookie, not a secret


WORDS = {
    "GENERIC_AUTHN_FAILED": (forms.NOT_MATCHED, "stop"),
    "GENERIC_RECOVERY": (
        _l("If we know that address, a letter with a link is on its way to it."),
        "good",
    ),
    "PASSWORD_RESET_REQUEST": (
        _l("If we know that address, a letter with a link is on its way to it."),
        "good",
    ),
    "PASSWORD_RESET_EXPIRED": (
        _l("That link was good for %(within)s, and they are over. Ask for another."),
        "care",
    ),
    "INVALID_RESET_PASSWORD_TOKEN": (
        _l("That link has been used, or part of it is missing. Ask for another."),
        "care",
    ),
    "PASSWORD_RESET": (_l("Your new password is set, and you are signed in."), "good"),
    "PASSWORD_RESET_NO_LOGIN": (_l("Your new password is set. Sign in with it."), "good"),
    "PASSWORD_CHANGE": (
        _l("Your password is changed. Other browsers have been signed out."),
        "good",
    ),
    "PASSWORD_IS_THE_SAME": (_l("This is the password you have now. Choose another."), "stop"),
    "PASSWORD_NOT_PROVIDED": (_l("Enter your password."), "stop"),
    "RETYPE_PASSWORD_MISMATCH": (_l("The two new passwords differ."), "stop"),
    "INVALID_PASSWORD": (_l("That isn't your password. Try again."), "stop"),
    "EMAIL_NOT_PROVIDED": (_l("Enter your e-mail address."), "stop"),
    "INVALID_EMAIL_ADDRESS": (
        _l("That isn't an e-mail address. One such as nia@example.org will do."),
        "stop",
    ),
    "DISABLED_ACCOUNT": (_l("This account is closed. Ask your administrator."), "stop"),
    "REAUTHENTICATION_REQUIRED": (_l("Enter your password to go on."), "care"),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Thank you. Go on."), "good"),
    "LOGIN": (_l("Sign in to see that page."), "care"),
    "UNAUTHENTICATED": (_l("Sign in to see that page."), "care"),
}
"""What the library would say in its own words, in ours, each with the tone of its note."""


def settings(config: Config) -> Mapping[str, Any]:
    """Say how Flask-Security is to behave."""
    return {
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_URL": "/account/password",
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_URL": "/forgotten",
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
        "SECURITY_VERIFY_URL": "/confirm-it-is-you",
        "SECURITY_FRESHNESS": timedelta(minutes=5),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": config.secret_key,
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],  # Of what is random already, in reset links.
        "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [
            {"email": {"mapper": queries.tidy_identity, "case_insensitive": True}},
        ],
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_CHANGE_VIEW": "/account",
        "SECURITY_EMAIL_SENDER": config.mail_from,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_EMAIL_HTML": False,
        **{f"SECURITY_MSG_{name}": said for name, said in WORDS.items()},
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": _l("A new password for Trainer"),
    }


def set_up(app: Flask, config: Config) -> None:
    """Bind Flask-Security to the application."""
    app.config.from_mapping(settings(config))
    app.extensions["app_codes"] = AppCodes(config)
    security = Security(
        app,
        UserStore(),
        login_form=forms.SignInForm,
        change_password_form=forms.ChangeForm,
        forgot_password_form=forms.ForgottenForm,
        reset_password_form=forms.ResetForm,
        verify_form=forms.ConfirmForm,
        mail_util_cls=OutboxMail,
        password_util_cls=PasswordRules,
    )
    security.two_factor_plugins = SecondStep()
    app.login_manager.user_loader(_person_of_this_browser)  # type: ignore[attr-defined]
    usage.note_when_answered(app)
    lasts = timedelta(hours=config.session_hours)
    _listen(app, signals.user_authenticated, _opens_session(lasts, config))
    _listen(app, flask_login.user_logged_out, _ends_session)
    _listen(app, signals.password_changed, _ends_others)
    _listen(app, signals.password_reset, _ends_others)


def _listen(app: Flask, signal: Any, receiver: "Callable[..., None]") -> None:
    signal.connect(receiver, sender=app, weak=False)


def _person_of_this_browser(_identity: str) -> User | None:
    """Find whose open session the cookie names: the one place where each request is checked."""
    token = session.get(TOKEN, "")
    found = _holder_of(token) if token else None
    person, g.shared_device, g.unread, found_standing = found or (None, False, 0, Standing())
    standing.keep(found_standing)
    if person is not None:
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
    return person


def _holder_of(token: str) -> tuple[User, bool, int, Standing] | None:
    asked = queries.signed_in_with(queries.hash_secret(token), clock.now())
    found = db.session.execute(*asked).unique().first()
    if found is None:
        return None
    person, session_id, last_used_at, shared, unread, *stands = found
    config: Config = current_app.extensions["trainer"]
    if usage.is_left(last_used_at, config):
        session.pop(TOKEN)
        usage.leave(session_id, config)
        return None
    usage.use(session_id, last_used_at)
    return person, shared, unread, Standing(*stands)


def _opens_session(lasts: timedelta, config: Config) -> "Callable[..., None]":
    def open_session(_sender: Flask, *, user: User, **_more: Any) -> None:
        leave_mark(user, config)
        shared = request.form.get("shared", "") != ""
        session[TOKEN] = actions.open_session(
            user,
            lasts=actions.SHARED_LASTS if shared else lasts,
            shared_device=shared,
            address=request.remote_addr or "",
            browser=request.user_agent.string,
        )

    return open_session


def _ends_session(_sender: Flask, *, user: User, **_more: Any) -> None:
    if request.endpoint == "security.logout":  # The library's page, which begins nothing of ours.
        begin_writing()
    token = session.pop(TOKEN, "")
    ours = LoginSession.token_hash == queries.hash_secret(token)
    found = db.session.scalar(queries.open_sessions(user).where(ours))
    if found is not None:
        actions.end_session(found, actor=user)


def _ends_others(_sender: Flask, *, user: User, **_more: Any) -> None:
    actions.note_password_set(user, actor=user, how="by its owner", keep=session.get(TOKEN, ""))
