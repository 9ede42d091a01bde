"""Vacancies and answers to test with."""

from datetime import timedelta

from tests.factories_promotions import Cast
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Site
from trainer.vacancies import actions
from trainer.vacancies.models import Application, Vacancy


def make_vacancy(by: User, site: Site, role: str = "senior") -> Vacancy:
    """A vacancy that is open for two weeks."""
    made = actions.open_vacancy(
        actor=by,
        role_key=role,
        site=site,
        hours="Full time, early and late shifts",
        about="We open on Sundays from spring, and need one more.",
        closes_on=clock.today() + timedelta(days=14),
    )
    db.session.commit()
    return made


def make_application(vacancy: Vacancy, person: User, *, applies: bool = True) -> Application:
    """Somebody applies, or is interested, and would move."""
    made = actions.answer(
        vacancy,
        actor=person,
        applies=applies,
        words="I would like to work with this team.",
        relocates=True,
        hours="Any",
        languages="Welsh",
    )
    db.session.commit()
    return made


def with_applicant(cast: Cast) -> tuple[Vacancy, Application]:
    """A vacancy at Millgate that Chris opened, and Ada's application."""
    vacancy = make_vacancy(cast.chair, cast.away)
    return vacancy, make_application(vacancy, cast.ada)
