"""Opening a vacancy, closing or filling it, and answering it."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site
from trainer.vacancies import policies
from trainer.vacancies.events import ApplicationMade, VacancyEnded, VacancyOpened
from trainer.vacancies.models import Application, ApplicationStatus, Vacancy, VacancyStatus
from trainer.vacancies.queries.listing import answer_of


def open_vacancy(
    *, actor: User, role_key: str, site: Site, hours: str, about: str, closes_on: date
) -> Vacancy:
    """Say that a role of the map is to be filled at a site, and until when people answer."""
    require(policies.may_open_at(actor, site))
    role = charts.chart().role(role_key)
    if role is None:
        raise Unacceptable(_("Choose a role of the map."), "role")
    if role.sites and site.code not in role.sites:
        raise Unacceptable(_("This role does not exist at %(site)s.", site=site.name), "site")
    if closes_on < clock.today():
        raise Unacceptable(_("Choose today or a day to come."), "closes_on")
    vacancy = Vacancy(
        role_key=role_key,
        role_title=role.title,
        site=site,
        hours=hours,
        about=about,
        closes_on=closes_on,
        opened_by=actor,
    )
    db.session.add(vacancy)
    db.session.flush()  # Whoever is told is led to it by its id.
    publish(VacancyOpened(actor=actor, subject=vacancy, role=role.title, site=site))
    return vacancy


def end(vacancy: Vacancy, *, actor: User, after: VacancyStatus, because: str = "") -> None:
    """Close a vacancy, say that it is filled, withdraw it, or open it again."""
    require(policies.may_end(actor, vacancy))
    if after is VacancyStatus.WITHDRAWN and not because.strip():
        raise Unacceptable(_("Say why. Those who answered read it."), "because")
    if after is VacancyStatus.OPEN and after not in vacancy.next_statuses(clock.today()):
        raise Unacceptable(_("Its last day is over. Open a new one."), "after")
    vacancy.move_to(after)
    vacancy.ended_because = because.strip()
    publish(VacancyEnded(actor=actor, subject=vacancy, after=after))


def answer(
    vacancy: Vacancy,
    *,
    actor: User,
    applies: bool,
    words: str,
    relocates: bool,
    hours: str,
    languages: str,
) -> Application:
    """Say that one is interested, or apply; said again, it takes the place of what was said."""
    require(policies.may_answer(actor, vacancy))
    status = ApplicationStatus.APPLIED if applies else ApplicationStatus.INTERESTED
    if applies and not words.strip():
        raise Unacceptable(_("Say in a sentence or two why you would like it."), "words")
    made = db.session.scalar(answer_of(actor, vacancy))
    if made is None:
        made = Application(vacancy=vacancy, person=actor, status=status, words=words.strip())
        db.session.add(made)
    else:
        made.move_to(status)
    made.words, made.relocates, made.at = words.strip(), relocates, clock.now()
    made.hours, made.languages = hours.strip(), languages.strip()
    db.session.flush()  # The trail names the answer by its id.
    publish(
        ApplicationMade(actor=actor, subject=made, vacancy=vacancy, person=actor, status=status)
    )
    return made


def take_back(application: Application, *, actor: User) -> None:
    """Take one's answer back."""
    require(policies.may_take_back(actor, application))
    application.move_to(ApplicationStatus.TAKEN_BACK)
    publish(
        ApplicationMade(
            actor=actor,
            subject=application,
            vacancy=application.vacancy,
            person=actor,
            status=application.status,
        )
    )


def fill(vacancy: Vacancy) -> None:
    """Say that a vacancy is filled, where it isn’t over: somebody has begun in the job."""
    if vacancy.can_move_to(VacancyStatus.FILLED):
        vacancy.move_to(VacancyStatus.FILLED)
        publish(VacancyEnded(actor=None, subject=vacancy, after=VacancyStatus.FILLED))


def close_what_is_over() -> int:
    """Close the vacancies whose last day is over; the job worker asks for this each hour."""
    over = db.session.scalars(
        sa.select(Vacancy).where(
            Vacancy.status == VacancyStatus.OPEN, Vacancy.closes_on < clock.today()
        )
    ).all()
    for vacancy in over:
        vacancy.move_to(VacancyStatus.CLOSED)
        publish(VacancyEnded(actor=None, subject=vacancy, after=VacancyStatus.CLOSED))
    return len(over)
