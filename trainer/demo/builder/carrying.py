"""Come here for a unit that was picked, opened again and assessed anew before anybody looked into it."""

import uuid

import sqlalchemy as sa

from trainer.assessments.actions.submitting import submit
from trainer.assessments.models import CriterionStanding, CriterionState, JudgedItem, Judgement
from trainer.core import clock
from trainer.demo.builder import judging, signing
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import Activity, Revision
from trainer.malpractice import actions as malpractice
from trainer.malpractice.models import Case
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.sampling.models import Pick, PickStatus, Stage

ASSURER, ADMINISTRATOR, INVESTIGATOR = "bh1701", "bh1005", "bh1004"
SET_ASIDE, AGAIN = 2, 1
"""So many days ago: on the day of the latest draw, after it, and on the day after."""

DAYS = 10
KEY = "5c0a7d1e-93b4-4f0e-8a55-0f6d2f1c7b29"


class CarriedOver:
    """The unit it is about: whichever the lot picked first of the second quality assurer's."""

    unit_id = 0
    case_id = 0

    def plan(self, timeline: Timeline) -> None:
        """Put it after the latest draw, so that the next draw is still to come."""
        timeline.plan(SET_ASIDE, 14, self._set_aside)
        timeline.plan(SET_ASIDE, 15, self._report)
        timeline.plan(SET_ASIDE, 17, self._make_void)
        timeline.plan(AGAIN, 9, self._send_another)
        timeline.plan(AGAIN, 13, self._assess_again)

    def _set_aside(self) -> None:
        picked = db.session.scalars(
            sa.select(UnitAssessment)
            .join(Pick, Pick.unit_assessment_id == UnitAssessment.id)
            .join(UnitAssessment.registration)
            .where(
                Registration.iqa_id == person(ASSURER).id,
                Pick.stage == Stage.SUMMATIVE,
                Pick.status == PickStatus.SELECTED,
                UnitAssessment.status == UnitStatus.AWAITING_IQA,
            )
            .order_by(Pick.id)
            .limit(1)
        ).one_or_none()
        if picked is None:
            return  # The lot left all of them out today.
        self.unit_id = picked.id
        case = malpractice.set_evidence_aside(
            picked.registration.learner,
            actor=picked.registration.assessor,
            items=[_item_behind(picked)],
            concerned=picked.registration.learner,
            words=load("feedback")["void_before_a_look"][0],
            days=DAYS,
        )
        db.session.flush()  # The steps to come find the case by its id.
        self.case_id = case.id
        investigator = person(INVESTIGATOR)
        administrator = person(ADMINISTRATOR)
        malpractice.ask_investigator(
            case, actor=administrator, investigator=investigator, days=DAYS
        )

    def _report(self) -> None:
        if self.case_id:
            words = load("feedback")["void_before_a_look"][1]
            malpractice.report(
                self._case(), actor=person(INVESTIGATOR), founded=True, words=words, days=DAYS
            )

    def _make_void(self) -> None:
        if self.case_id:
            actor, words = person(ASSURER), load("feedback")["void_before_a_look"][2]
            malpractice.make_void(self._case(), actor=actor, proof=proof_of(actor), words=words)

    def _send_another(self) -> None:
        if self.unit_id:
            unit, told = self._unit(), load("feedback")["sent_instead"]
            learner = unit.registration.learner
            revision = logs.start(actor=learner, client_key=str(uuid.UUID(KEY)))
            logs.write(
                revision,
                actor=learner,
                version=None,
                title=told["title"],
                activity=Activity(told["activity"]),
                happened_on=clock.today(),
                minutes=told["minutes"],
                place="",
                what=told["what"],
                so_what=told["so_what"],
                now_what=told["now_what"],
                kept_at="",
            )
            opened = dict.fromkeys(_to_be_met(unit), told["note"])
            logs.set_links(revision, actor=learner, notes=opened)
            submit(
                revision.item, actor=learner, registrations=[unit.registration_id], own_work=True
            )

    def _assess_again(self) -> None:
        if self.unit_id:
            registration = self._unit().registration
            judging.judge(self._sent_instead(), actor=registration.assessor)
            signing.sign_as_learner(registration.id, registration.learner, {})
            signing.sign_as_assessor(registration.id, registration.assessor, {})

    def _sent_instead(self) -> int:
        return db.session.scalars(
            sa.select(Revision.item_id).where(
                Revision.title == load("feedback")["sent_instead"]["title"]
            )
        ).one()

    def _unit(self) -> UnitAssessment:
        return db.session.get_one(UnitAssessment, self.unit_id)

    def _case(self) -> Case:
        return db.session.get_one(Case, self.case_id)


def plan(timeline: Timeline) -> None:
    """Put the unit that is carried over on the timeline."""
    CarriedOver().plan(timeline)


def _item_behind(unit: UnitAssessment) -> int:
    """Find the latest entry that the unit rests on."""
    return db.session.scalars(
        sa.select(Revision.item_id)
        .join(JudgedItem, JudgedItem.revision_id == Revision.id)
        .join(Judgement, Judgement.id == JudgedItem.judgement_id)
        .where(Judgement.unit_assessment_id == unit.id)
        .order_by(Revision.id.desc())
        .limit(1)
    ).one()


def _to_be_met(unit: UnitAssessment) -> list[int]:
    return list(
        db.session.scalars(
            sa.select(CriterionStanding.criterion_id).where(
                CriterionStanding.unit_assessment_id == unit.id,
                CriterionStanding.state != CriterionState.MET,
            )
        )
    )
