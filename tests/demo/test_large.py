"""The bench's data, a few people of it: made in bulk, and yet by the rules."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

import trainer
from trainer.accounts.models import User
from trainer.assessments.models import Judgement, Submission, SubmissionStatus
from trainer.audit.verify import verify
from trainer.checks.running import run
from trainer.core import clock
from trainer.demo import large
from trainer.demo.builder import company
from trainer.demo.builder.pictures import Pictures
from trainer.demo.builder.timeline import Timeline
from trainer.demo.organisation import brackenhall
from trainer.registrations.models import UnitAssessment

ROOT = Path(trainer.__file__).parent
FEW = large.Size(
    people=30, assessors=3, iqas=2, registrations=6, units=10, items=4, waiting=2, shelf=60
)


@pytest.mark.slow
def test_bulk_records_hold_to_every_rule(app: Flask, session: Session) -> None:
    timeline = Timeline(clock.now())
    company.plan(timeline, brackenhall(), "no password")
    large.plan(timeline, FEW, "no password")
    timeline.run(Pictures())

    def count(model: type[object], *where: sa.ColumnElement[bool]) -> int:
        return session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0

    assert count(User, User.staff_number.startswith("bn")) == FEW.people
    assert count(UnitAssessment) == FEW.registrations * FEW.units
    assert count(Judgement) == FEW.registrations * FEW.units * 0.6 * 4
    assert count(Submission) == FEW.registrations * FEW.items
    assert count(Submission, Submission.status == SubmissionStatus.SUBMITTED) == FEW.waiting
    assert verify() == []
    assert run() == []


def test_the_bench_grows_by_a_factor_but_not_each_learner() -> None:
    size = large.Size()
    assert size.times(10) == replace(
        size, people=20_000, assessors=400, iqas=40, registrations=10_000, waiting=2_000
    )


def test_only_the_demonstration_acts_in_the_past() -> None:
    acting = {
        path.relative_to(ROOT).parts[0]
        for path in ROOT.rglob("*.py")
        if "clock.at(" in path.read_text()
    }
    assert acting == {"demo"}
