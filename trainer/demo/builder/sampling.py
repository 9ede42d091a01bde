"""Come here for how the demonstration's decisions are sampled: a strategy, and draws by it."""

from functools import partial

import sqlalchemy as sa

from trainer.catalogue.models import Qualification
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.sampling import actions
from trainer.sampling.models import Stage, Strategy
from trainer.sampling.policies import may_sample
from trainer.sampling.population import population_of
from trainer.sampling.rules.settings import Settings, Target, Trigger

ASSURER = "bh1007"
SET = 485
INTERIM = 5
LATEST = 2
DRAWN_HOUR = 12
"""Before units are released on the same day."""

SETTINGS = Settings(
    triggers=frozenset(Trigger) - {Trigger.ONE_KIND},
    targets={Target.ASSESSORS: 12, Target.UNITS: 12, Target.METHODS: 12, Target.SITES: 12},
    settled_after=6,
    low_after=15,
    fall_after=5,
)


def plan(timeline: Timeline, released: tuple[int, ...]) -> None:
    """Have strategies set before anything is released, a draw before each release, and one now."""
    timeline.plan(SET, DRAWN_HOUR, _set_strategies)
    for days_ago in released:
        timeline.plan(days_ago, DRAWN_HOUR, partial(_draw, Stage.SUMMATIVE))
    timeline.plan(INTERIM, DRAWN_HOUR, partial(_draw, Stage.INTERIM))
    timeline.plan(LATEST, DRAWN_HOUR, partial(_draw, Stage.SUMMATIVE))


def _set_strategies() -> None:
    actor = person(ASSURER)
    for qualification in db.session.scalars(sa.select(Qualification).order_by(Qualification.id)):
        if may_sample(actor, qualification):
            reason = load("feedback")["strategy"][0]
            actions.set_strategy(qualification, SETTINGS, actor=actor, reason=reason)


def _draw(stage: Stage) -> None:
    sampled = sa.select(Strategy).order_by(Strategy.id)
    for strategy in db.session.scalars(sampled).all():
        waits = population_of(strategy.qualification_id, stage)
        if db.session.scalar(waits.limit(1)) is not None:
            actions.draw_sample(strategy.qualification, stage, actor=person(ASSURER))
