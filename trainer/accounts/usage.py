"""When a browser was last used: noted with little writing, and its end after no use."""

import logging
from datetime import datetime, timedelta

from flask import Flask, Response, flash, g
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import OperationalError

from trainer.accounts import actions
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db

logger = logging.getLogger(__name__)

NOTED_EVERY = timedelta(minutes=5)
"""So long a use that was noted stands for those after it, which then cost no writing."""
HOUR = 60


def used_since(config: Config) -> datetime | None:
    """Say since when a browser must have been used to be signed in still; None asks for no use."""
    idle = config.idle_minutes
    return clock.now() - timedelta(minutes=idle) if idle else None


def is_left(last_used_at: datetime, config: Config) -> bool:
    """Say whether nobody has used a browser for so long that it is signed out."""
    since = used_since(config)
    return since is not None and last_used_at <= since


def leave(session_id: int, config: Config) -> None:
    """Tell whoever comes back why they are to sign in again; the end is written after the answer."""
    g.session_left = session_id
    flash(
        _(
            "You were signed out because this browser had not been used for %(time)s. Sign in to"
            " go on.",
            time=_written(config.idle_minutes),
        ),
        "care",
    )


def use(session_id: int, last_used_at: datetime) -> None:
    """Have this use noted once the request's own work is over, unless one was a moment ago."""
    if last_used_at <= clock.now() - NOTED_EVERY:
        g.session_used = session_id


def note_when_answered(app: Flask) -> None:
    """Write down what is to be noted of a session after each answer, in a transaction of its own."""

    @app.after_request
    def _note(response: Response) -> Response:
        left, used = g.pop("session_left", None), g.pop("session_used", None)
        try:
            if left is not None:
                actions.end_left(left)
            elif used is not None:
                actions.note_presence(used)
        except OperationalError:
            db.session.rollback()
            logger.warning(
                "What became of a session was not noted; its next request will try again."
            )
        return response


def _written(minutes: int) -> str:
    """Write a time as people say it: `4 hours`, `90 minutes`."""
    if minutes % HOUR:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return ngettext("%(num)d hour", "%(num)d hours", minutes // HOUR)
