"""What follows from a promotion elsewhere: the vacancy is filled, or there is something to work on."""

from trainer.core.text import gettext as _
from trainer.development.actions.agreeing import Said, put_down
from trainer.development.models import DevelopmentSource
from trainer.promotions.events import CaseMoved
from trainer.promotions.rules.stages import PromotionStatus
from trainer.vacancies.actions import fill


def fill_vacancy(event: CaseMoved) -> None:
    """Say that the vacancy is filled once the person is in the job."""
    vacancy = event.subject.vacancy
    if event.after is PromotionStatus.IN_POST and vacancy is not None:
        fill(vacancy)


def put_into_plan(event: CaseMoved) -> None:
    """Put what the person is to work on until the day it is looked at again into their plan."""
    case = event.subject
    if event.plan.text and event.review_on is not None and event.actor is not None:
        put_down(
            case.person,
            actor=event.actor,
            origin=f"promotion:{case.id}",
            said=Said(
                need=_("Be ready to become %(role)s.", role=case.role_title),
                source=DevelopmentSource.ASPIRATION,
                action=event.plan.text,
                due_on=event.review_on,
            ),
        )
