"""What owners do for the people their files show: say that there are any, and protect them."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.logs import file_policies
from trainer.logs.events import PeopleShownSaid, SafeguardGiven
from trainer.logs.models import StoredFile
from trainer.logs.people_shown import Safeguard


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Who agreed to be shown, how and when; or why nobody had to."""

    by: str = ""
    how: str = ""
    on: date | None = None
    not_needed_because: str = ""


def say_who_is_shown(file: StoredFile, *, actor: User, shows_others: bool) -> None:
    """Say whether a customer or colleague can be seen or heard in a file, or told from it."""
    require(file_policies.may_say_who_is_shown(actor, file))
    if file.shows_others is shows_others:
        return
    if not shows_others:
        require(file_policies.may_say_nobody_is_shown(file))
        _forget_safeguard(file)
    file.shows_others = shows_others
    publish(PeopleShownSaid(actor=actor, subject=file, shows_others=shows_others))


def _forget_safeguard(file: StoredFile) -> None:
    file.safeguard, file.consent_on = None, None
    file.consent_by = file.consent_how = file.no_consent_why = ""


def protect(file: StoredFile, *, actor: User, safeguard: Safeguard, consent: Consent) -> None:
    """Say what protects the people whom a file shows, so that it can be submitted."""
    say_who_is_shown(file, actor=actor, shows_others=True)
    _check(safeguard, consent)
    agreed = consent if safeguard is Safeguard.CONSENT else Consent()
    file.safeguard = safeguard
    file.consent_by, file.consent_how, file.consent_on = agreed.by, agreed.how, agreed.on
    unneeded = safeguard is Safeguard.NOT_NEEDED
    file.no_consent_why = consent.not_needed_because if unneeded else ""
    publish(SafeguardGiven(actor=actor, subject=file, safeguard=safeguard))


def _check(safeguard: Safeguard, consent: Consent) -> None:
    if safeguard is Safeguard.NOT_NEEDED and not consent.not_needed_because:
        raise Unacceptable(_("Say why nobody has to agree to it."), "no_consent_why")
    if safeguard is not Safeguard.CONSENT:
        return
    if not consent.by:
        raise Unacceptable(_("Say who agreed. A first name will do."), "consent_by")
    if not consent.how:
        raise Unacceptable(_("Say how they agreed: asked before, in writing."), "consent_how")
    if consent.on is None:
        raise Unacceptable(
            _("Say when they agreed. A day such as 24 November 2026 will do."), "consent_on"
        )
    if consent.on > clock.today():
        raise Unacceptable(_("Say when they agreed. This day has not come yet."), "consent_on")
