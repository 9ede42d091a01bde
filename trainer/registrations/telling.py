"""Whom registrations concern: the learner, and those who now assess and verify."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.events import RegisterEntryEnded
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.notifications.telling import tell
from trainer.people.events import Left, RoleEnded
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.events import (
    Allocated,
    AwardRecorded,
    Claimed,
    ClaimRejected,
    Lapsed,
    Registered,
    Transferred,
    Withdrawn,
)
from trainer.registrations.models import Registration
from trainer.registrations.queries import stranded_with


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


def tell_of_claim(event: Claimed) -> None:
    """Tell the learner that their award has been claimed."""
    registration = event.subject
    words = _(
        "Your %(title)s has been claimed from %(organisation)s.",
        title=registration.version.title,
        organisation=registration.awarding.organisation if registration.awarding else "",
    )
    tell(event.learner, words, _path(registration), actor=event.actor)


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
    """Tell everyone with a part in it that the claim was not accepted."""
    title = event.subject.version.title
    _tell_all(
        event.subject,
        _(
            "The claim for your %(title)s was not accepted. Your training team looks into it.",
            title=title,
        ),
        _(
            "The claim for %(name)s’s %(title)s was not accepted.",
            name=event.learner.name,
            title=title,
        ),
        event.actor,
    )


def tell_of_end(event: Withdrawn | Transferred | Lapsed) -> None:
    """Tell everyone with a part in it that nothing more is sent or decided under it."""
    name, title = event.learner.name, event.subject.version.title
    match event:
        case Withdrawn():
            to_learner = _("You have been withdrawn from the %(title)s.", title=title)
            to_others = _("%(name)s was withdrawn from the %(title)s.", name=name, title=title)
        case Transferred():
            to_learner = _("You go on with your %(title)s elsewhere.", title=title)
            to_others = _("%(name)s goes on with the %(title)s elsewhere.", name=name, title=title)
        case Lapsed():
            to_learner = _(
                "The last day for claims is over, so your %(title)s lapsed.", title=title
            )
            to_others = _(
                "The last day for claims is over, so %(name)s’s %(title)s lapsed.",
                name=name,
                title=title,
            )
    _tell_all(event.subject, to_learner, to_others, event.actor)


def tell_of_work_left(event: Left | RoleEnded | RegisterEntryEnded) -> None:
    """Tell the training administrators that somebody's learners need somebody else."""
    person: User = event.subject if isinstance(event, Left) else event.holder
    db.session.flush()  # Who may do what is asked of the database.
    stranded = db.session.scalars(stranded_with(person.id)).all()
    if not stranded:
        return
    words = _(
        "%(name)s can’t assess or quality assure any more. Choose somebody else for their learners.",
        name=person.name,
    )
    told = sa.select(Notice.user_id).where(Notice.text == words, Notice.read_at.is_(None))
    known = set(db.session.scalars(told))
    sites = {registration.site_id for registration in stranded}
    for reader in db.session.scalars(holders_of({Role.TRAINING_ADMIN}, sites)):
        if reader.id not in known:
            tell(reader, words, "/registrations?stranded=1")


def _tell_all(
    registration: Registration, to_learner: str, to_others: str, actor: User | None
) -> None:
    path = _path(registration)
    tell(registration.learner, to_learner, path, actor=actor)
    for person in (registration.assessor, registration.iqa):
        tell(person, to_others, path, actor=actor)


def _path(registration: Registration) -> str:
    return f"/qualifications/{registration.id}"
