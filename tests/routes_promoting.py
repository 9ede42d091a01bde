"""A promotion case of the learner, for each address that needs one."""

from typing import Any

from tests.factories_vacancies import make_application, make_vacancy
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.promotions.actions import opening
from trainer.promotions.models import LetterKind, PromotionLetter
from trainer.vacancies import actions
from trainer.vacancies.models import VacancyStatus


def promoting(cast: dict[str, User]) -> dict[str, Any]:
    """A case that her manager opened, and a letter she asked for."""
    case = opening.open_case(
        cast["learner"],
        actor=cast["manager"],
        role_key="leader",
        site=cast["learner"].placements[0].site,
        why="She leads the desk on Saturdays.",
    )
    letter = PromotionLetter(case=case, kind=LetterKind.OFFER, asked_by=cast["learner"])
    db.session.add(letter)
    db.session.commit()
    vacancy = make_vacancy(cast["manager"], cast["learner"].placements[0].site)
    make_application(vacancy, cast["learner"])
    actions.end(vacancy, actor=cast["manager"], after=VacancyStatus.CLOSED)
    db.session.commit()
    return {
        "promotion_case_id": case.id,
        "promotion_letter_id": letter.id,
        "vacancy_id": vacancy.id,
    }
