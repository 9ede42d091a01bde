"""Who was ever signed in in a browser: a mark that only the pages of witnesses are sent.

It outlives signing out, holds nothing that names anybody, and says only to those pages that the
learner a witness writes about uses this browser too.
"""

import hashlib
import hmac
from datetime import timedelta

from flask import Response, after_this_request, request

from trainer.accounts.models import User
from trainer.config import Config

LASTS = timedelta(days=180)
PATH = "/witness/"


def leave_mark(user: User, config: Config) -> None:
    """Mark the browser this request came from as one that this person signed in in."""
    name = _mark_of(user, config)

    @after_this_request
    def _mark(response: Response) -> Response:
        response.set_cookie(
            name,
            "1",
            max_age=LASTS,
            path=PATH,
            secure=config.is_https,
            httponly=True,
            samesite="Lax",
        )
        return response


def was_here(user: User, config: Config) -> bool:
    """Say whether this person was signed in in this browser once."""
    return _mark_of(user, config) in request.cookies


def _mark_of(user: User, config: Config) -> str:
    words = f"seen:{user.fs_uniquifier}".encode()
    return "seen-" + hmac.digest(config.secret_key.encode(), words, hashlib.sha256).hex()[:24]
