"""Whom quality assurance concerns: learner and assessor, and who may issue a certificate."""

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of
from trainer.quality.events import FinalCheckSigned, Released, UnitsCompleted


def tell_of_release(event: Released) -> None:
    """Tell the learner that the unit counts."""
    unit = event.subject
    words = _("%(unit)s is released: you have achieved it.", unit=unit.unit_version.title)
    tell(unit.registration.learner, words, f"/units/{unit.id}", actor=event.actor)


def tell_of_completion(event: UnitsCompleted) -> None:
    """Tell the quality assurer that the final check is next."""
    registration = event.subject
    words = _(
        "Every unit of %(name)s’s %(title)s is released. The final check is next.",
        name=registration.learner.name,
        title=registration.version.title,
    )
    tell(registration.iqa, words, f"/quality/registrations/{registration.id}/complete")


def tell_administrators(event: FinalCheckSigned) -> None:
    """Tell the training administrators that a certificate can be issued, and the learner too."""
    registration = event.registration
    title = registration.version.title
    tell(
        registration.learner,
        _("Your %(title)s is complete. Your certificate comes next.", title=title),
        f"/qualifications/{registration.id}",
        actor=event.actor,
    )
    words = _("%(name)s’s %(title)s is complete.", name=registration.learner.name, title=title)
    for person in db.session.scalars(holders_of({Role.TRAINING_ADMIN}, [registration.site_id])):
        if person != registration.learner:
            tell(person, words, f"/certificates/issue/{registration.id}", actor=event.actor)
