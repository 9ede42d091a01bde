"""Whom testimony concerns: the learner, and the assessor who decides whether to accept it."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell, tell_each
from trainer.witnesses.events import LinkOpened, TestimonyDeclined, TestimonyGiven
from trainer.witnesses.models import Opened


def tell_of_testimony(event: TestimonyGiven) -> None:
    """Tell the learner that it is there, and the assessor if there is reason to doubt it."""
    request = event.subject
    registration, path = request.registration, f"/log/{event.item.id}"
    words = _("%(name)s wrote what they saw you do.", name=request.witness)
    tell(registration.learner, words, path, actor=event.actor)
    if event.learner_seen:
        words = _(
            "%(label)s was written by a link that was opened where %(name)s has been signed in."
            " Make sure of the witness before you accept it.",
            label=event.item.label,
            name=registration.learner.name,
        )
        tell(registration.assessor, words, path, actor=event.actor)


def tell_of_declining(event: TestimonyDeclined) -> None:
    """Tell whoever asked, and the learner if that was their assessor, to ask somebody else."""
    request = event.subject
    words = _(
        "%(name)s can’t write about “%(title)s”. Perhaps somebody else saw it.",
        name=request.witness,
        title=request.title,
    )
    path = f"/witnesses/requests/{request.id}"
    tell_each((request.asked_by, request.registration.learner), words, path, actor=event.actor)


def tell_of_refusal(event: LinkOpened) -> None:
    """Tell the assessor that a learner opened the link meant for their witness."""
    request = event.subject
    learner = request.registration.learner
    if event.met is not Opened.NOT_THEIRS or event.actor != learner:
        return
    words = _(
        "%(name)s opened the link meant for their witness and was refused.", name=learner.name
    )
    path = f"/witnesses/requests/{request.id}"
    tell(request.registration.assessor, words, path, actor=event.actor)
