"""Who may end a session."""

from trainer.accounts.models import LoginSession, User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _


def may_end(actor: User, session: LoginSession) -> Verdict:
    """Say whether this person may sign that browser out: their own only."""
    if session.user_id != actor.id:
        return no(_("That isn't one of your sessions."))
    return YES
