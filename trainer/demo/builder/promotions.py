"""Come here for the promotion cases of the demonstration, each brought to a stage worth seeing."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.promotions.actions import appealing, deciding, offering, opening, preparing, trial
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import PromotionCase
from trainer.promotions.rules.stages import PromotionStatus

Told = Mapping[str, Any]


def plan(timeline: Timeline) -> None:
    """Put each step of each case on the timeline."""
    for told in load("promotions")["cases"]:
        for step, ago in told["ago"].items():
            timeline.plan(ago, 11, partial(STEPS[step], told), alone=True)


def _open(told: Told) -> None:
    opening.open_case(
        person(told["who"]),
        actor=person(told["by"]),
        role_key=told["role"],
        site=site(told["site"]),
        why=told["why"],
    )


def _state(told: Told) -> None:
    opening.state(_case(told), actor=person(told["who"]), words=told["statement"])


def _freeze(told: Told) -> None:
    preparing.freeze_pack(_case(told), actor=person(told["by"]))


def _check(told: Told) -> None:
    preparing.check_readiness(_case(told), actor=person(told["by"]), words=told["readiness"])


def _seat(told: Told) -> None:
    preparing.seat(
        _case(told),
        actor=person(told["by"]),
        panel=[person(one) for one in told["panel"]],
        approvers=[person(one) for one in told["approvers"]],
    )


def _call(told: Told) -> None:
    meeting = told["meeting"]
    preparing.call(
        _case(told),
        actor=person(told["by"]),
        meets_on=clock.today() + timedelta(days=meeting["in_days"]),
        meets_at=time.fromisoformat(meeting["at"]),
        meets_where=meeting["where"],
    )


def _keep(told: Told) -> None:
    """Leave what somebody wrote on their score sheet and has not signed."""
    for number, given in told["kept"].items():
        deciding.keep_scores(_case(told), actor=person(number), given=given)


def _score(told: Told) -> None:
    case = _case(told)
    criteria = case.pack.content["criteria"] if case.pack else []
    for number, (given, why) in told["scored"].items():
        member = person(number)
        scores = [(given, why) for _criterion in criteria]
        deciding.score(case, actor=member, proof=proof_of(member), scores=scores)


def _recommend(told: Told) -> None:
    case, chair = _case(told), person(told["panel"][0])
    outcome, words = told["recommends"]
    deciding.recommend(
        case,
        actor=chair,
        proof=proof_of(chair),
        seen=covered(case),
        outcome=PromotionStatus(outcome),
        words=words,
        plan=told.get("plan", ""),
        review_on=clock.today() + timedelta(days=told.get("review_in", 1)),
    )


def _approve(told: Told) -> None:
    case = _case(told)
    for number, words in told["approves"].items():
        by = person(number)
        fell = deciding.approve(case, actor=by, proof=proof_of(by), seen=covered(case), words=words)
        if fell:
            raise ValueError(f"The case of {told['who']} is held: {fell}")


def _offer(told: Told) -> None:
    made = told["offer"]
    starts_on = clock.today() + timedelta(days=made["starts_in"])
    offering.offer(
        _case(told),
        actor=person(made["by"]),
        job_title=made["job"],
        site=site(made["site"]),
        team=None,
        manager=person(made["manager"]),
        starts_on=starts_on,
        trial_until=starts_on + timedelta(weeks=made["weeks"]),
        terms=made["terms"],
    )


def _accept(told: Told) -> None:
    offering.accept(_case(told), actor=person(told["who"]))


def _take_up(_told: Told) -> None:
    offering.take_up_due()


def _trial(told: Told) -> None:
    by = person(told["trial"]["by"])
    trial.review_trial(_case(told), actor=by, words=told["trial"]["says"])


def _appeal(told: Told) -> None:
    appealing.appeal(_case(told), actor=person(told["who"]), words=told["appeal"])


def _case(told: Told) -> PromotionCase:
    return db.session.scalars(
        sa.select(PromotionCase).where(PromotionCase.person == person(told["who"]))
    ).one()


STEPS: Mapping[str, Callable[[Told], None]] = {
    "open": _open,
    "state": _state,
    "freeze": _freeze,
    "check": _check,
    "seat": _seat,
    "call": _call,
    "score": _score,
    "keep": _keep,
    "recommend": _recommend,
    "approve": _approve,
    "offer": _offer,
    "accept": _accept,
    "take_up": _take_up,
    "trial": _trial,
    "appeal": _appeal,
}
"""What happens at each step of a case."""
