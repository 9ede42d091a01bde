"""Every decision asks the register when it is made: entry, suspension, check, site and unit."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    appoint,
    criteria_of,
    draft,
    judge,
    make_entry,
    make_qualification,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    make_unit,
    proof_of,
    seen,
    sign_drafts,
)
from tests.factories_people import make_site
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, signing
from trainer.assessments.models import CriterionState
from trainer.assessments.rules import VACSR
from trainer.assessors import actions as register
from trainer.assessors.models import CompetenceCheck, Duty, RegisterEntry, Standing
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.quality import actions as quality
from trainer.registrations.actions.crediting import credit
from trainer.registrations.models import Registration, UnitAssessment

Stop = Callable[[RegisterEntry, User], None]


def suspend(entry: RegisterEntry, admin: User) -> None:
    register.suspend(entry, actor=admin, reason="A complaint is looked into.")


def let_the_check_run_out(entry: RegisterEntry, admin: User) -> None:
    day = clock.today()
    entry.competence.append(
        CompetenceCheck(
            shown_by="Ten years at the counter",
            checked_by="Somebody",
            checked_on=day - timedelta(days=365),
            review_on=day,
            recorded_at=clock.now(),
        )
    )


def ask_for_a_first_check(entry: RegisterEntry, admin: User) -> None:
    entry.checked_first = True


def keep_to_another_site(entry: RegisterEntry, admin: User) -> None:
    elsewhere = make_site("Elsewhere")
    entry.sites.append(elsewhere)


def keep_to_another_unit(entry: RegisterEntry, admin: User) -> None:
    another = make_unit().unit
    entry.units.append(another)


STOPS: dict[str, tuple[Stop, str]] = {
    "suspended": (suspend, "suspended"),
    "never checked": (ask_for_a_first_check, "how .* showed that they are competent"),
    "check run out": (let_the_check_run_out, "competence"),
    "another site": (keep_to_another_site, "at other sites"),
    "another unit": (keep_to_another_unit, "other units"),
}


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def admin(dev: User) -> User:
    appoint(dev, Role.TRAINING_ADMIN)
    return dev


def entry_of(person: User, duty: Duty = Duty.ASSESS) -> RegisterEntry:
    return db.session.query(RegisterEntry).filter_by(holder_id=person.id, duty=duty).one()


def stopped(how: str, entry: RegisterEntry, admin: User) -> str:
    stop, words = STOPS[how]
    stop(entry, admin)
    db.session.commit()
    return words


@pytest.mark.parametrize("how", STOPS)
def test_judging(registration: Registration, admin: User, how: str) -> None:
    sent, criteria = make_submission(registration), criteria_of(registration)
    draft(sent, criteria[0])
    words = stopped(how, entry_of(registration.assessor), admin)
    with pytest.raises(Refused, match=words):
        draft(sent, criteria[0])
    with pytest.raises(Refused, match=words):
        sign_drafts(sent)


@pytest.mark.parametrize("how", STOPS)
def test_correcting(registration: Registration, admin: User, how: str) -> None:
    criteria = criteria_of(registration)
    [judgement] = judge(make_submission(registration), criteria[:1])
    words = stopped(how, entry_of(registration.assessor), admin)
    with pytest.raises(Refused, match=words):
        correcting.correct(
            judgement,
            actor=registration.assessor,
            outcome=CriterionState.NOT_YET_MET,
            vacsr=VACSR,
            vacsr_note="",
            relied_on=[],
            feedback="Not quite.",
            reason="I misread it.",
        )


@pytest.mark.parametrize("how", STOPS)
def test_signing(registration: Registration, admin: User, how: str) -> None:
    unit, learner, assessor = make_ready(registration), registration.learner, registration.assessor
    signing.sign_as_learner(unit, actor=learner, proof=proof_of(learner), seen=seen(unit))
    words = stopped(how, entry_of(assessor), admin)
    with pytest.raises(Refused, match=words):
        signing.sign_as_assessor(unit, actor=assessor, proof=proof_of(assessor), seen=seen(unit))


@pytest.mark.parametrize("duty", [Duty.ASSESS, Duty.COUNTERSIGN])
@pytest.mark.parametrize("how", STOPS)
def test_countersigning(
    registration: Registration, admin: User, eve: User, how: str, duty: Duty
) -> None:
    entry_of(registration.assessor).standing = Standing.WORKING_TOWARDS
    entry = make_entry(eve, registration.version, duty=duty)
    appoint(eve, Role.ASSESSOR)
    unit = make_signed(registration)
    words = stopped(how, entry, admin)
    for act in (
        lambda: signing.countersign(unit, actor=eve, proof=proof_of(eve), seen=seen(unit)),
        lambda: signing.refuse_to_countersign(
            unit, actor=eve, criteria=[criteria_of(registration)[0].id], reason="Look again."
        ),
    ):
        with pytest.raises(Refused, match=words):
            act()


def test_somebody_entered_for_countersigning_alone_puts_the_second_name(
    registration: Registration, eve: User
) -> None:
    entry_of(registration.assessor).standing = Standing.WORKING_TOWARDS
    make_entry(eve, registration.version, duty=Duty.COUNTERSIGN)
    appoint(eve, Role.ASSESSOR)
    unit = make_signed(registration)
    signing.countersign(unit, actor=eve, proof=proof_of(eve), seen=seen(unit))
    db.session.commit()
    assert run() == []


def release(unit: UnitAssessment) -> None:
    iqa = unit.registration.iqa
    quality.release(
        [unit],
        actor=iqa,
        proof=proof_of(iqa),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    db.session.commit()


@pytest.mark.parametrize("how", STOPS)
def test_releasing_and_asking_again(registration: Registration, admin: User, how: str) -> None:
    unit = make_signed(registration)
    words = stopped(how, entry_of(registration.iqa, Duty.VERIFY), admin)
    with pytest.raises(Refused, match=words):
        release(unit)
    with pytest.raises(Refused, match=words):
        quality.ask_again(
            unit,
            actor=registration.iqa,
            criteria=[criteria_of(registration)[0].id],
            note="Look again.",
        )


@pytest.mark.parametrize("how", STOPS)
def test_the_final_check(registration: Registration, admin: User, how: str) -> None:
    release(make_signed(registration))
    words = stopped(how, entry_of(registration.iqa, Duty.VERIFY), admin)
    with pytest.raises(Refused, match=words):
        quality.complete(registration, actor=registration.iqa, proof=proof_of(registration.iqa))


@pytest.mark.parametrize("how", STOPS)
def test_crediting(registration: Registration, admin: User, how: str) -> None:
    words = stopped(how, entry_of(registration.assessor), admin)
    with pytest.raises(Refused, match=words):
        credit(
            registration.units[0], actor=registration.assessor, proof="elsewhere:1", held_code="X"
        )


def test_one_unit_of_an_entry_can_be_judged_while_another_can_not(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    entry = entry_of(ben)
    entry.units.append(registration.units[0].unit_version.unit)
    db.session.commit()
    mine, other = criteria_of(registration, 0), criteria_of(registration, 1)
    sent = make_submission(registration, [*mine, *other])
    judge(sent, mine)
    with pytest.raises(Refused, match="other units"):
        draft(sent, other[0])


@pytest.mark.parametrize("how", ["suspended", "check run out"])
def test_what_was_decided_before_stands(registration: Registration, admin: User, how: str) -> None:
    release(make_signed(registration))
    quality.complete(registration, actor=registration.iqa, proof=proof_of(registration.iqa))
    db.session.commit()
    with clock.at(clock.now() + timedelta(minutes=1)):
        for person, duty in ((registration.assessor, Duty.ASSESS), (registration.iqa, Duty.VERIFY)):
            stopped(how, entry_of(person, duty), admin)
    assert run() == []


def test_a_lifted_suspension_lets_decisions_be_made_again(
    registration: Registration, admin: User
) -> None:
    entry = entry_of(registration.assessor)
    suspend(entry, admin)
    register.lift(entry, actor=admin, reason="Nothing was found.")
    db.session.commit()
    judge(make_submission(registration), criteria_of(registration))


def test_the_holder_is_told_and_administrators_of_the_work_that_waits(
    registration: Registration, admin: User
) -> None:
    def notices(person: User) -> list[str]:
        asked = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        return list(db.session.scalars(asked))

    tess = make_admin()
    entry = entry_of(registration.assessor)
    suspend(entry, admin)
    db.session.commit()
    [words] = notices(registration.assessor)
    assert words.endswith("is suspended. Read there why.")
    assert "can’t assess or quality assure any more" in notices(tess)[0]
    register.lift(entry, actor=admin, reason="Nothing was found.")
    db.session.commit()
    assert notices(registration.assessor)[1].endswith("is lifted.")


def test_an_outsider_s_entry_says_nothing_of_them(registration: Registration, admin: User) -> None:
    other = make_user("Another Assessor")
    suspend(make_entry(other, registration.version), admin)
    db.session.commit()
    judge(make_submission(registration), criteria_of(registration))
