"""Come here for the two standardisation exercises of the demonstration."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Submission
from trainer.assessments.rules import VACSR
from trainer.core import clock
from trainer.demo.builder.cast import person, version
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.logs.models import CriterionLink, EvidenceKind, Item, Revision
from trainer.points import actions as points
from trainer.standardisation.actions import concluding, judging, preparing
from trainer.standardisation.actions.judging import Said
from trainer.standardisation.models import Exercise

LEAD = "bh1007"
ASSESSORS = ("bh1102", "bh1702", "bh1202", "bh1301")
QUALIFICATION = "cs-l2-dip"
PIECES, CRITERIA = 2, 3


def plan(timeline: Timeline) -> None:
    """Have one judged by four, one of whom assessed it, and talked about; and one that waits."""
    timeline.plan(21, 9, partial(_send, "over", "bh1102", ASSESSORS))
    for days_ago, number in zip((19, 18, 17, 16), ASSESSORS, strict=True):
        timeline.plan(days_ago, 16, partial(_judge, "over", number))
    timeline.plan(15, 9, _open)
    timeline.plan(13, 15, _meet)
    timeline.plan(3, 9, partial(_send, "waiting", "bh1702", ("bh1102", "bh1202")))
    timeline.plan(2, 12, partial(_judge, "waiting", "bh1202"))


def _told(which: str) -> dict[str, Any]:
    told: dict[str, Any] = load("standardisation")[which]
    return told


def _exercise(which: str) -> Exercise:
    return db.session.scalars(
        sa.select(Exercise).where(Exercise.title == _told(which)["title"])
    ).one()


def _send(which: str, assessed_by: str, assessors: Sequence[str]) -> None:
    lead = person(LEAD)
    exercise = preparing.make(
        actor=lead,
        title=_told(which)["title"],
        qualification=version(QUALIFICATION).qualification_id,
        judge_by=clock.today() + timedelta(days=9),
    )
    db.session.flush()
    for sent in _sent_to(person(assessed_by)):
        links = sorted(link.criterion_id for link in sent.revision.links)
        preparing.add_piece(
            exercise,
            sent,
            actor=lead,
            criteria=links[:CRITERIA],
            also=_told(which)["also"],
            files=[],
            confirmed="",
            has_read=True,
        )
    preparing.invite(exercise, actor=lead, people=[person(one) for one in assessors])
    preparing.send_out(exercise, actor=lead)


def _sent_to(assessor: User) -> Sequence[Submission]:
    """Find the latest entries that somebody assesses and the leader assures, of enough criteria."""
    links = (
        sa.select(sa.func.count(CriterionLink.id))
        .where(CriterionLink.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    return db.session.scalars(
        sa.select(Submission)
        .join(Submission.registration)
        .join(Submission.revision)
        .join(Revision.item)
        .where(
            Submission.assessor == assessor,
            Submission.registration.has(iqa=person(LEAD), version=version(QUALIFICATION)),
            Item.kind == EvidenceKind.LOG,
            Item.held_at.is_(None),
            links >= CRITERIA,
        )
        .order_by(Submission.id.desc())
        .limit(PIECES)
    ).all()


def _judge(which: str, number: str) -> None:
    exercise, told, actor = _exercise(which), _told(which), person(number)
    place = next(one for one in exercise.assessors if one.person == actor)
    items = [item for piece in exercise.pieces for item in piece.criteria]
    reasons, not_yet = told["reasons"][number], told["not_yet"][number]
    judging.save(
        place,
        actor=actor,
        said={
            item.id: Said(
                CriterionState.NOT_YET_MET if at in not_yet else CriterionState.MET,
                VACSR[:3] if at in not_yet else VACSR,
                reasons[at in not_yet],
            )
            for at, item in enumerate(items)
        },
    )
    db.session.flush()
    judging.hand_in(place, actor=actor)


def _open() -> None:
    judging.open_results(_exercise("over"), actor=person(LEAD))


def _meet() -> None:
    exercise, told, lead = _exercise("over"), _told("over"), person(LEAD)
    item = exercise.pieces[0].criteria[1]
    concluding.agree(item, actor=lead, outcome=CriterionState.MET, why=told["agreed"])
    concluding.record_meeting(
        exercise,
        actor=lead,
        met_on=clock.today(),
        met_minutes=75,
        people=[lead, *(person(one) for one in ASSESSORS)],
        minutes=told["minutes"],
        decisions=told["decisions"],
    )
    points.raise_point(
        exercise,
        actor=lead,
        what=told["asked"],
        owner=person(ASSESSORS[0]),
        due_on=clock.today() + timedelta(days=28),
    )
