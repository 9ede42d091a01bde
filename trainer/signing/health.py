"""Come here for what is wrong with the keys in use: one that has ended, ends soon, or isn't there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.signing.register import KeyRecord, Purpose, Register
from trainer.signing.store import KeyStore

SOON = timedelta(days=60)
"""So long before a key ends administrators hear of it."""

_OWN = {Purpose.DOCUMENT, Purpose.BADGE}


class State(StrEnum):
    """What may be wrong with a key."""

    MISSING = "missing"
    ENDED = "ended"
    ENDING = "ending"


@dataclass(frozen=True)
class Trouble:
    """Something about the key for a purpose that an administrator should see to."""

    purpose: Purpose
    state: State
    ends_at: datetime | None = None

    @property
    def what(self) -> str:
        """What to do about it."""
        if self.state is State.MISSING:
            return {
                Purpose.DOCUMENT: _("Bring back the key that signs certificates"),
                Purpose.BADGE: _("Bring back the key that signs badges"),
            }.get(self.purpose, _("Bring back the key of the issuing authority"))
        if self.purpose in _OWN:
            return _("Put another in the place of the key that signs certificates")
        return _("Make another authority above the key that signs certificates")

    @property
    def command(self) -> str:
        """The line that does it, where there is nothing to bring back from a backup."""
        if self.purpose is Purpose.BADGE:
            return "trainer keys rotate --key badge"
        if self.purpose is Purpose.DOCUMENT:
            return "trainer keys rotate"
        return "trainer keys create --anew"

    def why(self, day: str) -> str:
        """Why it can't wait; `day` is when the key ends, as people write it."""
        if self.state is State.ENDED:
            return _("It ended on %(day)s. No certificate can be made before it is done.", day=day)
        if self.state is State.ENDING:
            return _("It ends on %(day)s, and with it the making of certificates.", day=day)
        if self.purpose in _OWN:
            return _(
                "It isn’t in the folder of keys, or can’t be opened with the secret that is set."
                " No certificate can be made before it is there."
            )
        return _(
            "It isn’t in the folder of keys, or can’t be opened with the secret that is set."
            " Without it no key can be replaced, and the list of revoked ones goes out of date."
        )


def troubles(store: KeyStore) -> list[Trouble]:
    """List what is wrong with the keys in use; where none were ever made, nothing is."""
    register = store.register()
    if not register.keys:
        return []
    return [found for purpose in Purpose for found in _about(purpose, register, store)]


def _about(purpose: Purpose, register: Register, store: KeyStore) -> Iterator[Trouble]:
    record = register.in_use(purpose)
    if record is None:
        if purpose in _OWN:
            yield Trouble(purpose, State.MISSING)
        return
    ends_at, now = record.ends_at, clock.now()
    if ends_at is not None and ends_at <= now:
        yield Trouble(purpose, State.ENDED, ends_at)
    elif ends_at is not None and ends_at <= now + SOON:
        yield Trouble(purpose, State.ENDING, ends_at)
    if not _is_there(record, store):
        yield Trouble(purpose, State.MISSING)


def _is_there(record: KeyRecord, store: KeyStore) -> bool:
    """Say whether a key can do its work; the root's private part is well kept elsewhere."""
    return record.purpose is Purpose.ROOT or store.opens(record)
