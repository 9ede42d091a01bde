"""How an appeal goes on, and who may answer it: pure, from plain facts."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trainer.appeals.models import AppealStatus, Stage

ORDER = tuple(Stage)


@dataclass(frozen=True)
class Deadlines:
    """How many days there are to appeal, to answer, and to take an answer further."""

    to_appeal: int
    to_answer: int
    to_go_further: int

    def appeal_until(self, decided: date) -> date:
        """Say the last day to appeal against what was decided on that day."""
        return decided + timedelta(days=self.to_appeal)

    def answer_by(self, asked: date) -> date:
        """Say the day by which what was asked on that day is to be answered."""
        return asked + timedelta(days=self.to_answer)

    def further_until(self, answered: date) -> date:
        """Say the last day to take what was answered on that day further."""
        return answered + timedelta(days=self.to_go_further)


class Unfit(StrEnum):
    """Why somebody may not answer an appeal at its stage."""

    LEARNER = "learner"
    LEFT = "left"
    ANSWERED_BEFORE = "answered_before"
    BARRED = "barred"
    TOOK_PART = "took_part"
    ALLOCATED = "allocated"
    MANAGES = "manages"
    NOT_ENTITLED = "not_entitled"


@dataclass(frozen=True)
class Hearer:
    """What is known of somebody who might answer an appeal.

    `entitled` is what the stage asks for: to be the assessor allocated and on the register, to be
    on the register to verify, to hold a role of quality, or to be a training administrator.
    """

    entitled: bool = False
    is_learner: bool = False
    has_left: bool = False
    answered_before: bool = False
    barred: bool = False
    took_part: bool = False
    allocated: bool = False
    manages: bool = False


def unfit_for(stage: Stage, one: Hearer) -> Unfit | None:
    """Say why somebody may not answer at this stage, the plainest reason first; None if they may.

    Whoever judged reconsiders at the first stage. From then on nobody answers who took part in
    the decision, and a panel is made of people with no part in the registration at all.
    """
    for holds, why in (
        (one.is_learner, Unfit.LEARNER),
        (one.has_left, Unfit.LEFT),
        (one.answered_before, Unfit.ANSWERED_BEFORE),
        (one.barred, Unfit.BARRED),
        (one.took_part and stage is not Stage.ASSESSOR, Unfit.TOOK_PART),
        (one.allocated and stage is Stage.PANEL, Unfit.ALLOCATED),
        (one.manages and stage is Stage.PANEL, Unfit.MANAGES),
        (not one.entitled, Unfit.NOT_ENTITLED),
    ):
        if holds:
            return why
    return None


def stage_after(stage: Stage, *, external: bool) -> Stage | None:
    """Say which stage follows; an awarding organisation is asked only where there is one."""
    last = Stage.AWARDING if external else Stage.PANEL
    return None if stage in {last, Stage.AWARDING} else ORDER[ORDER.index(stage) + 1]


def status_after(stage: Stage, *, upheld: bool, external: bool) -> AppealStatus:
    """Say where an answer takes the appeal."""
    if upheld:
        return AppealStatus.UPHELD
    following = stage_after(stage, external=external)
    return AppealStatus.CLOSED if following is None else AppealStatus.ANSWERED


def is_over(status: AppealStatus, due_on: date, today: date) -> bool:
    """Say whether nobody is to do anything any more: an answer left alone is accepted in time."""
    if status is AppealStatus.ANSWERED:
        return today > due_on
    return status is not AppealStatus.OPEN
