"""A unit held already counts by its proof: checked by one, agreed by another, judged by nobody."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    make_item,
    make_qualification,
    make_registration,
    make_submission,
    proof_of,
    submit,
)
from tests.factories_certificates import make_certificate
from tests.factories_credit import agree, make_achieved, make_credit, make_elsewhere
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.assessments.queries.progress import units_of
from trainer.assessments.queries.recomputing import wrong_standings
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import QualificationVersion
from trainer.certificates.award import award_of
from trainer.checks.running import run
from trainer.core.errors import Refused, TrainerError, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.quality import actions as quality
from trainer.quality.queries import recomputed, waiting_for, why_sample
from trainer.quality.rules import Why
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.stories.queries import story_of


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def unit(registration: Registration) -> UnitAssessment:
    return registration.units[0]


def told(person: User) -> list[str]:
    return list(
        db.session.scalars(
            sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        )
    )


def test_it_waits_for_the_quality_assurer_and_then_counts(
    unit: UnitAssessment, ben: User, cleo: User
) -> None:
    make_credit(unit, actor=ben)
    assert unit.status is UnitStatus.RPL_GRANTED
    [row] = db.session.scalars(waiting_for(cleo)).all()
    assert why_sample([row])[unit.id][0] is Why.PRIOR_LEARNING
    assert "holds" in told(cleo)[-1]
    agree(unit, cleo)
    assert unit.status is UnitStatus.ACHIEVED
    assert unit.registration.status is RegistrationStatus.UNITS_COMPLETE
    assert recomputed(unit) is UnitStatus.ACHIEVED
    assert run() == []


def test_a_certificate_says_that_it_counts_by_transfer(
    unit: UnitAssessment, ada: User, ben: User, cleo: User
) -> None:
    make_credit(unit, actor=ben)
    agree(unit, cleo)
    quality.complete(unit.registration, actor=cleo, proof=proof_of(cleo))
    db.session.commit()
    assert award_of(unit.registration).lacks == ""
    certificate = make_certificate(ada, registration=unit.registration)
    assert [one.get("credited") for one in certificate.payload["units"]] == [True]
    assert run() == []


def test_whoever_checked_does_not_agree_to_it_too(
    unit: UnitAssessment, ben: User, cleo: User
) -> None:
    make_credit(unit, actor=ben)
    unit.registration.iqa, unit.registration.assessor = ben, cleo
    db.session.commit()
    with pytest.raises(Refused):
        agree(unit, ben)


def test_it_is_not_released_unseen(unit: UnitAssessment, ben: User, cleo: User) -> None:
    make_credit(unit, actor=ben)
    with pytest.raises(Unacceptable):
        quality.release(
            [unit],
            actor=cleo,
            proof=proof_of(cleo),
            looked_at=[],
            seen=quality.mark_of(quality.hashes_of([unit])),
        )


def test_who_may_check_a_proof(unit: UnitAssessment, ada: User, cleo: User, eve: User) -> None:
    for person in (ada, cleo, eve):
        with pytest.raises(Refused):
            make_credit(unit, actor=person)
    make_credit(unit, actor=make_holder("Tess Training", Role.TRAINING_ADMIN))


def test_an_assessor_off_the_register_does_not(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo, on_register=False)
    with pytest.raises(Refused):
        make_credit(registration.units[0], actor=ben)


def test_a_unit_that_has_begun_is_judged_instead(unit: UnitAssessment, ben: User) -> None:
    make_submission(unit.registration)
    with pytest.raises(Refused):
        make_credit(unit, actor=ben)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_code": "Z/999/9999"}, "held_code"),
        ({"proof": "elsewhere:999"}, "proof"),
        ({"proof": "unit:999"}, "proof"),
        ({"proof": "nonsense"}, "proof"),
    ],
)
def test_what_shows_nothing(
    given: dict[str, str], field: str, unit: UnitAssessment, ben: User
) -> None:
    with pytest.raises(Unacceptable) as refused:
        make_credit(unit, actor=ben, **given)
    assert refused.value.field == field


def test_another_persons_certificate_shows_nothing(
    unit: UnitAssessment, ben: User, eve: User
) -> None:
    with pytest.raises(Unacceptable):
        make_credit(unit, actor=ben, proof=f"elsewhere:{make_elsewhere(eve).id}")


def test_an_equivalent_that_the_catalogue_names_will_do(
    registration: Registration, unit: UnitAssessment, ben: User
) -> None:
    code = unit.unit_version.code
    version = registration.version
    version.rules = [*version.rules, {"type": "equivalent_unit", "units": [code, "OLD-1"]}]
    version.content_hash = "2" * 64
    db.session.commit()
    assert make_credit(unit, actor=ben, held_code="old-1").held_code == "OLD-1"


def listing(unit: UnitAssessment) -> QualificationVersion:
    """Another qualification that lists the same unit."""
    version = make_qualification()
    version.groups[0].members[0].unit_version = unit.unit_version
    db.session.commit()
    return version


def test_a_unit_achieved_here_counts_under_another_registration(
    ada: User, ben: User, cleo: User
) -> None:
    first = make_achieved(ada, ben, cleo, make_qualification())
    other = make_registration(ada, ben, cleo, version=listing(first))
    make_credit(other.units[0], actor=ben, proof=f"unit:{first.id}", held_code="")
    agree(other.units[0], cleo)
    assert other.units[0].status is UnitStatus.ACHIEVED
    assert run() == []


def test_the_other_assessor_is_told_that_it_can_count(ada: User, ben: User, cleo: User) -> None:
    version = make_qualification()
    dora, finn = make_user("Dora Assessor"), make_user("Finn Assurer")
    registration = make_registration(ada, ben, cleo, version=version)
    make_registration(ada, dora, finn, version=listing(registration.units[0]))
    make_credit(registration.units[0], actor=ben)
    agree(registration.units[0], cleo)
    assert "it can count there" in told(dora)[-1]


def test_when_the_quality_assurer_does_not_agree_it_stands_as_before(
    unit: UnitAssessment, ada: User, ben: User, cleo: User
) -> None:
    make_credit(unit, actor=ben)
    quality.refuse_credit(unit, actor=cleo, reason="Another name stands on it.")
    db.session.commit()
    assert unit.status is UnitStatus.NOT_STARTED
    assert "Read why" in told(ada)[-1]
    assert "Another name stands on it." in [
        words for line in story_of(unit, ada, may_read=True) for words in line.words
    ]
    assert run() == []
    make_credit(unit, actor=ben)
    assert unit.status is UnitStatus.RPL_GRANTED


def test_evidence_sent_meanwhile_claims_nothing_of_it_until_it_is_refused(
    ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    first, second = registration.units
    make_credit(first, actor=ben)
    both = [*criteria_of(registration), *criteria_of(registration, 1)]
    sent = submit(make_item(ada, both), registration)
    assert (first.status, second.status) == (UnitStatus.RPL_GRANTED, UnitStatus.IN_PROGRESS)
    assert wrong_standings(registration) == []
    quality.refuse_credit(first, actor=cleo, reason="Not the same unit.")
    db.session.commit()
    assert first.status is UnitStatus.IN_PROGRESS
    assert wrong_standings(registration) == []
    assert sent.is_open


def test_nothing_is_asked_again_where_nothing_was_judged(
    unit: UnitAssessment, ben: User, cleo: User
) -> None:
    make_credit(unit, actor=ben)
    with pytest.raises(TrainerError):
        quality.ask_again(
            unit, actor=cleo, criteria=[criteria_of(unit.registration)[0].id], note="?"
        )


def test_it_is_in_the_ledger_and_in_the_story(unit: UnitAssessment, ben: User, cleo: User) -> None:
    make_credit(unit, actor=ben)
    agree(unit, cleo)
    kinds = list(db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)))
    assert "CreditTransferred" in kinds
    said = [line.told.what for line in story_of(unit, ben, may_read=True)]
    assert f"Checked the proof that {unit.unit_version.code} is held already" in said


def test_the_pages(
    unit: UnitAssessment, ada: User, ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    url, proof = f"/registrations/units/{unit.id}/held-already", make_elsewhere(ada)
    browser(eve).get(url, 404)
    assert "Nobody credits their own unit" in browser(ada).get(url).html
    assert "Held already" in browser(ben).get(f"/units/{unit.id}").text(".actions")
    given = {"proof": f"elsewhere:{proof.id}", "held_code": unit.unit_version.code}
    browser(ben).send(url, 422, given)
    browser(ben).send(url, 303, given | {"seen": "y"})
    assert "City Awards" in browser(ada).get(f"/units/{unit.id}").text("[aria-labelledby=held]")
    assert "City Awards" in browser(cleo).get(f"/quality/units/{unit.id}").html
    browser(cleo).get(f"/quality/units/{unit.id}/not-held")
    agree(unit, cleo)
    assert "by credit transfer" in browser(ada).get(f"/qualifications/{unit.registration_id}").html
    assert [one.row.credited for one in units_of(unit.registration)] == [True]
