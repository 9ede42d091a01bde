"""Who sees a case and does which step of it, and what whoever may not is told."""

import pytest

from tests.factories import make_user
from tests.factories_appeals import make_case, make_reported
from tests.factories_assessments import make_manager, make_registration, make_submission
from tests.factories_people import appoint, make_holder, make_site
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.core.policy import YES
from trainer.extensions import db
from trainer.malpractice import policies
from trainer.malpractice.fitness import around
from trainer.malpractice.models import Case, CaseStatus
from trainer.people.models import Role
from trainer.registrations.models import Registration

S = CaseStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def case(registration: Registration, ben: User) -> Case:
    return make_case(make_submission(registration).revision.item, ben)


def sees(person: User, case: Case) -> bool:
    return db.session.scalar(policies.visible_to(person).where(Case.id == case.id)) is not None


def test_those_with_a_part_see_it_and_whom_it_is_about_does_not(
    case: Case, ada: User, ben: User, cleo: User, eve: User
) -> None:
    tess = make_admin()
    assert [sees(one, case) for one in (ben, cleo, tess)] == [True, True, True]
    assert [sees(one, case) for one in (ada, eve)] == [False, False]
    case.investigator_id = eve.id
    db.session.commit()
    assert sees(eve, case)


def test_whoever_wrote_in_one_case_sees_no_other(
    registration: Registration, case: Case, dev: User, eve: User
) -> None:
    elsewhere = make_registration(eve, dev, make_user("Olu Assurer"))
    other = make_case(make_submission(elsewhere).revision.item, dev)
    assert sees(dev, other)
    assert not sees(dev, case)


def test_an_assessor_whom_it_is_about_does_not_see_it(
    registration: Registration, ben: User, cleo: User
) -> None:
    case = make_case(make_submission(registration).revision.item, cleo, concerned=ben)
    assert sees(cleo, case)
    assert not sees(ben, case)
    appoint(ben, Role.TRAINING_ADMIN)
    assert not sees(ben, case)


def test_a_learner_with_a_role_does_not_see_a_case_about_their_assessor(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    case = make_case(make_submission(registration).revision.item, cleo, concerned=ben)
    appoint(ada, Role.TRAINING_ADMIN)
    assert not sees(ada, case)


def test_a_learner_with_a_role_does_not_see_the_case_about_them(case: Case, ada: User) -> None:
    appoint(ada, Role.TRAINING_ADMIN)
    assert not sees(ada, case)


def test_those_with_a_part_in_the_work_set_it_aside(
    registration: Registration, ada: User, ben: User, cleo: User, eve: User
) -> None:
    for person in (ben, cleo, make_admin()):
        assert policies.may_see_learner(person, ada) == YES
        assert policies.may_set_aside(person, ada, ada) == YES
    assert "no part in assessing" in policies.may_set_aside(eve, ada, ada).reason
    assert "their own work" in policies.may_set_aside(ada, ada, ben).reason
    assert "no part in it" in policies.may_set_aside(ben, ada, ben).reason
    assert policies.may_see_learner(ben, ada)
    assert not policies.may_see_learner(ada, ada)
    cleo.active = False
    assert "has left" in policies.may_set_aside(cleo, ada, ada).reason


@pytest.mark.parametrize("status", list(S))
def test_an_administrator_chooses_who_looks_into_it_while_nobody_has(
    case: Case, cleo: User, status: CaseStatus
) -> None:
    tess = make_admin()
    case.status = status
    verdict = policies.may_ask_investigator(tess, case)
    assert bool(verdict) is (status in {S.SET_ASIDE, S.INVESTIGATING})
    assert verdict or "looked into already" in verdict.reason
    assert not policies.may_ask_investigator(cleo, case)


def test_nobody_chooses_who_looks_into_what_is_about_them_or_elsewhere(
    registration: Registration, case: Case, ada: User, ben: User
) -> None:
    elsewhere = make_holder("Far Administrator", Role.TRAINING_ADMIN, site=make_site())
    assert "administrator chooses" in policies.may_ask_investigator(elsewhere, case).reason
    assert "administrator chooses" in policies.may_ask_investigator(ben, case).reason
    appoint(ada, Role.TRAINING_ADMIN)
    assert "no part in it" in policies.may_ask_investigator(ada, case).reason
    tess = make_admin()
    case.concerned_id = tess.id
    assert "no part in it" in policies.may_ask_investigator(tess, case).reason


def test_somebody_uninvolved_looks_into_it(
    case: Case, ada: User, ben: User, cleo: User, eve: User
) -> None:
    make_manager(eve, ada)
    free = make_user("Nobody Involved")
    known = around(case)
    for given in (None, known):
        assert policies.may_investigate(free, case, given)
        assert "did another step" in policies.may_investigate(ben, case, given).reason
        assert "had a part" in policies.may_investigate(cleo, case, given).reason
        assert "line manager" in policies.may_investigate(eve, case, given).reason
    free.active = False
    assert "has left" in policies.may_investigate(free, case).reason


@pytest.mark.parametrize("status", list(S))
def test_only_the_investigator_reports_and_while_it_is_looked_into(
    case: Case, eve: User, status: CaseStatus
) -> None:
    case.status, case.investigator_id = status, eve.id
    verdict = policies.may_report(eve, case)
    assert bool(verdict) is (status is S.INVESTIGATING)
    assert verdict or "Nothing is being looked into" in verdict.reason
    assert not policies.may_report(make_user(), case)


def test_an_investigator_who_has_come_to_have_a_part_reports_no_more(
    case: Case, ada: User, eve: User
) -> None:
    case.status, case.investigator_id = S.INVESTIGATING, eve.id
    assert policies.may_report(eve, case)
    assert "Only the investigator" in policies.may_report(make_user(), case).reason
    make_manager(eve, ada)
    assert not policies.may_report(eve, case)


def test_a_third_decides_what_was_reported(case: Case, ben: User, cleo: User, eve: User) -> None:
    tess, other = make_admin(), make_admin("Olu Administrator")
    assert "once the investigator has reported" in policies.may_decide(tess, case).reason
    make_reported(case, other, eve)
    known = around(case)
    for given in (None, known):
        assert policies.may_decide(tess, case, given)
        assert "did another step" in policies.may_decide(eve, case, given).reason
        assert not policies.may_decide(ben, case, given)
        assert "no part in assessing" in policies.may_decide(make_user(), case, given).reason


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.TRAINING_ADMIN, True), (Role.IQA, True), (Role.ASSESSOR, False), (None, False)],
)
@pytest.mark.usefixtures("app")
def test_quality_looks_through_cases(role: Role | None, *, may: bool) -> None:
    person = make_holder("Somebody", role) if role else make_user()
    verdict = policies.may_look_through(person)
    assert bool(verdict) is may
    assert verdict or "look through cases" in verdict.reason
