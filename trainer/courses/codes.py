"""The code shown in the room: signed, good for a minute or two, and for one session only. Pure."""

import hmac
from datetime import datetime

from trainer.core.links import token_of

SHOWN_SECONDS = 60
"""So often another code is shown; the one before is still good, for whoever was about to send it."""


def code_at(secret: str, session_id: int, moment: datetime) -> str:
    """Make the code that is shown at a moment in the room of a session."""
    return _code(secret, session_id, _turn(moment))


def is_good(code: str, secret: str, session_id: int, moment: datetime) -> bool:
    """Say whether a code is the one shown now, or the one before."""
    turn = _turn(moment)
    known = (_code(secret, session_id, turn), _code(secret, session_id, turn - 1))
    return any(hmac.compare_digest(code.encode(), one.encode()) for one in known)


def _turn(moment: datetime) -> int:
    return int(moment.timestamp()) // SHOWN_SECONDS


def _code(secret: str, session_id: int, turn: int) -> str:
    return token_of(secret, "course-register", f"{session_id}:{turn}")
