"""Come here for how long records are kept in the demonstration: one time changed, one rule confirmed."""

from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.privacy.retention import actions
from trainer.privacy.retention.schedule import SCHEDULE, Kept

SETTER = "bh1008"
SET = 5
DAYS = 120


def plan(timeline: Timeline) -> None:
    """Have failed sign-ins kept for a shorter time, and let those that are due go each day."""
    timeline.plan(SET, 11, _set)


def _set() -> None:
    setter, rule = person(SETTER), SCHEDULE[Kept.FAILED_SIGN_INS]
    actions.set_time(
        rule,
        actor=setter,
        days=DAYS,
        reason="Four months are enough to look into an attack.",
        proof=proof_of(setter),
    )
    actions.begin(rule, actor=setter, proof=proof_of(setter))
