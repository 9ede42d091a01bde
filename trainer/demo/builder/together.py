"""Come here for the people who were registered together, and those who are about to be."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.cohorts.actions import preparing, registering
from trainer.cohorts.models import Cohort, CohortMember, CohortStatus
from trainer.core import clock
from trainer.demo.builder.cast import person, version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.registrations.actions.handing_over import write_note
from trainer.registrations.models import HandOver

ADMINISTRATOR, IQA = "bh1006", "bh1007"
SCHEME = "brackenhall-service"
SPRING = ("Spring starters, Harbour Street", ("bh1108", "bh1109"), ("bh1102",), "BH-SVC-2")
STORES = (
    "Autumn starters, stores",
    ("bh1404", "bh1405", "bh1208"),
    ("bh1102", "bh1202"),
    "BH-SVC-2",
)
TELEPHONE = (
    "Winter starters, customer care",
    ("bh1708", "bh1709", "bh1710"),
    ("bh1702",),
    "BH-SVC-3",
)
TARGET = timedelta(days=180)


STARTED = 150
"""So many days ago the spring starters were registered; one of them is ready for a certificate."""


def plan(timeline: Timeline) -> None:
    """Put two cohorts that are registered and one that is being prepared on the timeline."""
    timeline.plan(STARTED, 8, _prepare_spring)
    timeline.plan(STARTED, 8, _send_off, minute=30)
    timeline.plan(9, 15, _prepare_stores)
    timeline.plan(9, 16, _send_off)
    timeline.plan(1, 23, _prepare_telephone)
    timeline.plan(1, 9, _say_what_to_know)


def registered_together(learner: User) -> int | None:
    """Find the registration that somebody got with a cohort."""
    return db.session.scalar(
        sa.select(CohortMember.registration_id).where(CohortMember.learner_id == learner.id)
    )


def _prepare_spring() -> None:
    _prepare(*SPRING)


def _prepare_stores() -> None:
    _prepare(*STORES)


def _prepare_telephone() -> None:
    _prepare(*TELEPHONE)


def _prepare(name: str, learners: tuple[str, ...], assessors: tuple[str, ...], unit: str) -> None:
    actor = person(ADMINISTRATOR)
    cohort = preparing.begin(actor=actor, name=name, version=version(SCHEME))
    preparing.add(cohort, actor=actor, lines=learners)
    preparing.arrange(
        cohort,
        actor=actor,
        iqa=person(IQA),
        assessors=[person(one) for one in assessors],
        units=[unit],
        target_on=clock.today() + TARGET,
        found=load("feedback")["found"][0],
    )


def _send_off() -> None:
    prepared = sa.select(Cohort).where(Cohort.status == CohortStatus.PREPARING)
    cohort = db.session.scalars(prepared).one()
    registering.send_off(cohort, actor=person(ADMINISTRATOR))
    for member in cohort.members:
        registering.register_member(member.id)
    registering.finish(cohort.id)


def _say_what_to_know() -> None:
    """Have the assessor who is away say what their substitute should know."""
    handed = db.session.scalars(sa.select(HandOver).order_by(HandOver.id.desc())).first()
    assert handed is not None  # noqa: S101 - they were handed over the day before
    write_note(handed, actor=handed.former, note=load("feedback")["handed_over"][0])
