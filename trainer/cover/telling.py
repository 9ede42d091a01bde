"""Whom cover concerns, beside the learners, whom their new allocation tells."""

from trainer.core.text import gettext as _
from trainer.core.text import ngettext, written
from trainer.cover.events import CoverArranged, CoverEnded
from trainer.notifications.telling import tell


def tell_of_cover(event: CoverArranged) -> None:
    """Tell whoever is away, and whoever takes over, for how many learners and until when."""
    number = len(event.registration_ids)
    to_absent = ngettext(
        "%(name)s assesses %(num)d learner in your place.",
        "%(name)s assesses %(num)d learners in your place.",
        number,
        name=event.substitute.name,
    )
    to_substitute = ngettext(
        "You assess %(num)d learner in the place of %(name)s.",
        "You assess %(num)d learners in the place of %(name)s.",
        number,
        name=event.absent.name,
    )
    until = ""
    if event.back_on is not None:
        until = " " + _("They go back on %(day)s.", day=written(event.back_on))
    tell(event.absent, to_absent + until, "/learners", actor=event.actor)
    tell(event.substitute, to_substitute + until, "/queue", actor=event.actor)


def tell_of_return(event: CoverEnded) -> None:
    """Tell both that the learners are back."""
    number = len(event.returned)
    words = ngettext(
        "%(num)d learner is back with %(name)s.",
        "%(num)d learners are back with %(name)s.",
        number,
        name=event.absent.name,
    )
    tell(event.absent, words, "/queue", actor=event.actor)
    tell(event.substitute, words, "/queue", actor=event.actor)
