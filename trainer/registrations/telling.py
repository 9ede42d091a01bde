"""Whom registrations concern: the learner, and those who now assess and verify."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.registrations.events import Allocated, Registered


def tell_of_registration(event: Registered) -> None:
    """Tell the learner what they are working towards from now on."""
    words = _("You are registered for the %(title)s.", title=event.subject.version.title)
    tell(event.learner, words, f"/qualifications/{event.subject.id}", actor=event.actor)


def tell_of_allocation(event: Allocated) -> None:
    """Tell a newly allocated assessor and quality assurer, and the learner of a new assessor."""
    registration = event.subject
    learner, path = registration.learner, f"/qualifications/{registration.id}"
    title = registration.version.title
    if event.assessor != event.former_assessor:
        words = _("You assess %(name)s for the %(title)s.", name=learner.name, title=title)
        tell(event.assessor, words, path, actor=event.actor)
        if event.former_assessor is not None:
            words = _("%(name)s is your assessor now.", name=event.assessor.name)
            tell(learner, words, path, actor=event.actor)
    if event.iqa != event.former_iqa:
        words = _(
            "You quality assure %(name)s’s %(title)s.",
            name=learner.name,
            title=registration.version.title,
        )
        tell(event.iqa, words, path, actor=event.actor)
