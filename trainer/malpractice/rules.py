"""Who may set evidence aside, look into it and decide: pure, from plain facts."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.malpractice.models import Step


class Unfit(StrEnum):
    """Why somebody may not do a step of a case."""

    LEARNER = "learner"
    CONCERNED = "concerned"
    LEFT = "left"
    DID_ANOTHER_STEP = "did_another_step"
    BARRED = "barred"
    INVOLVED = "involved"
    MANAGES = "manages"
    NOT_ENTITLED = "not_entitled"


@dataclass(frozen=True)
class Known:
    """What is known of somebody towards a case.

    `involved` is whoever judged the learner's work, signed or released it, or is allocated to it.
    `entitled` is what the step asks for: a part in the learner's assessment or a role of quality
    to set aside, being asked to investigate, a role of quality to decide.
    """

    entitled: bool = False
    is_learner: bool = False
    is_concerned: bool = False
    has_left: bool = False
    did_another_step: bool = False
    barred: bool = False
    judged: bool = False
    involved: bool = False
    manages: bool = False


def unfit_for(step: Step, one: Known) -> Unfit | None:
    """Say why somebody may not do this step, the plainest reason first; None if they may.

    Setting aside is for whoever notices, and at once. Looking into it is for somebody with no part
    in the learner's work. Deciding is for a third, who never judged what is decided on.
    """
    involved = {Step.SET_ASIDE: False, Step.REPORTED: one.involved, Step.DECIDED: one.judged}
    for holds, why in (
        (one.is_learner, Unfit.LEARNER),
        (one.is_concerned, Unfit.CONCERNED),
        (one.has_left, Unfit.LEFT),
        (one.did_another_step, Unfit.DID_ANOTHER_STEP),
        (one.barred and step is not Step.SET_ASIDE, Unfit.BARRED),
        (involved[step], Unfit.INVOLVED),
        (one.manages and step is Step.REPORTED, Unfit.MANAGES),
        (not one.entitled, Unfit.NOT_ENTITLED),
    ):
        if holds:
            return why
    return None
