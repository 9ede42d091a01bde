"""Whom a vacancy concerns, and what they are told, under the bell and by e-mail as they like it."""

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.vacancies.events import ApplicationMade, VacancyEnded, VacancyOpened
from trainer.vacancies.models import ApplicationStatus, Vacancy, VacancyStatus
from trainer.vacancies.queries.listing import answers, to_be_told
from trainer.web.filters import day


def tell_of_vacancy(event: VacancyOpened) -> None:
    """Tell everybody whose job may lead to the role, and who works towards it."""
    vacancy = event.subject
    for person in db.session.scalars(to_be_told(vacancy)):
        words = _(
            "%(role)s is wanted at %(site)s. You can answer until %(day)s.",
            role=event.role,
            site=event.site.name,
            day=day(vacancy.closes_on),
        )
        tell(person, words, _path(vacancy), actor=event.actor)


def tell_of_answer(event: ApplicationMade) -> None:
    """Tell whoever opened the vacancy that somebody applies, or took that back."""
    names = {"name": event.person.name, "role": event.vacancy.role_title}
    words = {
        ApplicationStatus.APPLIED: _("%(name)s applies to be %(role)s.", **names),
        ApplicationStatus.INTERESTED: _("%(name)s is interested in being %(role)s.", **names),
        ApplicationStatus.TAKEN_BACK: _("%(name)s no longer answers for %(role)s.", **names),
    }[event.status]
    tell(event.vacancy.opened_by, words, _path(event.vacancy), actor=event.actor)


def tell_of_end(event: VacancyEnded) -> None:
    """Tell those who answered what became of the vacancy."""
    vacancy = event.subject
    names = {"role": vacancy.role_title, "site": vacancy.site.name}
    words = {
        VacancyStatus.OPEN: _("%(role)s at %(site)s is open again.", **names),
        VacancyStatus.CLOSED: _(
            "%(role)s at %(site)s is closed. You hear what comes of it.", **names
        ),
        VacancyStatus.FILLED: _("%(role)s at %(site)s is filled.", **names),
        VacancyStatus.WITHDRAWN: _("%(role)s at %(site)s is withdrawn. Read why.", **names),
    }[event.after]
    for one in db.session.scalars(answers(vacancy)):
        tell(one.person, words, _path(vacancy), actor=event.actor)


def _path(vacancy: Vacancy) -> str:
    return f"/vacancies/{vacancy.id}"
