"""A cohort is registered one by one: whom a rule refuses keeps the reason and stops nobody else."""

import pytest
import sqlalchemy as sa

from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_catalogue import SMALL, make_version
from tests.factories_people import make_placement, make_site
from tests.factories_register import make_admin, make_assessor, make_conflict, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.cohorts.actions import preparing, registering
from trainer.cohorts.models import Cohort, CohortStatus
from trainer.cohorts.policies import may_register
from trainer.cohorts.queries import obstacles, shown
from trainer.cohorts.tasks import register_cohort
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus

UNITS = ["SM-2"]


@pytest.fixture
def tess(app: object) -> User:
    return make_admin()


def make_learners(number: int) -> list[User]:
    return [make_user(f"Learner Number{one}") for one in range(1, number + 1)]


def make_cohort(tess: User, learners: list[User]) -> Cohort:
    version = make_version()
    cohort = preparing.begin(actor=tess, name="Spring starters", version=version)
    preparing.add(cohort, actor=tess, lines=[one.staff_number for one in learners])
    preparing.arrange(
        cohort,
        actor=tess,
        iqa=make_iqa(version.qualification),
        assessors=[
            make_assessor(version.qualification),
            make_assessor(version.qualification, make_user("Dora Second")),
        ],
        units=UNITS,
        awarding=version.numbers[0],
        found="They know the tills.",
    )
    db.session.commit()
    return cohort


def carry_out(cohort: Cohort, tess: User) -> None:
    registering.send_off(cohort, actor=tess)
    db.session.commit()
    register_cohort(cohort.id)


def test_everybody_is_registered_and_can_start(tess: User) -> None:
    learners = make_learners(4)
    site = make_site("Quay Street")
    make_placement(learners[0], site=site)
    cohort = make_cohort(tess, learners)
    assert obstacles(cohort, tess) == {}
    carry_out(cohort, tess)
    made = db.session.scalars(sa.select(Registration).order_by(Registration.id)).all()
    assert [one.learner for one in made] == learners
    assert {one.status for one in made} == {RegistrationStatus.ACTIVE}
    assert made[0].site == site
    assert {one.initial_assessment.found for one in made if one.initial_assessment} == {
        "They know the tills."
    }
    assert len({one.assessor for one in made}) == 2
    assert cohort.status is CohortStatus.DONE
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == tess.id)).all()
    assert "4 learners of “Spring starters” are registered." in told
    entered = db.session.scalars(sa.select(LedgerEntry.kind)).all()
    assert entered.count("Registered") == 4


def test_a_refusal_stops_nobody_else_and_can_be_tried_again(tess: User) -> None:
    learners = make_learners(3)
    cohort = make_cohort(tess, learners)
    learners[1].active = False
    db.session.commit()
    carry_out(cohort, tess)
    first, second, third = cohort.members
    assert first.registration_id
    assert third.registration_id
    assert (second.registration_id, second.refusal) == (None, "Learner Number2 has left.")
    learners[1].active = True
    db.session.commit()
    carry_out(cohort, tess)
    assert second.registration_id is not None
    assert second.refusal == ""
    assert db.session.query(Registration).count() == 3


def test_what_stands_in_the_way_is_said_beforehand_in_few_statements(
    tess: User, count_queries: CountQueries
) -> None:
    learners = make_learners(3)
    cohort = make_cohort(tess, learners)
    make_registration(learners[0], cohort.version)
    assessor = cohort.members[1].assessor
    assert assessor is not None
    make_conflict(learners[1], assessor)
    db.session.expire_all()
    cohort = db.session.scalars(shown(tess)).unique().one()
    assert tess.holds(Role.TRAINING_ADMIN)
    with count_queries() as statements:
        found = obstacles(cohort, tess)
    assert len(statements) == 3, "\n".join(statements)
    assert found[cohort.members[0].id] == "Learner Number1 is registered on this already."
    assert cohort.members[1].id in found
    assert cohort.members[2].id not in found


def test_the_worker_may_be_stopped_at_any_member_and_asked_again(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(2))
    registering.send_off(cohort, actor=tess)
    db.session.commit()
    registering.register_member(cohort.members[0].id)
    db.session.commit()
    register_cohort(cohort.id)
    register_cohort(cohort.id)
    assert db.session.query(Registration).count() == 2
    assert cohort.status is CohortStatus.DONE


def test_it_is_sent_off_once(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(1))
    registering.send_off(cohort, actor=tess)
    db.session.commit()
    with pytest.raises(Refused, match="being registered at the moment"):
        registering.send_off(cohort, actor=tess)
    with pytest.raises(Refused, match="at the moment"):
        preparing.add(cohort, actor=tess, lines=["x"])
    asked = sa.select(OutboxItem).where(OutboxItem.task == Task.REGISTER_COHORT)
    assert len(db.session.scalars(asked).all()) == 1


def test_a_line_that_names_nobody_or_several_adds_nobody(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(1))
    make_user("Same Name")
    make_user("Same Name")
    single = make_user("Only One")
    with pytest.raises(Unacceptable, match=r"Nobody at work here is “zz99”.*Several people"):
        preparing.add(cohort, actor=tess, lines=["zz99", "Same Name", "Only One"])
    assert len(cohort.members) == 1
    assert preparing.add(cohort, actor=tess, lines=["Only One", single.staff_number.upper()]) == 1


def test_changing_the_assessors_shares_out_only_those_who_lose_theirs(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(4))
    kept = cohort.members[0].assessor
    assert kept is not None
    assert cohort.iqa is not None
    newcomer = make_assessor(cohort.version.qualification, make_user("Nia Third"))
    stays = {one.id for one in cohort.members if one.assessor == kept}
    preparing.arrange(cohort, actor=tess, iqa=cohort.iqa, assessors=[kept, newcomer], units=UNITS)
    assert {one.id for one in cohort.members if one.assessor == kept} == stays
    assert {one.assessor for one in cohort.members} == {kept, newcomer}


def test_outsiders_neither_prepare_nor_register(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(1))
    with pytest.raises(Refused):
        preparing.begin(actor=make_user(), name="Mine", version=cohort.version)
    with pytest.raises(Refused):
        registering.send_off(cohort, actor=make_user())


def test_it_is_given_up_only_while_nobody_is_registered(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(1))
    preparing.discard(cohort, actor=tess)
    db.session.commit()
    assert db.session.query(Cohort).count() == 0
    other = make_cohort(tess, [make_user("Late Comer")])
    carry_out(other, tess)
    with pytest.raises(Refused, match="stays on record"):
        preparing.discard(other, actor=tess)


def test_a_cohort_goes_on_to_the_version_that_takes_learners_now(tess: User) -> None:
    cohort = make_cohort(tess, make_learners(1))
    later = make_version(SMALL.replace("Say hello first", "Say hello first and before"))
    db.session.expire_all()
    assert not may_register(tess, cohort)
    with pytest.raises(Refused, match="Another version"):
        registering.send_off(cohort, actor=tess)
    assessors = [one.assessor for one in cohort.members if one.assessor]
    assert cohort.iqa is not None
    preparing.arrange(
        cohort,
        actor=tess,
        iqa=cohort.iqa,
        assessors=assessors,
        units=UNITS,
        awarding=later.numbers[0] if later.numbers else None,
    )
    db.session.commit()
    assert cohort.version == later
    assert may_register(tess, cohort)
