"""Whom registrations concern: the learner, and those who now assess and verify."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.events import EntrySuspended, RegisterEntryEnded, SuspensionLifted
from trainer.core.events import Event
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.notifications.telling import tell, tell_each
from trainer.people.events import Left, RoleEnded
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.registrations.crediting import listed_elsewhere
from trainer.registrations.events import (
    Allocated,
    CreditNotAgreed,
    CreditTransferred,
    HandOverWritten,
    Lapsed,
    Registered,
    Transferred,
    Withdrawn,
)
from trainer.registrations.models import Registration, UnitAssessment
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
    former = event.former_assessor
    if former is not None and former != event.assessor and former.active:
        words = _(
            "%(next)s assesses %(name)s from now on. What should they know?",
            next=event.assessor.name,
            name=learner.name,
        )
        tell(former, words, "/registrations/hand-overs", actor=event.actor)
    if event.iqa != event.former_iqa:
        words = _(
            "You quality assure %(name)s’s %(title)s.",
            name=learner.name,
            title=registration.version.title,
        )
        tell(event.iqa, words, path, actor=event.actor)


def tell_of_hand_over(event: HandOverWritten) -> None:
    """Tell the assessor now allocated that there is a word about the learner for them."""
    words = _(
        "%(writer)s wrote down what you should know about %(name)s.",
        writer=event.actor.name if event.actor else "",
        name=event.registration.learner.name,
    )
    tell(event.subject.next, words, _path(event.registration), actor=event.actor)


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


def tell_of_suspension(event: EntrySuspended) -> None:
    """Tell the holder that nothing new is decided under an entry of theirs; the page says why."""
    words = _("An entry of yours on the register is suspended. Read there why.")
    tell(event.holder, words, f"/register/people/{event.holder.id}", actor=event.actor)


def tell_of_lifting(event: SuspensionLifted) -> None:
    """Tell the holder that they can decide under an entry of theirs again."""
    words = _("The suspension of your entry on the register is lifted.")
    tell(event.holder, words, f"/register/people/{event.holder.id}", actor=event.actor)


def tell_of_work_left(event: Left | RoleEnded | RegisterEntryEnded | EntrySuspended) -> None:
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


def tell_of_credit(event: CreditTransferred) -> None:
    """Tell the quality assurer that somebody checked a proof, and the learner that it counts soon."""
    unit, registration = event.subject, event.subject.registration
    title = unit.unit_version.title
    tell(
        registration.iqa,
        _(
            "%(name)s holds %(unit)s already. Look at the proof.",
            name=event.learner.name,
            unit=title,
        ),
        f"/quality/units/{unit.id}",
        actor=event.actor,
    )
    words = _("Your proof for %(unit)s was checked. A quality assurer has to agree.", unit=title)
    tell(event.learner, words, f"/units/{unit.id}", actor=event.actor)


def tell_credit_not_agreed(event: CreditNotAgreed) -> None:
    """Tell the learner and whoever checked the proof that the unit is to be worked on after all."""
    unit = event.subject
    words = _(
        "%(unit)s is not counted as held already. Read why, and work on it as on the others.",
        unit=unit.unit_version.title,
    )
    people = (event.learner, event.checked_by)
    tell_each(people, words, f"/units/{unit.id}/story", actor=event.actor)


def tell_where_else_it_counts(event: Event) -> None:
    """Tell the assessors of a learner's other registrations that a unit of theirs is held by now."""
    unit: UnitAssessment = event.subject
    for other in listed_elsewhere(unit):
        words = _(
            "%(name)s has achieved %(unit)s, which the %(title)s lists too: it can count there.",
            name=other.registration.learner.name,
            unit=other.unit_version.title,
            title=other.registration.version.title,
        )
        path = f"/registrations/units/{other.id}/held-already"
        tell(other.registration.assessor, words, path, actor=event.actor)
