"""Whom a move concerns: the learner, the assessor and the quality assurer."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.transitions.events import ClaimsFollowed, MovedToVersion


def tell_of_move(event: MovedToVersion) -> None:
    """Tell the learner, and those who assess and assure them, which version counts now."""
    registration = event.subject
    path = f"/qualifications/{registration.id}"
    title, number = event.version.title, event.version.number
    words = _(
        "You are on version %(n)s of the %(title)s now. What was decided stands.",
        n=number,
        title=title,
    )
    tell(event.learner, words, path, actor=event.actor)
    for person in (registration.assessor, registration.iqa):
        words = _(
            "%(name)s is on version %(n)s of the %(title)s now.",
            name=event.learner.name,
            n=number,
            title=title,
        )
        tell(person, words, path, actor=event.actor)


def tell_of_claims(event: ClaimsFollowed) -> None:
    """Tell the learner which entry not sent yet claims other criteria now, and what it lost."""
    item = event.subject.item
    told = {"label": item.label, "n": event.version.number, "title": event.version.title}
    words = _("Your entry %(label)s claims criteria of version %(n)s of the %(title)s now.", **told)
    if event.ended:
        gone = ", ".join(f"{one.number} {one.text}" for one in event.ended)
        words = _(
            "Version %(n)s of the %(title)s doesn’t ask for everything your entry %(label)s claimed."
            " No longer asked: %(gone)s.",
            gone=gone,
            **told,
        )
    tell(event.learner, words, f"/log/{item.id}", actor=event.actor)
