"""Registering and changing: what is made, what is refused, what is recorded."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_catalogue import IN_HOUSE, SMALL, bring_in, make_version, version_of
from tests.factories_register import make_admin, make_assessor, make_conflict, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.audit.verify import verify
from trainer.catalogue.models import QualificationVersion, VersionStatus
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.registrations import actions
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

R = RegistrationStatus

pytestmark = pytest.mark.usefixtures("app")


def status_of(registration: Registration) -> RegistrationStatus:
    return registration.status


def ledger() -> list[str]:
    return list(db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)))


def trail() -> list[str]:
    return list(db.session.scalars(sa.select(TrailEntry.kind).order_by(TrailEntry.id)))


def given(version: QualificationVersion, **other: Any) -> dict[str, Any]:
    """Everything a registration needs, in order but for what the test changes."""
    return {
        "learner": make_user("Nia Learner"),
        "version": version,
        "awarding": version.numbers[0] if version.numbers else None,
        "assessor": make_assessor(version.qualification),
        "iqa": make_iqa(version.qualification),
        "units": ["SM-3"],
        "actor": make_admin(),
        **other,
    }


def test_a_learner_is_registered_in_one_go() -> None:
    registration = actions.register_learner(
        **given(make_version(), found="Good with people.", awarding_reference="TA-77")
    )
    db.session.commit()

    assert status_of(registration) is R.ACTIVE
    assert registration.registered_on == clock.today()
    assert registration.awarding_reference == "TA-77"
    rows = [(one.unit_version.code, one.group_code, one.position) for one in registration.units]
    assert rows == [("SM-1", "A", 0), ("SM-3", "B", 1)]
    assert ledger() == ["Applied", "Allocated", "InitialAssessmentRecorded", "Registered"]
    assert trail()[-2:] == ["UnitsChosen", "Started"]
    chosen = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "UnitsChosen")).one()
    assert chosen.body["units"] == [one.unit_version_id for one in registration.units]
    assert chosen.subject_id == registration.id
    assert verify() == []


def test_it_can_also_be_done_step_by_step() -> None:
    every = given(make_version())
    actor, units = every["actor"], every.pop("units")
    registration = actions.apply(**every)
    assert status_of(registration) is R.APPLIED
    for too_early in (actions.register, actions.start):
        with pytest.raises(Refused):
            too_early(registration, actor=actor)
    actions.record_initial_assessment(registration, actor=actor, found="")
    assert status_of(registration) is R.INITIAL_ASSESSMENT
    with pytest.raises(Unacceptable, match="units first"):
        actions.register(registration, actor=actor)
    actions.choose_units(registration, actor=actor, units=units)
    actions.register(registration, actor=actor)
    assert status_of(registration) is R.REGISTERED
    actions.start(registration, actor=actor)
    db.session.commit()
    assert status_of(registration) is R.ACTIVE


def refused(field: str | None, match: str, every: dict[str, Any]) -> None:
    with pytest.raises(Unacceptable, match=match) as error:
        actions.register_learner(**every)
    assert error.value.field == field
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Registration.id))) == 0


def test_each_wrong_choice_is_refused_beside_its_field() -> None:
    version = make_version()
    somebody = make_user("Nobody Special")
    both = make_iqa(version.qualification, make_assessor(version.qualification, make_user("Both")))
    other = make_version(SMALL.replace("small-scheme", "other-scheme"), "other-scheme")
    refused("assessor", "isn't appointed", given(version, assessor=somebody))
    refused("iqa", "isn't appointed", given(version, iqa=somebody))
    refused("iqa", "own decisions", given(version, assessor=both, iqa=both))
    refused("assessor", "their own work", given(version, learner=both, assessor=both))
    refused("iqa", "their own work", given(version, learner=both, iqa=both))
    refused("awarding", "who awards", given(version, awarding=None))
    refused("awarding", "another", given(version, awarding=other.numbers[0]))
    refused("target_on", "still to come", given(version, target_on=clock.today()))
    refused("units", "Choose 1 more unit", given(version, units=[]))
    refused("units", "SM-9 is no unit", given(version, units=["SM-9", "SM-2"]))


def test_a_conflict_bars_the_allocation() -> None:
    version = make_version()
    every = given(version)
    make_conflict(every["learner"], every["assessor"])
    refused("assessor", "conflict of interest", every)


@pytest.mark.parametrize(("days", "open_"), [(1, True), (0, True), (-1, False)])
def test_past_its_last_day_a_number_takes_no_registrations(days: int, *, open_: bool) -> None:
    version = make_version()
    version.numbers[0].registration_ends = clock.today() + timedelta(days=days)
    db.session.commit()
    if open_:
        actions.register_learner(**given(version))
    else:
        refused("awarding", "no more registrations", given(version))


def test_an_in_house_scheme_needs_no_awarding_organisation() -> None:
    registration = actions.register_learner(**given(make_version(IN_HOUSE)))
    assert registration.awarding is None


def test_a_closed_version_takes_nobody() -> None:
    version = make_version()
    version.status = VersionStatus.CLOSED
    db.session.commit()
    refused(None, "no new learners", given(version))


def test_a_learner_is_registered_on_a_qualification_once(ada: User) -> None:
    first = make_registration(ada)
    bring_in(SMALL.replace("Fold the corners", "Fold every corner"))
    with pytest.raises(Unacceptable, match="registered on this already"):
        actions.register_learner(**given(version_of("small-scheme"), learner=ada))
    first.status = R.WITHDRAWN
    db.session.commit()
    actions.register_learner(**given(version_of("small-scheme"), learner=ada))


def test_a_new_version_leaves_registrations_as_they_are(ada: User) -> None:
    registration = make_registration(ada)
    before = [one.unit_version_id for one in registration.units]
    bring_in(SMALL.replace("Look up when", "Look up as soon as"))
    assert registration.version.number == 1
    assert [one.unit_version_id for one in registration.units] == before
    assert registration.units[0].unit_version.criteria[0].text == "Look up when the door opens"


def test_only_training_administrators_register(eve: User) -> None:
    with pytest.raises(Refused, match="training administrator"):
        actions.register_learner(**given(make_version(), actor=eve))


def test_units_change_while_they_have_not_begun() -> None:
    tess, registration = make_admin(), make_registration(units=("SM-2",))
    first = registration.units[0].id
    actions.choose_units(registration, actor=tess, units=["SM-3"])
    db.session.commit()
    codes = [one.unit_version.code for one in registration.units]
    assert (codes, registration.units[0].id) == (["SM-1", "SM-3"], first)
    assert db.session.scalar(sa.select(sa.func.count(UnitAssessment.id))) == 2

    registration.units[1].move_to(UnitStatus.IN_PROGRESS)
    db.session.commit()
    with pytest.raises(Unacceptable, match="has begun, so it stays"):
        actions.choose_units(registration, actor=tess, units=["SM-2"])
    actions.choose_units(registration, actor=tess, units=["SM-2", "SM-3"])
    db.session.commit()
    assert [one.position for one in registration.units] == [0, 1, 2]


def test_a_unit_withdrawn_from_does_not_come_back() -> None:
    tess, registration = make_admin(), make_registration(units=("SM-2", "SM-3"))
    registration.units[2].move_to(UnitStatus.WITHDRAWN)
    db.session.commit()
    actions.choose_units(registration, actor=tess, units=["SM-2"])
    with pytest.raises(Unacceptable, match="was withdrawn from"):
        actions.choose_units(registration, actor=tess, units=["SM-2", "SM-3"])


def test_units_are_not_changed_by_others_or_after_completion(eve: User) -> None:
    registration = make_registration()
    with pytest.raises(Refused):
        actions.choose_units(registration, actor=eve, units=["SM-3"])
    registration.status = R.UNITS_COMPLETE
    with pytest.raises(Refused, match="until every unit is complete"):
        actions.choose_units(registration, actor=make_admin(), units=["SM-3"])


def test_an_assessor_is_replaced_with_a_reason() -> None:
    tess, registration = make_admin(), make_registration()
    qualification = registration.version.qualification
    former, iqa = registration.assessor, registration.iqa
    new = make_assessor(qualification, make_user("New Assessor"))
    pair: dict[str, Any] = {"assessor": new, "iqa": iqa, "reason": "On leave."}
    actions.reassign(registration, actor=tess, **pair)
    db.session.commit()
    assert registration.assessor == new
    assert ledger()[-1] == "Allocated"
    body = db.session.scalars(sa.select(LedgerEntry.body).order_by(LedgerEntry.seq.desc())).first()
    assert f'"former_assessor":{former.id}' in str(body)
    assert "On leave" not in str(body)
    with pytest.raises(Unacceptable, match="somebody else"):
        actions.reassign(registration, actor=tess, **pair)


def test_a_replacement_is_checked_like_anybody(eve: User) -> None:
    tess, registration = make_admin(), make_registration()
    people: dict[str, Any] = {"assessor": eve, "iqa": registration.iqa, "reason": "Why not."}
    with pytest.raises(Unacceptable, match="isn't appointed"):
        actions.reassign(registration, actor=tess, **people)
    with pytest.raises(Refused):
        actions.reassign(registration, actor=eve, **people)
    registration.status = R.WITHDRAWN
    with pytest.raises(Refused, match="is over"):
        actions.reassign(registration, actor=tess, **people)


def test_a_break_begins_and_ends(eve: User) -> None:
    tess, registration = make_admin(), make_registration()
    actions.take_break(registration, actor=tess, reason="Parental leave.")
    assert status_of(registration) is R.BREAK_IN_LEARNING
    with pytest.raises(Refused, match="while the registration is active"):
        actions.take_break(registration, actor=tess, reason="Again.")
    with pytest.raises(Refused):
        actions.resume(registration, actor=eve)
    actions.resume(registration, actor=tess)
    with pytest.raises(Refused, match="no break to end"):
        actions.resume(registration, actor=tess)
    db.session.commit()
    assert trail()[-2:] == ["WentOnBreak", "CameBack"]


def test_a_learner_is_withdrawn_once(eve: User) -> None:
    tess, registration = make_admin(), make_registration()
    with pytest.raises(Refused):
        actions.withdraw(registration, actor=eve, reason="No.")
    actions.withdraw(registration, actor=tess, reason="Left the company.")
    db.session.commit()
    assert status_of(registration) is R.WITHDRAWN
    assert ledger()[-1] == "Withdrawn"
    with pytest.raises(Refused, match="before every unit"):
        actions.withdraw(registration, actor=tess, reason="Again.")


@pytest.mark.parametrize(
    "forged",
    ["assessor_id = learner_id", "iqa_id = learner_id", "iqa_id = assessor_id"],
)
def test_the_database_keeps_the_three_people_apart(forged: str) -> None:
    make_registration()
    with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
        db.session.execute(sa.text(f"UPDATE registrations SET {forged}"))
