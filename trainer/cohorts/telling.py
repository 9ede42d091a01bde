"""Whom a cohort concerns beside its learners, whom their registration tells."""

from trainer.cohorts.events import CohortRegistered
from trainer.core.text import ngettext
from trainer.notifications.telling import tell


def tell_of_cohort(event: CohortRegistered) -> None:
    """Tell whoever sent the cohort off what came of it."""
    if event.actor is None:
        return
    words = ngettext(
        "%(num)d learner of “%(name)s” is registered.",
        "%(num)d learners of “%(name)s” are registered.",
        event.registered,
        name=event.subject.name,
    )
    if event.refused:
        words += " " + ngettext("%(num)d could not be.", "%(num)d could not be.", event.refused)
    tell(event.actor, words, f"/registrations/cohorts/{event.subject.id}")
