"""An appraisal of the learner with her manager, for the addresses that need one."""

from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from tests.factories_appraisals import make_cycle
from trainer.accounts.models import User
from trainer.appraisals.actions import planning
from trainer.appraisals.models import (
    Appraisal,
    AppraisalPaper,
    AppraisalTemplate,
    CalibrationLine,
    CalibrationSession,
)
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.behaviours.actions import load_builtin
from trainer.behaviours.models import BehaviourVersion
from trainer.core import clock
from trainer.documents.making import PaperStatus
from trainer.extensions import db


def appraising(cast: dict[str, User]) -> dict[str, object]:
    """Make a round, the learner’s appraisal in it, and a calibration it was looked at in."""
    load_builtin()
    planning.load_builtin()
    db.session.commit()
    cycle = make_cycle(cast["hr"], calibrates=True)
    job = cast["learner"].placement()
    assert job is not None
    asked = db.session.scalars(sa.select(BehaviourVersion).order_by(BehaviourVersion.id)).first()
    assert asked is not None
    one = Appraisal(
        behaviours=[asked.id],
        cycle_id=cycle.id,
        person_id=cast["learner"].id,
        manager_id=cast["manager"].id,
        job_title=job.job_title,
        site_id=job.site_id,
        status=AppraisalStage.SHARED,
        meeting_at=clock.now() + timedelta(days=3),
    )
    session = CalibrationSession(
        cycle_id=cycle.id, name="Stores", held_on=clock.today(), led_by_id=cast["hr"].id
    )
    session.lines = [CalibrationLine(appraisal=one)]
    stored = current_app.extensions["store"].put_stream([b"%PDF-1.7 of a record"], limit=1000)
    paper = AppraisalPaper(
        appraisal=one, asked_by=cast["learner"], status=PaperStatus.READY, key=stored.key
    )
    db.session.add_all([one, session, paper])
    db.session.commit()
    return {
        "appraisal_id": one.id,
        "appraisal_paper_id": paper.id,
        "cycle_id": cycle.id,
        "calibration_id": session.id,
        "calibration_line_id": session.lines[0].id,
        "template_id": db.session.scalar(sa.select(AppraisalTemplate.id).limit(1)),
        "section": "behaviours",
        "item": f"b{asked.id}",
    }
