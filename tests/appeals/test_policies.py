"""Who sees an appeal, takes it further or back, chooses who answers it, and answers it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories import make_user
from tests.factories_appeals import answer, make_appeal
from tests.factories_assessments import make_registration
from tests.factories_people import appoint, make_holder, make_site
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.appeals import policies
from trainer.appeals.fitness import around
from trainer.appeals.models import Appeal, AppealStatus, Stage
from trainer.assessments.policies import DECIDING
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus

S = AppealStatus
WAITS = {S.OPEN}


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def appeal(registration: Registration) -> Appeal:
    return make_appeal(registration)


def sees(person: User, appeal: Appeal) -> bool:
    found = policies.visible_to(person).where(Appeal.id == appeal.id)
    return db.session.scalar(found) is not None


def test_those_with_a_part_see_it(
    registration: Registration, appeal: Appeal, ada: User, ben: User, cleo: User, eve: User
) -> None:
    here = make_site()
    registration.site = here
    db.session.commit()
    near = make_holder("Near Administrator", Role.TRAINING_ADMIN, site=here)
    far = make_holder("Far Administrator", Role.TRAINING_ADMIN, site=make_site("Mill Lane"))
    assert [sees(one, appeal) for one in (ada, ben, cleo, near)] == [True] * 4
    assert [sees(one, appeal) for one in (eve, far)] == [False] * 2
    appeal.hearer_id = eve.id
    db.session.commit()
    assert sees(eve, appeal)


def test_whoever_answered_sees_it_when_the_learner_has_another_assessor(
    registration: Registration, appeal: Appeal, ben: User, eve: User
) -> None:
    answer(appeal, ben)
    registration.assessor_id = eve.id
    db.session.commit()
    assert sees(ben, appeal)
    assert sees(eve, appeal)


def test_whoever_answered_one_appeal_sees_no_other(
    appeal: Appeal, ben: User, dev: User, eve: User
) -> None:
    other = make_appeal(make_registration(eve, dev, make_user("Olu Assurer")))
    answer(other, dev)
    assert sees(dev, other)
    assert not sees(dev, appeal)
    assert not sees(ben, other)


@pytest.mark.parametrize("status", list(RegistrationStatus))
def test_the_learner_appeals_while_something_is_decided(
    registration: Registration, ada: User, ben: User, status: RegistrationStatus
) -> None:
    registration.status = status
    unit = registration.units[0]
    verdict = policies.may_appeal(ada, unit)
    assert bool(verdict) is (status in DECIDING)
    assert verdict or "has ended" in verdict.reason
    assert "Only the learner" in policies.may_appeal(ben, unit).reason


@pytest.mark.parametrize("status", list(S))
def test_only_what_was_answered_is_taken_further(
    appeal: Appeal, ada: User, ben: User, status: AppealStatus
) -> None:
    appeal.status = status
    verdict = policies.may_take_further(ada, appeal, appeal.due_on)
    assert bool(verdict) is (status is S.ANSWERED)
    assert verdict or "no answer to take further" in verdict.reason
    assert "Only the learner" in policies.may_take_further(ben, appeal, appeal.due_on).reason


def test_the_last_day_to_take_it_further_counts(appeal: Appeal, ada: User) -> None:
    appeal.status = S.ANSWERED
    day = timedelta(days=1)
    assert policies.may_take_further(ada, appeal, appeal.due_on)
    late = policies.may_take_further(ada, appeal, appeal.due_on + day)
    assert "gone by" in late.reason


Asked = Callable[[User, Appeal], Verdict]


@pytest.mark.parametrize("policy", [policies.may_withdraw, policies.may_answer])
@pytest.mark.parametrize("status", list(S))
def test_only_what_waits_is_taken_back_or_answered(
    appeal: Appeal, ada: User, ben: User, policy: Asked, status: AppealStatus
) -> None:
    actor, other = (ada, ben) if policy is policies.may_withdraw else (ben, ada)
    appeal.status = status
    verdict = policy(actor, appeal)
    assert bool(verdict) is (status in WAITS)
    assert verdict or "doesn’t wait for an answer" in verdict.reason
    assert not policy(other, appeal)


def test_only_the_learner_takes_it_back(appeal: Appeal, ben: User) -> None:
    assert "Only the learner" in policies.may_withdraw(ben, appeal).reason


def test_whose_turn_it_is(appeal: Appeal, ben: User, cleo: User, dev: User) -> None:
    appoint(dev, Role.IQA)
    assert policies.hearer_of(appeal) == ben
    assert policies.hearer_of(appeal, around(appeal, [ben])) == ben
    appeal.stage = Stage.IQA
    assert policies.hearer_of(appeal) == cleo
    appeal.stage = Stage.PANEL
    assert policies.hearer_of(appeal) is None
    appeal.hearer = dev
    assert policies.hearer_of(appeal) == dev
    dev.active = False
    assert policies.hearer_of(appeal) is None


def test_only_whose_turn_it_is_answers(appeal: Appeal, ada: User, ben: User, dev: User) -> None:
    olu = make_holder("Olu Assurer", Role.IQA)
    appoint(dev, Role.IQA)
    assert "your own appeal" in policies.may_answer(ada, appeal).reason
    assert "the role or the place" in policies.may_answer(dev, appeal).reason
    appeal.stage = Stage.PANEL
    assert "choose first" in policies.may_answer(dev, appeal).reason
    appeal.hearer = olu
    assert "Only Olu Assurer can answer" in policies.may_answer(dev, appeal).reason
    assert policies.may_answer(olu, appeal)
    assert "took part" in policies.may_answer(ben, appeal).reason


def test_an_administrator_of_the_site_records_what_the_awarding_organisation_answered(
    registration: Registration, appeal: Appeal, dev: User
) -> None:
    registration.site, appeal.stage = make_site(), Stage.AWARDING
    db.session.commit()
    far = make_holder("Far Administrator", Role.TRAINING_ADMIN, site=make_site("Mill Lane"))
    near = make_holder("Near Administrator", Role.TRAINING_ADMIN, site=registration.site)
    assert policies.may_answer(make_admin(), appeal)
    assert policies.may_answer(near, appeal)
    assert "administrator does this" in policies.may_answer(far, appeal).reason
    assert not policies.may_answer(dev, appeal)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.ASSESSOR, "The assessor looks again first"),
        (Stage.IQA, ""),
        (Stage.PANEL, ""),
        (Stage.AWARDING, "Record what they wrote"),
    ],
)
def test_an_administrator_chooses_who_answers(
    appeal: Appeal, ada: User, ben: User, stage: Stage, said: str
) -> None:
    tess = make_admin()
    appeal.stage = stage
    verdict = policies.may_choose_hearer(tess, appeal)
    assert bool(verdict) is (said == "")
    assert said in verdict.reason
    assert not policies.may_choose_hearer(ben, appeal)
    appoint(ada, Role.TRAINING_ADMIN)
    assert "their own appeal" in policies.may_choose_hearer(ada, appeal).reason
    appeal.status = S.ANSWERED
    assert "doesn’t wait" in policies.may_choose_hearer(tess, appeal).reason


def test_whoever_is_chosen_is_fit(appeal: Appeal, ben: User, dev: User) -> None:
    tess, olu = make_admin(), make_holder("Olu Assurer", Role.IQA)
    appeal.stage = Stage.PANEL
    assert policies.may_choose(tess, appeal, olu)
    assert "took part" in policies.may_choose(tess, appeal, ben).reason
    assert "administrator does this" in policies.may_choose(dev, appeal, olu).reason
    olu.active = False
    assert "has left" in policies.may_choose(tess, appeal, olu).reason


@pytest.mark.usefixtures("app")
def test_only_administrators_look_through_appeals() -> None:
    assert policies.may_look_through(make_admin())
    refused = policies.may_look_through(make_user())
    assert "looks through appeals" in refused.reason
