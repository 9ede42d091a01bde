"""Releasing, asking again, the final check: who may, what follows, what the database refuses."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_entry,
    make_manager,
    make_qualification,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    make_waiting_for_iqa,
    proof_of,
    seen,
    status_of,
)
from trainer.accounts.models import User
from trainer.assessments.actions import signing
from trainer.assessments.queries.recomputing import wrong_standings
from trainer.assessors.models import (
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.quality import actions, queries
from trainer.quality.models import FinalCheck, Release, ReleaseLine
from trainer.quality.rules import Why
from trainer.registrations.models import (
    TO_RELEASE,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


def release(*units: UnitAssessment, actor: User, **given: object) -> Release:
    said: dict[str, object] = {
        "proof": proof_of(actor),
        "looked_at": [unit.id for unit in units],
        "seen": actions.mark_of(actions.hashes_of(units)),
    }
    made = actions.release(units, actor=actor, **{**said, **given})  # type: ignore[arg-type]
    db.session.flush()
    return made


def test_a_released_unit_counts_from_today(registration: Registration, cleo: User) -> None:
    unit = make_waiting_for_iqa(registration)
    release(unit, actor=cleo)
    assert (unit.status, unit.achieved_on) == (UnitStatus.ACHIEVED, clock.today())


def test_a_line_says_whether_the_unit_was_looked_into(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    units = [make_waiting_for_iqa(registration, number) for number in (0, 1)]
    made = release(*units, actor=cleo, looked_at=[units[1].id])
    assert [line.sampled for line in made.lines] == [False, True]


def test_the_registration_completes_with_the_last_needed_unit(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    first, second = (make_waiting_for_iqa(registration, number) for number in (0, 1))
    release(first, actor=cleo)
    assert status_of(registration) is RegistrationStatus.ACTIVE
    release(second, actor=cleo)
    assert status_of(registration) is RegistrationStatus.UNITS_COMPLETE


@pytest.mark.parametrize("status", [one for one in UnitStatus if one not in TO_RELEASE])
def test_only_what_waits_is_released_or_asked_about(
    status: UnitStatus, registration: Registration, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    unit.status = status
    db.session.flush()
    with pytest.raises(Refused, match="doesn't wait"):
        release(unit, actor=cleo)
    with pytest.raises(Refused, match="doesn't wait"):
        ask_again(unit, cleo)


def test_who_does_not_release(registration: Registration, ada: User, ben: User, eve: User) -> None:
    unit = make_waiting_for_iqa(registration)
    make_entry(eve, registration.version, duty=Duty.VERIFY)
    for person, why in (
        (ada, "your own work"),
        (ben, "your own decision"),
        (eve, "Only Cleo Manager"),
    ):
        with pytest.raises(Refused, match=why):
            release(unit, actor=person)
        with pytest.raises(Refused, match=why):
            ask_again(unit, person)


def test_nobody_verifies_what_they_once_judged(
    registration: Registration, ben: User, cleo: User, dev: User
) -> None:
    """Even after both have changed places on the registration."""
    unit = make_waiting_for_iqa(registration)
    make_entry(ben, registration.version, duty=Duty.VERIFY)
    registration.iqa, registration.assessor = ben, dev
    db.session.flush()
    with pytest.raises(Refused, match="your own decision"):
        release(unit, actor=ben)


def test_the_register_is_asked_at_the_moment_of_release(
    registration: Registration, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    db.session.execute(sa.delete(RegisterEntry).where(RegisterEntry.duty == Duty.VERIFY))
    with pytest.raises(Refused, match="register"):
        release(unit, actor=cleo)


def test_an_old_password_releases_nothing(registration: Registration, cleo: User) -> None:
    unit = make_waiting_for_iqa(registration)
    with pytest.raises(Refused, match="password again"):
        release(unit, actor=cleo, proof=proof_of(cleo, ago=timedelta(minutes=6)))


def test_what_changed_since_the_page_was_drawn_is_not_released(
    registration: Registration, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    with pytest.raises(Conflict):
        release(unit, actor=cleo, seen="0" * 64)
    assert status_of(unit) is UnitStatus.AWAITING_IQA


@pytest.mark.parametrize("declared", [True, False])
def test_a_line_managers_decision_is_looked_into_before_release(
    declared: bool, registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    if declared:
        tie = ConflictOfInterest(holder=ben, other_id=ada.id, kind=ConflictKind.LINE_MANAGER)
        db.session.add(tie)
        db.session.flush()
    else:
        make_manager(ben, ada)
    with pytest.raises(Unacceptable, match="line manager"):
        release(unit, actor=cleo, looked_at=[])
    release(unit, actor=cleo)


def ask_again(unit: UnitAssessment, actor: User, **given: object) -> None:
    criteria = [criterion.id for criterion in unit.unit_version.criteria[:1]]
    said: dict[str, object] = {"criteria": criteria, "note": "Which order was it?"}
    actions.ask_again(unit, actor=actor, **{**said, **given})  # type: ignore[arg-type]
    db.session.flush()


def test_another_look_reopens_and_everybody_signs_again(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    unit, chosen = make_waiting_for_iqa(registration), criteria_of(registration)[:1]
    ask_again(unit, cleo)
    assert (unit.status, unit.cycle) == (UnitStatus.IQA_ACTION_REQUIRED, 2)
    assert queries.recomputed(unit) is UnitStatus.IQA_ACTION_REQUIRED

    judge(make_submission(registration, chosen), chosen)
    assert status_of(unit) is UnitStatus.READY
    signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    signing.sign_as_assessor(unit, actor=ben, proof=proof_of(ben), seen=seen(unit))
    release(unit, actor=cleo)
    assert status_of(unit) is UnitStatus.ACHIEVED


@pytest.mark.parametrize(
    ("given", "field"), [({"note": " "}, "reason"), ({"criteria": []}, "criteria")]
)
def test_asking_again_names_criteria_and_says_why(
    given: dict[str, object], field: str, registration: Registration, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    with pytest.raises(Unacceptable):
        ask_again(unit, cleo, **given)
    assert status_of(unit) is UnitStatus.AWAITING_IQA


def complete_units(registration: Registration, iqa: User) -> Registration:
    for number in range(len(registration.units)):
        release(make_waiting_for_iqa(registration, number), actor=iqa)
    return registration


def test_the_final_check_is_signed_once(registration: Registration, cleo: User) -> None:
    complete_units(registration, cleo)
    check = actions.complete(registration, actor=cleo, proof=proof_of(cleo))
    assert status_of(registration) is RegistrationStatus.CLAIM_READY
    assert check.unit_assessment_ids == [unit.id for unit in registration.units]
    with pytest.raises(Refused, match="checked already"):
        actions.complete(registration, actor=cleo, proof=proof_of(cleo))


def test_who_does_not_sign_the_final_check(
    registration: Registration, ada: User, ben: User, cleo: User, eve: User
) -> None:
    complete_units(registration, cleo)
    for person, why in ((ada, "own work"), (ben, "own decision"), (eve, "Only Cleo")):
        with pytest.raises(Refused, match=why):
            actions.complete(registration, actor=person, proof=proof_of(person))
    with pytest.raises(Refused, match="password again"):
        actions.complete(registration, actor=cleo, proof=proof_of(ben))
    assert not db.session.query(FinalCheck).count()


@pytest.mark.parametrize("table", ["releases", "release_lines", "iqa_actions", "final_checks"])
def test_what_was_signed_stays(table: str, registration: Registration, cleo: User) -> None:
    ask_again(make_waiting_for_iqa(registration), cleo)
    chosen = criteria_of(registration)[:1]
    judge(make_submission(registration, chosen), chosen)
    unit = registration.units[0]
    for person, sign in (
        (registration.learner, signing.sign_as_learner),
        (registration.assessor, signing.sign_as_assessor),
    ):
        sign(unit, actor=person, proof=proof_of(person), seen=seen(unit))
    release(unit, actor=cleo)
    actions.complete(registration, actor=cleo, proof=proof_of(cleo))
    db.session.flush()
    with pytest.raises(sa.exc.DBAPIError, match="kept as they were"):
        db.session.execute(sa.text(f"DELETE FROM {table}"))


def test_a_unit_is_released_once_a_cycle(registration: Registration, cleo: User) -> None:
    unit = make_waiting_for_iqa(registration)
    made = release(unit, actor=cleo)
    again = ReleaseLine(release=made, unit_assessment=unit, cycle=unit.cycle, sampled=True)
    db.session.add(again)
    with pytest.raises(sa.exc.IntegrityError, match=r"(?i)unique"):
        db.session.flush()


def why(unit: UnitAssessment, iqa: User) -> list[Why]:
    rows = db.session.scalars(queries.waiting_for(iqa)).all()
    return queries.why_sample(rows)[unit.id]


def test_the_first_decision_of_an_assessor_on_a_unit_stands_out(
    registration: Registration, ben: User, cleo: User
) -> None:
    first = make_waiting_for_iqa(registration)
    other = make_registration(
        make_user("Nia"), ben, cleo, version=registration.version, on_register=False
    )
    second = make_waiting_for_iqa(other)
    assert Why.FIRST in why(first, cleo)
    assert Why.FIRST not in why(second, cleo)


def test_training_and_earlier_actions_stand_out(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    unit = make_waiting_for_iqa(registration)
    assert why(unit, cleo) == [Why.FIRST, Why.ONE_KIND]
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    make_manager(ben, ada)
    assert why(unit, cleo) == [Why.LINE_MANAGER, Why.IN_TRAINING, Why.FIRST, Why.ONE_KIND]


def test_what_is_kept_is_what_can_be_computed(
    registration: Registration, ada: User, ben: User, cleo: User
) -> None:
    """INV12, after each step of the way."""
    unit = registration.units[0]

    def check() -> None:
        db.session.flush()
        assert queries.recomputed(unit) is unit.status
        assert wrong_standings(registration) == []

    check()
    sent = make_submission(registration)
    check()
    judge(sent, criteria_of(registration)[:1])
    check()
    judge(sent, criteria_of(registration)[1:])
    check()
    signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    check()
    signing.sign_as_assessor(unit, actor=ben, proof=proof_of(ben), seen=seen(unit))
    check()
    release(unit, actor=cleo)
    check()


def test_a_state_that_was_tampered_with_is_noticed(registration: Registration) -> None:
    unit = make_ready(registration)
    unit.status = UnitStatus.ACHIEVED
    db.session.flush()
    assert queries.recomputed(unit) is UnitStatus.READY
    db.session.execute(sa.text("UPDATE criterion_standings SET state = 'claimed'"))
    assert len(wrong_standings(registration)) == 2


def test_a_countersigned_unit_recomputes_too(
    registration: Registration, ben: User, dev: User
) -> None:
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    make_entry(dev, registration.version)
    unit = make_signed(registration)
    assert queries.recomputed(unit) is UnitStatus.ASSESSED_COMPETENT
    signing.countersign(unit, actor=dev, proof=proof_of(dev), seen=seen(unit))
    db.session.flush()
    assert queries.recomputed(unit) is UnitStatus.AWAITING_IQA
