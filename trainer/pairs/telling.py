"""Whom coaching among colleagues concerns: the other of the two."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.pairs.events import CoachAgreed, CoachAsked, CoachDeclined, CoachingEnded
from trainer.pairs.models import CoachingPair


def tell_coach(event: CoachAsked) -> None:
    """Ask the colleague; and tell the person where somebody else asked for them."""
    pair = event.subject
    words = _("You are asked to coach %(name)s. Say yes or no.", name=pair.person.name)
    tell(pair.coach, words, _path(pair), actor=event.actor)
    words = _("%(name)s is asked to coach you.", name=pair.coach.name)
    tell(pair.person, words, _path(pair), actor=event.actor)


def tell_of_yes(event: CoachAgreed) -> None:
    """Tell the person that they have a coach."""
    pair = event.subject
    words = _("%(name)s coaches you. Agree on a first day.", name=pair.coach.name)
    tell(pair.person, words, _path(pair), actor=event.actor)


def tell_of_no(event: CoachDeclined) -> None:
    """Tell the person to ask somebody else."""
    pair = event.subject
    words = _("%(name)s can’t coach you. Ask somebody else.", name=pair.coach.name)
    tell(pair.person, words, _path(pair), actor=event.actor)


def tell_of_end(event: CoachingEnded) -> None:
    """Tell the other of the two what was written at the end."""
    pair, actor = event.subject, event.actor
    words = _("The coaching of %(name)s is over.", name=pair.person.name)
    for one in (pair.person, pair.coach):
        tell(one, words, _path(pair), actor=actor)


def _path(pair: CoachingPair) -> str:
    return f"/coaching-pairs/{pair.id}"
