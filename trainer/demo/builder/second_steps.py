"""Come here for the rule of the demonstration about second steps: set lately, with time to go."""

from functools import partial

from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.factors import actions

SETTER = "bh1008"
SET = 6
GRACE_DAYS = 90


def plan(timeline: Timeline) -> None:
    """Have a second step asked of privileged roles, so far ahead that nobody is held up by it."""
    timeline.plan(SET, 10, partial(_set, SETTER))


def _set(number: str) -> None:
    setter = person(number)
    actions.set_rule(
        actor=setter,
        grace_days=GRACE_DAYS,
        reason="Passwords get about. Those who can open everybody's records show their phone too.",
        proof=proof_of(setter),
    )
