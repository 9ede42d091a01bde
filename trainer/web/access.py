"""Closed unless public: who is asking, and the gate every request passes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from trainer.core.policy import Verdict
from trainer.web.errors import open_for_too_long, signed_out_while_writing

if TYPE_CHECKING:
    from trainer.accounts.models import User

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC_BY_NAME = {
    "static",
    "security.login",
    "security.forgot_password",
    "security.reset_password",
}
"""Routes of libraries that are open to everyone, each with its reason in `tests/test_architecture.py`."""


def public(view: View) -> View:
    """Open a view to people who are not signed in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(app: Flask, endpoint: str) -> bool:
    """Say whether this route is open to people who are not signed in."""
    return endpoint in PUBLIC_BY_NAME or getattr(app.view_functions[endpoint], "is_public", False)


def actor() -> "User":
    """Return the person signed in: the real row, never Flask-Login's stand-in."""
    return cast("User", current_user._get_current_object())  # noqa: SLF001 - the documented way


def guard(app: Flask) -> None:
    """Put the gate in front of every route of the application."""

    @app.before_request
    def _let_in() -> ResponseReturnValue | None:
        if _may_pass() and _is_whose_page_it_was():
            return None
        if request.method == "POST":
            return signed_out_while_writing()
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))

    @app.errorhandler(CSRFError)
    def _foreign_form(_error: CSRFError) -> ResponseReturnValue:
        # The form's token goes with the sign-in, so it is looked at first and tells the same story.
        return open_for_too_long() if _may_pass() else signed_out_while_writing()


def _may_pass() -> bool:
    endpoint = request.endpoint
    return (
        endpoint is None or is_public(current_app, endpoint) or bool(current_user.is_authenticated)
    )


def _is_whose_page_it_was() -> bool:
    """Say whether the page that sends this was drawn for whoever is signed in now, if it tells."""
    told = request.headers.get("X-Owner", "")
    return not told or (bool(current_user.is_authenticated) and told == current_user.device_code)


def hidden_unless(verdict: Verdict) -> None:
    """Answer 404, as for a page that isn't there, to someone a whole page is not for."""
    if not verdict:
        abort(404)
