"""Whom an appeal concerns: the learner, whoever answers it next, and the assessor."""

from trainer.accounts.models import User
from trainer.appeals.events import (
    AppealAnswered,
    Appealed,
    AppealWithdrawn,
    HearerChosen,
    TakenFurther,
)
from trainer.appeals.models import Appeal, AppealStatus
from trainer.appeals.policies import hearer_of
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of


def tell_who_answers(event: Appealed | TakenFurther) -> None:
    """Tell whoever answers that an appeal waits for them, or an administrator to choose one."""
    db.session.flush()  # The address names the appeal by its id.
    appeal: Appeal = event.subject
    learner, unit = appeal.learner.name, appeal.unit_assessment.unit_version.title
    hearer = hearer_of(appeal)
    if hearer is not None:
        words = _("%(name)s appeals about %(unit)s, and asks you to look.", name=learner, unit=unit)
        tell(hearer, words, _path(appeal), actor=event.actor)
        return
    words = _(
        "%(name)s appeals about %(unit)s. See to it that somebody answers.", name=learner, unit=unit
    )
    for person in _administrators(appeal):
        tell(person, words, _path(appeal), actor=event.actor)


def tell_of_choice(event: HearerChosen) -> None:
    """Tell whoever was chosen that an appeal waits for them, and the learner who it is."""
    appeal = event.subject
    unit = appeal.unit_assessment.unit_version.title
    words = _("You are asked to answer an appeal about %(unit)s.", unit=unit)
    tell(event.hearer, words, _path(appeal), actor=event.actor)
    words = _("%(name)s answers your appeal about %(unit)s.", name=event.hearer.name, unit=unit)
    tell(appeal.learner, words, _path(appeal), actor=event.actor)


def tell_of_answer(event: AppealAnswered) -> None:
    """Tell the learner what was answered, and the assessor what follows from it."""
    appeal = event.appeal
    registration, unit = appeal.unit_assessment.registration, appeal.unit_assessment
    title = unit.unit_version.title
    if event.upheld:
        words = _("Your appeal about %(unit)s is upheld. It is judged again.", unit=title)
        to_assessor = _("An appeal about %(unit)s is upheld. Judge it again.", unit=title)
    elif appeal.status is AppealStatus.ANSWERED:
        words = _("Your appeal about %(unit)s is answered. You can take it further.", unit=title)
        to_assessor = _("An appeal about %(unit)s is answered: your judgement stands.", unit=title)
    else:
        words = _("Your appeal about %(unit)s is answered. The judgement stands.", unit=title)
        to_assessor = _("An appeal about %(unit)s is answered: your judgement stands.", unit=title)
    tell(appeal.learner, words, _path(appeal), actor=event.actor)
    tell(registration.assessor, to_assessor, _path(appeal), actor=event.actor)


def tell_of_withdrawal(event: AppealWithdrawn) -> None:
    """Tell whoever was to answer that they need not."""
    appeal = event.subject
    registration = appeal.unit_assessment.registration
    words = _(
        "%(name)s took back the appeal about %(unit)s.",
        name=appeal.learner.name,
        unit=appeal.unit_assessment.unit_version.title,
    )
    tell(appeal.hearer or registration.assessor, words, _path(appeal), actor=event.actor)


def _administrators(appeal: Appeal) -> list[User]:
    site = appeal.unit_assessment.registration.site_id
    found = db.session.scalars(holders_of({Role.TRAINING_ADMIN}, [site]))
    return [person for person in found if person.id != appeal.learner_id]


def _path(appeal: Appeal) -> str:
    return f"/appeals/{appeal.id}"
