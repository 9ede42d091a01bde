"""Whom packs concern: the learner whose work it is."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.packs.events import PackBroughtIn, PackMade


def tell_it_is_ready(event: PackMade) -> None:
    """Tell the learner that their pack is there, and that it goes again."""
    pack = event.subject
    tell(pack.learner, _("Your pack is ready. It is kept for a week."), f"/packs/{pack.id}")


def tell_of_what_came(event: PackBroughtIn) -> None:
    """Tell the learner that what they did elsewhere is in their log, for them to put forward."""
    words = _(
        "Your portfolio of %(organisation)s is in your log as prior learning. Look through it, and"
        " send on what still holds.",
        organisation=event.subject.organisation,
    )
    tell(event.learner, words, "/log", actor=event.actor)
