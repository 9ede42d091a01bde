"""Whom claims concern: the learner, their assessor and quality assurer, and administrators."""

from trainer.accounts.models import User
from trainer.claims.events import AwardRecorded, Claimed, ClaimRejected, ClaimTakenBack
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.models import Registration


def tell_of_claim(event: Claimed) -> None:
    """Tell the learner that their award has been claimed."""
    registration = event.subject
    words = _(
        "Your %(title)s has been claimed from %(organisation)s.",
        title=registration.version.title,
        organisation=event.awarding.organisation,
    )
    tell(event.learner, words, _path(registration), actor=event.actor)


def tell_of_taking_back(event: ClaimTakenBack) -> None:
    """Tell the learner and the quality assurer that the claim was taken back for now."""
    title = event.subject.version.title
    words = _("The claim for your %(title)s was taken back for now.", title=title)
    tell(event.learner, words, _path(event.subject), actor=event.actor)
    words = _(
        "The claim for %(name)s’s %(title)s was taken back.", name=event.learner.name, title=title
    )
    tell(event.subject.iqa, words, _path(event.subject), actor=event.actor)


def tell_of_award(event: AwardRecorded) -> None:
    """Tell everyone with a part in it that the awarding organisation's certificate is there."""
    title = event.subject.version.title
    _tell_all(
        event.subject,
        _("Your certificate for the %(title)s has arrived. Well done.", title=title),
        _("%(name)s has the certificate for the %(title)s.", name=event.learner.name, title=title),
        event.actor,
    )


def tell_of_rejection(event: ClaimRejected) -> None:
    """Tell everyone with a part in it, and the administrators, that a claim was not accepted."""
    registration, title = event.subject, event.subject.version.title
    words = _(
        "The claim for %(name)s’s %(title)s was not accepted.",
        name=event.learner.name,
        title=title,
    )
    _tell_all(
        registration,
        _(
            "The claim for your %(title)s was not accepted. Your training team looks into it.",
            title=title,
        ),
        words,
        event.actor,
    )
    told = {registration.learner_id, registration.assessor_id, registration.iqa_id}
    readers = holders_of({Role.TRAINING_ADMIN}, [registration.site_id])
    for person in db.session.scalars(readers).all():
        if person.id not in told:
            tell(person, words, f"/registrations/{registration.id}", actor=event.actor)


def _tell_all(
    registration: Registration, to_learner: str, to_others: str, actor: User | None
) -> None:
    path = _path(registration)
    tell(registration.learner, to_learner, path, actor=actor)
    for person in (registration.assessor, registration.iqa):
        tell(person, to_others, path, actor=actor)


def _path(registration: Registration) -> str:
    return f"/qualifications/{registration.id}"
