"""A learner appeals, somebody else answers at each stage, and what is upheld is judged again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appeals import (
    ANSWER,
    DEADLINES,
    GROUNDS,
    answer,
    make_appeal,
    make_not_yet_met,
    take_further,
)
from tests.factories_assessments import (
    appoint,
    criteria_of,
    judge,
    make_entry,
    make_manager,
    make_registration,
    make_submission,
    proof_of,
    status_of,
)
from tests.factories_register import make_conflict
from trainer.accounts.models import User
from trainer.appeals import actions, policies, queries
from trainer.appeals.models import Appeal, AppealStatus, Stage
from trainer.assessments.actions.correcting import correct
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    SubmissionStatus,
)
from trainer.assessments.rules import VACSR
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationNumber
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def tess(app: object) -> User:
    person = make_user("Tess Administrator")
    appoint(person, Role.TRAINING_ADMIN)
    return person


def state_of(judgement: Judgement) -> CriterionState:
    return db.session.scalars(
        sa.select(CriterionStanding.state).where(
            CriterionStanding.criterion_id == judgement.criterion_id
        )
    ).one()


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def to_panel(registration: Registration) -> Appeal:
    appeal = make_appeal(registration)
    answer(appeal, registration.assessor)
    take_further(appeal)
    answer(appeal, registration.iqa)
    take_further(appeal)
    return appeal


def test_the_assessor_is_asked_first(registration: Registration, ben: User) -> None:
    appeal = make_appeal(registration)
    assert (appeal.status, appeal.stage) == (AppealStatus.OPEN, Stage.ASSESSOR)
    assert policies.hearer_of(appeal) == ben
    assert appeal.due_on == clock.today() + timedelta(days=10)
    assert any("asks you to look" in words for words in told(ben))


def test_what_is_upheld_is_judged_again_on_the_same_evidence(
    registration: Registration, ben: User, ada: User
) -> None:
    judgement = make_not_yet_met(registration)
    assert judgement.submission is not None
    assert status_of(judgement.submission) is SubmissionStatus.RETURNED
    appeal = make_appeal(registration, judgement)
    answer(appeal, ben, upheld=True)
    assert status_of(appeal) is AppealStatus.UPHELD
    assert state_of(judgement) is CriterionState.REOPENED
    reopened = db.session.scalars(
        sa.select(Judgement).where(Judgement.supersedes_id == judgement.id)
    ).one()
    assert (reopened.judge, reopened.reason) == (ben, ANSWER)
    correct(
        reopened,
        actor=ben,
        outcome=CriterionState.MET,
        vacsr=VACSR,
        vacsr_note="",
        relied_on=[judgement.submission.revision_id],
        feedback="You are right.",
        reason="The card shows it.",
    )
    db.session.commit()
    assert state_of(judgement) is CriterionState.MET
    assert status_of(judgement.submission) is SubmissionStatus.ACCEPTED
    assert any("is upheld" in words for words in told(ada))


def test_an_answer_that_does_not_uphold_leaves_the_judgement_and_opens_the_next_stage(
    registration: Registration, ben: User, cleo: User
) -> None:
    appeal = make_appeal(registration)
    answer(appeal, ben)
    assert status_of(appeal) is AppealStatus.ANSWERED
    assert state_of(appeal.against[0].judgement) is CriterionState.NOT_YET_MET
    take_further(appeal)
    assert (appeal.stage, policies.hearer_of(appeal)) == (Stage.IQA, cleo)
    assert any("asks you to look" in words for words in told(cleo))


def test_a_panel_is_chosen_from_people_with_no_part_in_it(
    registration: Registration, tess: User, ada: User, ben: User, cleo: User, dev: User
) -> None:
    appeal = to_panel(registration)
    manager, relative = make_user("Mo Manager"), make_user("Rae Relative")
    for person in (dev, manager, relative):
        appoint(person, Role.IQA)
    make_manager(manager, ada)
    make_conflict(relative, ada)
    assert policies.hearer_of(appeal) is None
    assert queries.possible_hearers(appeal) == [dev, tess]
    for person in (ada, ben, cleo, manager, relative):
        with pytest.raises(Unacceptable):
            actions.choose_hearer(appeal, actor=tess, hearer=person)
    actions.choose_hearer(appeal, actor=tess, hearer=dev)
    with pytest.raises(Refused, match="Only Dev Admin"):
        answer(appeal, tess)
    answer(appeal, dev)
    assert status_of(appeal) is AppealStatus.CLOSED


def test_an_award_of_others_goes_to_the_awarding_organisation_last(
    registration: Registration, tess: User, dev: User
) -> None:
    registration.awarding = QualificationNumber(
        version=registration.version, organisation="Wharf Awards", number="601/0000/1"
    )
    appeal = to_panel(registration)
    appoint(dev, Role.IQA)
    actions.choose_hearer(appeal, actor=tess, hearer=dev)
    answer(appeal, dev)
    assert status_of(appeal) is AppealStatus.ANSWERED
    take_further(appeal)
    with pytest.raises(Refused):
        actions.choose_hearer(appeal, actor=tess, hearer=dev)
    with pytest.raises(Refused, match="earlier stage"):
        answer(appeal, dev)
    answer(appeal, tess, upheld=True)
    assert status_of(appeal) is AppealStatus.UPHELD


def test_a_quality_assurer_who_judged_it_before_does_not_answer(
    registration: Registration, ben: User, cleo: User, dev: User, tess: User
) -> None:
    judgement = make_not_yet_met(registration)
    make_entry(cleo, registration.version)
    make_entry(dev, registration.version)
    registration.assessor = dev
    db.session.commit()
    appeal = make_appeal(registration, judgement)
    with pytest.raises(Refused):
        answer(appeal, ben)
    answer(appeal, dev)
    make_entry(ben, registration.version, duty=Duty.VERIFY)
    registration.iqa = ben
    db.session.commit()
    take_further(appeal)
    assert policies.hearer_of(appeal) is None
    with pytest.raises(Refused, match="took part"):
        answer(appeal, ben)
    assert any("See to it that somebody answers" in words for words in told(tess))
    assert queries.possible_hearers(appeal) == [cleo]


@pytest.mark.parametrize("who", ["ada", "cleo", "eve"])
def test_only_whose_turn_it_is_answers(
    who: str, registration: Registration, request: pytest.FixtureRequest
) -> None:
    appeal = make_appeal(registration)
    with pytest.raises(Refused):
        answer(appeal, request.getfixturevalue(who))
    assert status_of(appeal) is AppealStatus.OPEN


def test_an_assessor_off_the_register_does_not_answer(
    registration: Registration, ben: User
) -> None:
    appeal = make_appeal(registration)
    ben.active = False
    db.session.commit()
    assert policies.hearer_of(appeal) is None
    with pytest.raises(Refused, match="has left"):
        answer(appeal, ben)


@pytest.mark.parametrize("who", ["ben", "cleo", "eve"])
def test_only_the_learner_appeals(
    who: str, registration: Registration, request: pytest.FixtureRequest
) -> None:
    judgement = make_not_yet_met(registration)
    with pytest.raises(Refused, match="Only the learner"):
        actions.appeal(
            registration.units[0],
            actor=request.getfixturevalue(who),
            judgements=[judgement.id],
            grounds=GROUNDS,
            deadlines=DEADLINES,
        )


def test_a_judgement_is_appealed_against_once(registration: Registration, ada: User) -> None:
    appeal = make_appeal(registration)
    actions.withdraw(appeal, actor=ada)
    with pytest.raises(Unacceptable, match="Tick the judgements"):
        make_appeal(registration, appeal.against[0].judgement)


def test_what_is_met_is_not_appealed_against(registration: Registration) -> None:
    first = criteria_of(registration)[:1]
    [judgement] = judge(make_submission(registration, first), first)
    with pytest.raises(Unacceptable, match="Tick the judgements"):
        make_appeal(registration, judgement)


def test_after_the_last_day_nothing_is_appealed_against(registration: Registration) -> None:
    judgement = make_not_yet_met(registration)
    with (
        time_machine.travel(clock.now() + timedelta(days=21), tick=False),
        pytest.raises(Unacceptable, match="Tick the judgements"),
    ):
        make_appeal(registration, judgement)


def test_after_the_last_day_an_answer_stands(registration: Registration, ben: User) -> None:
    appeal = make_appeal(registration)
    answer(appeal, ben)
    with (
        time_machine.travel(clock.now() + timedelta(days=11), tick=False),
        pytest.raises(Refused, match="last day"),
    ):
        take_further(appeal)


def test_an_appeal_says_why(registration: Registration, ada: User) -> None:
    judgement = make_not_yet_met(registration)
    with pytest.raises(Unacceptable, match="Say why"):
        actions.appeal(
            judgement.unit_assessment,
            actor=ada,
            judgements=[judgement.id],
            grounds="  ",
            deadlines=DEADLINES,
        )


def test_an_answer_is_written_and_signed(registration: Registration, ben: User) -> None:
    appeal = make_appeal(registration)
    with pytest.raises(Unacceptable, match="Say what you found"):
        answer(appeal, ben, words=" ")
    with pytest.raises(Refused, match="password"):
        actions.answer(
            appeal,
            actor=ben,
            proof=proof_of(ben, ago=timedelta(minutes=6)),
            upheld=True,
            words=ANSWER,
            deadlines=DEADLINES,
        )


def test_what_was_met_by_other_evidence_meanwhile_stays_met(
    registration: Registration, ben: User
) -> None:
    judgement = make_not_yet_met(registration)
    appeal = make_appeal(registration, judgement)
    every = criteria_of(registration)
    judge(make_submission(registration, every), every)
    assert status_of(registration.units[0]) is UnitStatus.READY
    answer(appeal, ben, upheld=True)
    assert state_of(judgement) is CriterionState.MET
    assert status_of(registration.units[0]) is UnitStatus.READY


def test_an_appeal_upheld_after_the_end_of_a_registration_opens_nothing(
    registration: Registration, ben: User
) -> None:
    appeal = make_appeal(registration)
    registration.status = RegistrationStatus.WITHDRAWN
    db.session.commit()
    with pytest.raises(Refused, match="has ended"):
        make_appeal(registration, appeal.against[0].judgement)
    answer(appeal, ben, upheld=True)
    assert state_of(appeal.against[0].judgement) is CriterionState.NOT_YET_MET


def test_the_database_lets_nobody_answer_twice(registration: Registration, ben: User) -> None:
    appeal = make_appeal(registration)
    made = answer(appeal, ben)
    columns = "appeal_id, decider_id, learner_id, upheld, words, reference, meaning, printed_name"
    statement = (
        f"INSERT INTO appeal_outcomes ({columns}, stage, reauthenticated_at, decided_at) SELECT"
        f" {columns}, 'iqa', reauthenticated_at, decided_at FROM appeal_outcomes WHERE id = {made.id}"
    )
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        db.session.execute(sa.text(statement))


def test_choosing_who_answers_takes_as_many_statements_for_many_as_for_few(
    registration: Registration, count_queries: CountQueries
) -> None:
    appeal = make_appeal(registration)
    appeal.stage = Stage.IQA
    db.session.commit()
    counts = []
    for more in (1, 12):
        for number in range(more):
            person = make_user(f"Quinn Number{more}{number}")
            appoint(person, Role.IQA)
            make_entry(person, registration.version, duty=Duty.VERIFY)
        db.session.commit()
        with count_queries() as statements:
            assert len(queries.possible_hearers(appeal)) >= more
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
