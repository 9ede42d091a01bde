"""Appeals, evidence set aside and cover to test with."""

from datetime import timedelta

from tests.factories_assessments import criteria_of, judge, make_submission, proof_of
from trainer.accounts.models import User
from trainer.appeals import actions as appeals
from trainer.appeals.models import Appeal, AppealOutcome
from trainer.appeals.rules import Deadlines
from trainer.assessments.models import CriterionState, Judgement
from trainer.core import clock
from trainer.cover import actions as covers
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.files import actions as files
from trainer.files.models import Hold, usual_review
from trainer.logs.models import Item
from trainer.malpractice import actions as malpractice
from trainer.malpractice.models import Case
from trainer.registrations.models import Registration

DEADLINES = Deadlines(to_appeal=20, to_answer=10, to_go_further=10)
GROUNDS = "The card says the time at which I rang her back."
ANSWER = "The card shows it, in the third line."
NOTICED = "Both entries tell of the same customer in the same words."


def make_not_yet_met(registration: Registration) -> Judgement:
    """A judgement of "not yet met" on the first criterion, on evidence sent for it."""
    first = criteria_of(registration)[:1]
    [judgement] = judge(make_submission(registration, first), first, CriterionState.NOT_YET_MET)
    return judgement


def make_appeal(registration: Registration, judgement: Judgement | None = None) -> Appeal:
    """An appeal that waits for the assessor."""
    against = judgement or make_not_yet_met(registration)
    made = appeals.appeal(
        against.unit_assessment,
        actor=registration.learner,
        judgements=[against.id],
        grounds=GROUNDS,
        deadlines=DEADLINES,
    )
    db.session.commit()
    return made


def answer(appeal: Appeal, by: User, *, upheld: bool = False, words: str = ANSWER) -> AppealOutcome:
    """Somebody answers the appeal at its stage."""
    made = appeals.answer(
        appeal, actor=by, proof=proof_of(by), upheld=upheld, words=words, deadlines=DEADLINES
    )
    db.session.commit()
    return made


def take_further(appeal: Appeal) -> None:
    """The learner takes it to the next stage."""
    appeals.take_further(appeal, actor=appeal.learner, grounds=GROUNDS, deadlines=DEADLINES)
    db.session.commit()


def make_case(item: Item, by: User, concerned: User | None = None) -> Case:
    """Evidence somebody has set aside."""
    made = malpractice.set_evidence_aside(
        item.owner,
        actor=by,
        items=[item.id],
        concerned=concerned or item.owner,
        words=NOTICED,
        days=10,
    )
    db.session.commit()
    return made


def make_reported(case: Case, administrator: User, investigator: User) -> Case:
    """A case that somebody has looked into."""
    malpractice.ask_investigator(case, actor=administrator, investigator=investigator, days=10)
    malpractice.report(case, actor=investigator, founded=True, words="They are.", days=10)
    db.session.commit()
    return case


def make_cover(registration: Registration, by: User, substitute: User) -> Cover:
    """Somebody covers for the assessor of this learner for a week."""
    made = covers.arrange(
        registration.assessor,
        actor=by,
        substitute=substitute,
        registrations=[registration.id],
        back_on=clock.today() + timedelta(days=7),
        reason="A week of leave.",
    )
    db.session.commit()
    return made


def make_hold(learner: User, by: User) -> Hold:
    """Nothing of somebody's files is removed."""
    made = files.place_hold(
        learner, actor=by, reason="The appeal may go on elsewhere.", review_on=usual_review()
    )
    db.session.commit()
    return made


def make_disputes(registration: Registration, elsewhere: Registration, by: User) -> dict[str, int]:
    """On one unit more of a learner: an appeal, its evidence set aside and held; cover for another."""
    [criterion] = criteria_of(registration, 1)[-1:]
    sent = make_submission(registration, [criterion])
    [judgement] = judge(sent, [criterion], CriterionState.NOT_YET_MET)
    return {
        "appeal_id": make_appeal(registration, judgement).id,
        "case_id": make_case(sent.revision.item, registration.assessor).id,
        "cover_id": make_cover(elsewhere, by, registration.assessor).id,
        "hold_id": make_hold(registration.learner, by).id,
    }
