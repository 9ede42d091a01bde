"""Whom evidence concerns that several people put their names to."""

from collections.abc import Iterable

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.events import EvidenceSigned, HandedOn, SentBackUnsigned
from trainer.logs.models import Item, Part, Revision
from trainer.logs.signers import registrations_of
from trainer.notifications.telling import tell


def tell_next_name(event: HandedOn | EvidenceSigned) -> None:
    """Ask whoever signs next to read it, or let the owner know that everybody has."""
    revision = event.subject
    item = revision.item
    if item.awaits is None:
        words = _("Everybody has signed %(label)s. You can submit it now.", label=item.label)
        tell(item.owner, words, _path(item), actor=event.actor)
        return
    words = _("%(label)s waits for your name. Read it first.", label=item.label)
    for person in _next(revision):
        tell(person, words, _path(item), actor=event.actor)


def tell_of_return(event: SentBackUnsigned) -> None:
    """Tell whoever wrote it why it came back, and the owner too."""
    item = event.subject.item
    words = _("%(label)s came back unsigned. Read why.", label=item.label)
    for person in {one.id: one for one in (item.owner, item.author) if one}.values():
        tell(person, words, _path(item), actor=event.actor)


def _next(revision: Revision) -> Iterable[User]:
    item = revision.item
    if item.awaits is Part.LEARNER:
        return [item.owner]
    found = db.session.scalars(registrations_of(revision)).all()
    people = [one.assessor if item.awaits is Part.ASSESSOR else one.iqa for one in found]
    return {one.id: one for one in people}.values()


def _path(item: Item) -> str:
    return f"/log/{item.id}"
