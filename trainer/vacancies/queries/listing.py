"""Vacancies, the open ones with the nearest last day first; and whom a new one is told."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.careers.models import CareerTarget
from trainer.careers.queries import charts
from trainer.core import clock
from trainer.people.models import Placement
from trainer.vacancies import policies
from trainer.vacancies.models import Application, ApplicationStatus, Vacancy, VacancyStatus


class Show(StrEnum):
    """Which vacancies a list shows."""

    OPEN = "open"
    OVER = "over"


def listed(actor: User, show: Show) -> sa.Select[Vacancy]:
    """Select the vacancies somebody reads, ready to list."""
    is_open = Vacancy.status == VacancyStatus.OPEN
    found = policies.visible_to(actor).where(is_open if show is Show.OPEN else ~is_open)
    order = Vacancy.closes_on if show is Show.OPEN else Vacancy.closes_on.desc()
    return found.order_by(order, Vacancy.id).options(joinedload(Vacancy.site), raiseload("*"))


def one(actor: User, vacancy_id: int) -> sa.Select[Vacancy]:
    """Select one vacancy this person reads, with its site and who opened it."""
    return (
        policies.visible_to(actor)
        .where(Vacancy.id == vacancy_id)
        .options(joinedload(Vacancy.site), joinedload(Vacancy.opened_by))
    )


def answers(vacancy: Vacancy) -> sa.Select[Application]:
    """Select what people said of a vacancy and did not take back, applications first."""
    return (
        sa.select(Application)
        .where(
            Application.vacancy_id == vacancy.id,
            Application.status != ApplicationStatus.TAKEN_BACK,
        )
        .join(Application.person)
        .where(User.active)
        .order_by(Application.status, User.name)
        .options(joinedload(Application.person), raiseload(Application.vacancy))
    )


def answer_of(person: User, vacancy: Vacancy) -> sa.Select[Application]:
    """Select what somebody said of a vacancy."""
    return sa.select(Application).where(
        Application.vacancy_id == vacancy.id, Application.person_id == person.id
    )


def to_be_told(vacancy: Vacancy) -> sa.Select[User]:
    """Select whom a vacancy is told: everybody whose job may lead to the role, and who works towards it.

    Nobody is told whose job the map does not lead from; all read it in the list.
    """
    chart = charts.chart()
    before = {move.start for move in chart.moves if move.end == vacancy.role_key}
    titles = {
        name.casefold()
        for role in chart.roles
        if role.key in before
        for name in (role.title, *role.synonyms)
    }
    placed = sa.select(Placement.user_id).where(
        Placement.holds_on(clock.today()), sa.func.lower(Placement.job_title).in_(titles)
    )
    aiming = sa.select(CareerTarget.person_id).where(
        CareerTarget.role_key == vacancy.role_key, CareerTarget.ended_on.is_(None)
    )
    return (
        sa.select(User)
        .where(
            User.active,
            sa.or_(User.id.in_(placed), User.id.in_(aiming)),
            User.id != vacancy.opened_by_id,
        )
        .order_by(User.id)
    )
