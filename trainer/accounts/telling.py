"""Warning people of what changed in how they sign in, at once, whoever changed it."""

from trainer.accounts.events import (
    AppRemoved,
    AppSetUp,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondStepReset,
)
from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.notifications.telling import warn


def tell_of_app(event: AppSetUp) -> None:
    """Tell somebody that their sign-in asks for a code of an app from now on."""
    _warn(event.holder, _("An authenticator app was set up as the second step of your sign-in."))


def tell_of_removal(event: AppRemoved) -> None:
    """Tell somebody that their password alone lets them in."""
    _warn(event.subject, _("The second step of your sign-in was removed."))


def tell_of_passkey(event: PasskeyAdded) -> None:
    """Tell somebody that they can sign in with a passkey."""
    _warn(event.holder, _("You can sign in with a passkey now: %(name)s.", name=event.name))


def tell_of_passkey_gone(event: PasskeyRemoved) -> None:
    """Tell somebody that a passkey of theirs lets nobody in any more."""
    _warn(event.holder, _("A passkey of yours was removed: %(name)s.", name=event.name))


def tell_of_reset(event: SecondStepReset) -> None:
    """Tell somebody who took their second step away, and why."""
    words = _(
        "%(name)s took away the second step and the passkeys of your sign-in."
        " The reason given: %(reason)s",
        name=event.actor.name if event.actor else "",
        reason=event.reason,
    )
    _warn(event.subject, words)


def tell_of_new_codes(event: RecoveryCodesMade) -> None:
    """Tell somebody that the recovery codes they had are void."""
    _warn(event.subject, _("New recovery codes were made for you. Those you had are void."))


def tell_of_used_code(event: RecoveryCodeUsed) -> None:
    """Tell somebody that a recovery code was used, and how many are left."""
    words = ngettext(
        "A recovery code was used to sign in as you. You have %(num)d left.",
        "A recovery code was used to sign in as you. You have %(num)d left.",
        event.left,
    )
    _warn(event.subject.user, words)


def _warn(user: User, words: str) -> None:
    warn(user, f"{words} {_('If it was not you, tell your administrator now.')}", "/account")
