"""What happens to vacancies, and to what people say of them."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.people.models import Site
from trainer.vacancies.models import Application, ApplicationStatus, Vacancy, VacancyStatus


@dataclass(frozen=True, kw_only=True)
class VacancyOpened(Event):
    """A role is to be filled at a site."""

    subject: Vacancy
    role: str
    site: Site


@dataclass(frozen=True, kw_only=True)
class VacancyEnded(Event):
    """A vacancy closed, was filled, withdrawn, or opened again."""

    subject: Vacancy
    after: VacancyStatus


@dataclass(frozen=True, kw_only=True)
class ApplicationMade(Event):
    """Somebody is interested in a vacancy, applies, or took that back; the trail has no words of theirs."""

    subject: Application
    vacancy: Vacancy
    person: User
    status: ApplicationStatus
