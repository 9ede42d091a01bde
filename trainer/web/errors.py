"""When something goes wrong: one page a kind, a whole sentence, and everything typed given back."""

import logging
from urllib.parse import urlsplit

from flask import Flask, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from trainer.core.errors import Conflict, Refused, TrainerError, Unacceptable, WrongState
from trainer.extensions import db
from trainer.storage.errors import StorageError
from trainer.web.once import AlreadyDone

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
LEFT_OUT = {
    *(
        "csrf_token",
        "request_key",
        "client_key",
        "version",
        "next",
        "submit",
        "then",
        "seen",
        "known",
    ),
    *("criteria", "relied_on", "registrations", "unit", "looked_at"),
}
"""Posted fields nobody typed, or numbers that say nothing; passwords are never given back either."""


def register(app: Flask) -> None:
    """Give each kind of failure its page."""
    app.register_error_handler(Refused, _refused)
    for moved_on in (WrongState, Conflict):
        app.register_error_handler(moved_on, _conflict)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(ObjectDeletedError, _stale)
    app.register_error_handler(Unacceptable, _unacceptable)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(StorageError, _files_out_of_reach)
    app.register_error_handler(AlreadyDone, _already_done)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def typed_words() -> list[tuple[str, str]]:
    """Collect what the person typed into the form that could not be taken, so that they keep it.

    Nothing of what was too large to be read.
    """
    try:
        sent = list(request.form.lists())
    except RequestEntityTooLarge:
        return []
    return [
        (name, value)
        for name, values in sent
        for value in values
        if name not in LEFT_OUT and "password" not in name and value.strip()
    ]


def _page(status: int, title: str, sentence: str, back: str = "") -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=sentence), status
    shown = render_template(
        "errors/error.html",
        status=status,
        title=title,
        sentence=sentence,
        typed=typed_words(),
        back=back,
    )
    return shown, status


def wants_json() -> bool:
    """Say whether a program asks, which is best told in JSON."""
    return request.accept_mimetypes.best == "application/json"


def _go_back_page(
    status: int, title: str, sentences: tuple[str, str], way: str, way_word: str
) -> ResponseReturnValue:
    """Lead back to the form: with the words to copy, or to find there if the device has them."""
    copying, returning = sentences
    if wants_json():
        return jsonify(error=copying), status
    shown = render_template(
        "errors/go_back.html",
        status=status,
        title=title,
        sentence=copying,
        returning=returning,
        typed=typed_words(),
        way=way,
        way_word=way_word,
    )
    return shown, status


def _page_it_was_on() -> str:
    """Name the page of ours the form was on, as the browser tells it; empty if it does not."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def signed_out_while_writing() -> ResponseReturnValue:
    """Tell someone whose sign-in ended while they wrote, and give them their words."""
    return _go_back_page(
        401,
        _("You've been signed out"),
        (
            _("Nothing was sent. Copy your words from here, sign in again, and put them back."),
            _("Nothing was sent. Sign in again, and your words will be as you left them."),
        ),
        url_for("security.login", next=_page_it_was_on() or None),
        _("Sign in again"),
    )


def _refused(error: TrainerError) -> ResponseReturnValue:
    return _page(403, _("That isn't open to you"), error.sentence)


def _conflict(error: TrainerError) -> ResponseReturnValue:
    return _page(409, _("This has moved on"), error.sentence, _page_it_was_on())


def _stale(_error: Exception) -> ResponseReturnValue:
    return _page(
        409,
        _("This has moved on"),
        _("Someone else changed this while you were writing. Open it again to see what they did."),
        _page_it_was_on(),
    )


def _unacceptable(error: TrainerError) -> ResponseReturnValue:
    return _page(422, _("That can't be taken as it is"), error.sentence)


def _already_done(error: AlreadyDone) -> ResponseReturnValue:
    return redirect(error.location or request.path, code=303)


def _database_busy(error: OperationalError) -> ResponseReturnValue:
    logger.error("The database could not answer: %s", error.orig)
    db.session.rollback()
    _forget_who_asks()
    db.session.rollback()
    return _page(
        503,
        _("Trainer is busy just now"),
        _("The records could not be reached, so nothing was changed. Try again in a minute."),
    )


def _forget_who_asks() -> None:
    """Show the page that follows as to somebody signed out, without asking the database."""
    manager = current_app.login_manager  # type: ignore[attr-defined]
    g._login_user = manager.anonymous_user()  # noqa: SLF001 - where Flask-Login keeps them


def _files_out_of_reach(error: StorageError) -> ResponseReturnValue:
    logger.error("Files are out of reach: %s", error)
    return _page(
        503,
        _("Files are out of reach just now"),
        _("Nothing was changed. Try again in a minute."),
    )


def open_for_too_long() -> ResponseReturnValue:
    """Ask for the page to be opened again: its token is of another session, or too old."""
    return _go_back_page(
        400,
        _("This page was open for too long"),
        (
            _("For safety it has to be opened again before you send it. Nothing was changed."),
            _("Nothing was sent. Open it again, and your words will be as you left them."),
        ),
        _page_it_was_on(),
        _("Open it again"),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.response is not None or error.code < 400:  # noqa: PLR2004
        return error
    words = {
        404: (
            _("There is nothing here for you"),
            _("The address may be mistyped, or the thing is someone else's."),
        ),
        405: (_("That can't be done this way"), _("Go back and use the button on the page.")),
        413: (
            _("That is too large to send"),
            _(
                "Send fewer or smaller files: %(limit)s MB at most at once. A shorter clip will do.",
                limit=(request.max_content_length or 0) // MEGABYTE,
            ),
        ),
        429: (
            _("A little slower"),
            _("Many tries came from here at once. Wait a minute, then go on."),
        ),
    }
    title, sentence = words.get(error.code, (_("That did not work"), _("Go back and try again.")))
    return _page(error.code, title, sentence)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    logger.exception("A request failed", exc_info=error)
    db.session.rollback()
    return _page(
        500,
        _("Something broke on our side"),
        _("Nothing was changed. It has been noted for the people who run Trainer."),
    )
