"""Claims: made in batches, after a visit or directly, answered, taken back, and never too late."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_catalogue import IN_HOUSE
from tests.factories_catalogue import make_version as make_scheme
from tests.factories_certificates import make_certificate, make_complete, make_version
from tests.factories_claims import in_days, make_claim, make_direct, make_received
from tests.factories_logs import make_upload
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, SealedText, TrailEntry
from trainer.certificates.award import award_of
from trainer.certificates.policies import may_issue
from trainer.claims.actions import answering, claiming
from trainer.claims.models import Claim, ClaimBatch, ClaimStatus, ReceivedCertificate
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.models import Registration, RegistrationStatus

R = RegistrationStatus
VISIT = {"visit_on": in_days(-3).isoformat(), "visit_reference": "EQA-3"}

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def complete(ada: User) -> Registration:
    return make_complete(ada)


def status_of(registration: Registration) -> RegistrationStatus:
    db.session.refresh(registration)
    return registration.status


def told(person: User) -> Sequence[str]:
    return db.session.scalars(
        sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    ).all()


def set_last_day(registration: Registration, day: date) -> None:
    assert registration.awarding is not None
    registration.awarding.certification_ends = day
    db.session.commit()


def claiming_of(*registrations: Registration, **other: Any) -> dict[str, Any]:
    return {
        "registration": [str(one.id) for one in registrations],
        "on": in_days(-1).isoformat(),
        "reference": "B-7",
    } | other


def test_several_are_claimed_at_once_and_each_is_answered(
    browser: Browser, tess: User, ada: User
) -> None:
    version, bea = make_version(), make_user("Bea Second")
    first, second = (make_complete(one, version=version) for one in (ada, bea))
    page = browser(tess)
    assert page.get("/claims").texts("tbody th") == ["Ada Trainee", "Bea Second"]
    shown = page.get(f"/claims/new?registration={first.id}&registration={second.id}")
    assert "2 learners" in shown.text("main")
    page.post("/claims/new", status=422, **claiming_of(first, second))
    page.post("/claims/new", status=422, **claiming_of(first, **VISIT, on=in_days(1).isoformat()))
    page.post("/claims/new", **claiming_of(first, second, **VISIT))
    batch = db.session.scalars(sa.select(ClaimBatch)).one()
    assert (batch.is_direct, batch.visit_reference, batch.made_by) == (False, "EQA-3", tess)
    assert status_of(first) is status_of(second) is R.CLAIMED
    assert told(ada)[-1] == f"Your {version.title} has been claimed from City Awards."
    assert "Nothing is ready" in page.get("/claims").text("main")

    kept, lost = batch.claims
    page.post(f"/claims/{kept.id}/certificate", status=422, number=" ", on=in_days(0).isoformat())
    early = in_days(-2).isoformat()
    page.post(f"/claims/{kept.id}/certificate", status=422, number="CA-1", on=early)
    page.post(f"/claims/{kept.id}/certificate", number="CA-1", on=in_days(0).isoformat())
    assert status_of(first) is R.CERTIFICATED
    assert told(ada)[-1].endswith("has arrived. Well done.")
    link = db.session.scalars(sa.select(LedgerEntry).filter_by(kind="AwardRecorded")).one()
    sealed = sa.select(SealedText.text).where(SealedText.seq == link.seq)
    assert db.session.scalars(sealed).all() == ["CA-1"]

    page.post(f"/claims/{lost.id}/rejection", status=422, reason=" ")
    page.post(f"/claims/{lost.id}/rejection", reason="The date of birth is missing.")
    assert status_of(second) is R.CLAIM_REJECTED
    for person in (bea, second.assessor, second.iqa):
        assert "was not accepted" in told(person)[-1]
    url = f"/registrations/{second.id}"
    assert "date of birth" in page.get(url).text("main")
    assert "date of birth" not in browser(bea).get(url).text("main")
    page.post(f"/claims/registrations/{second.id}/ready-again")
    assert status_of(second) is R.CLAIM_READY
    assert make_claim(second)[0].status is ClaimStatus.MADE


def test_administrators_hear_of_a_rejection(tess: User, complete: Registration) -> None:
    toni = make_claim(complete, by=tess)[0]
    other = make_certificate(make_user("Cy"), by=None).events[0].actor
    answering.record_rejection(toni, actor=tess, reason="Because.")
    assert "was not accepted" in told(other)[-1]


def test_with_direct_claim_status_no_visit_is_asked_for(
    browser: Browser, tess: User, complete: Registration
) -> None:
    make_direct(complete.version)
    shown = browser(tess).get(f"/claims/new?registration={complete.id}")
    assert "no visit is needed" in shown.text("main")
    browser(tess).post("/claims/new", **claiming_of(complete))
    batch = db.session.scalars(sa.select(ClaimBatch)).one()
    assert (batch.is_direct, batch.visit_on) == (True, None)


def test_direct_claim_status_counts_on_the_day_of_the_claim(
    tess: User, complete: Registration
) -> None:
    make_direct(complete.version, starts_on=in_days(-5))
    with pytest.raises(Unacceptable, match="goes after a visit"):
        claiming.claim([complete], actor=tess, on=in_days(-6))
    assert claiming.claim([complete], actor=tess, on=in_days(-5)).is_direct


def test_a_visit_comes_before_its_claims(tess: User, complete: Registration) -> None:
    asked: dict[str, Any] = {"actor": tess, "on": in_days(-2)}
    with pytest.raises(Unacceptable, match="after the visit") as refused:
        claiming.claim([complete], visit_on=in_days(-1), visit_reference="E", **asked)
    assert refused.value.field == "visit_on"
    with pytest.raises(Unacceptable, match="Enter the reference"):
        claiming.claim([complete], visit_on=in_days(-2), **asked)


def test_a_batch_is_of_one_qualification_and_one_organisation(
    browser: Browser, tess: User, complete: Registration
) -> None:
    other = make_complete(make_user("Bea"))
    with pytest.raises(Unacceptable, match="one qualification"):
        make_claim(complete, other, by=tess)
    browser(tess).post("/claims/new", status=303, **claiming_of(complete, other, **VISIT))
    assert db.session.scalars(sa.select(Claim)).all() == []


def test_nothing_is_claimed_after_the_last_day(
    browser: Browser, tess: User, complete: Registration
) -> None:
    set_last_day(complete, in_days(-1))
    shown = browser(tess).get(f"/claims/new?registration={complete.id}")
    assert "City Awards takes no more claims" in shown.text("main")
    assert shown.all("form[action='/claims/new']") == []
    browser(tess).post("/claims/new", status=403, **claiming_of(complete, **VISIT))
    assert status_of(complete) is R.CLAIM_READY
    set_last_day(complete, in_days(0))
    assert make_claim(complete, by=tess, on=in_days(0))[0].last_day == in_days(0)


def test_what_was_reopened_meanwhile_is_a_conflict(
    browser: Browser, tess: User, complete: Registration
) -> None:
    complete.move_to(R.ACTIVE)
    db.session.commit()
    browser(tess).post("/claims/new", status=409, **claiming_of(complete, **VISIT))
    assert db.session.scalars(sa.select(Claim)).all() == []


def test_one_that_can_t_be_claimed_stops_the_whole_batch(tess: User, ada: User) -> None:
    version = make_version()
    first = make_complete(ada, version=version)
    claimed = make_complete(make_user("Bea"), version=version, status=R.CLAIMED)
    with pytest.raises(Conflict, match="Bea"):
        make_claim(first, claimed, by=tess)
    db.session.rollback()
    assert status_of(first) is R.CLAIM_READY


def test_a_claim_is_taken_back_until_it_is_answered(
    browser: Browser, tess: User, complete: Registration, ada: User
) -> None:
    [claim] = make_claim(complete, by=tess)
    url = f"/claims/{claim.id}/take-back"
    browser(tess).get(url)
    browser(tess).post(url, status=422, reason=" ")
    browser(tess).post(url, reason="Claimed under the wrong centre.")
    assert status_of(complete) is R.CLAIM_READY
    assert "taken back" in told(ada)[-1]
    [again] = make_claim(complete, by=tess)
    browser(tess).post(f"/claims/{again.id}/rejection", reason="No.")
    for step in ("take-back", "rejection"):
        browser(tess).post(f"/claims/{again.id}/{step}", status=409, reason="Late.")
    number = {"number": "CA-2", "on": in_days(0).isoformat()}
    browser(tess).post(f"/claims/{claim.id}/certificate", status=409, **number)


def test_a_certificate_s_number_is_used_once(
    browser: Browser, tess: User, complete: Registration
) -> None:
    make_received(make_complete(make_user("Bea First")), number="CA 77/b")
    [claim] = make_claim(complete, by=tess)
    url = f"/claims/{claim.id}/certificate"
    page = browser(tess).post(url, status=422, number="ca  77/B", on=in_days(0).isoformat())
    assert "is recorded for Bea First already" in page.text(".error-summary")
    assert status_of(complete) is R.CLAIMED


def test_a_scan_is_kept_and_reading_it_is_on_the_trail(
    browser: Browser, tess: User, complete: Registration, ada: User
) -> None:
    received = make_received(complete, by=tess, upload=make_upload())
    assert received.scan is not None
    url = f"/claims/received/{received.id}/scan/{received.scan.name}"
    shown = browser(ada).get("/certificates/mine")
    assert "City Awards, certificate CA-1" in shown.text("main")
    browser(ada).get(url)
    assert db.session.scalars(sa.select(TrailEntry).filter_by(kind="ScanRead")).all() == []
    browser(tess).get(url)
    assert db.session.scalars(sa.select(TrailEntry).filter_by(kind="ScanRead")).one()
    browser(make_user("Eve")).get(url, status=404)
    browser(complete.assessor).get(url, status=404)


def test_ours_and_theirs_are_told_apart(
    browser: Browser, tess: User, complete: Registration, ada: User
) -> None:
    make_received(complete, by=tess)
    make_certificate(ada, by=tess, registration=complete)
    shown = browser(ada).get("/certificates/mine")
    assert "Awarding organisation’s" in shown.text("main .list-row")
    assert "In-house" in shown.text("main .verdict .row-x:first-child")


def test_a_batch_is_exported(browser: Browser, tess: User, complete: Registration) -> None:
    complete.awarding_reference = "REG-5"
    complete.learner.name = "=Ada"
    [claim] = make_claim(complete, by=tess)
    text = browser(tess).get(f"/claims/batches/{claim.batch_id}/export.csv").html
    [line] = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert (line["learner"], line["registration_number"]) == ("'=Ada", "REG-5")
    assert line["staff_number"] == complete.learner.staff_number
    assert [one.split(" ", 1)[1] for one in line["units"].split("; ")] == [
        "Unit 1 of the diploma",
        "Unit 2 of the diploma",
    ]


def test_claims_are_found_by_state_and_age(browser: Browser, tess: User, ada: User) -> None:
    version = make_version()
    for name, days in (("Old One", -30), ("New One", -1)):
        make_claim(make_complete(make_user(name), version=version), by=tess, on=in_days(days))
    make_received(make_complete(make_user("Done One"), version=version), by=tess)
    names = {
        query: sorted(browser(tess).get(f"/claims/made{query}").texts("tbody th"))
        for query in ("", "?status=made", "?status=certificated", "?days=28", "?status=rejected")
    }
    assert names == {
        "": ["Done One", "New One", "Old One"],
        "?status=made": ["New One", "Old One"],
        "?status=certificated": ["Done One"],
        "?days=28": ["Old One"],
        "?status=rejected": [],
    }
    by_name = browser(tess).get("/claims/made?sort=-learner").texts("tbody th")
    assert by_name == ["Old One", "New One", "Done One"]


def test_a_quality_assurer_reads_theirs_and_changes_nothing(
    browser: Browser, tess: User, complete: Registration
) -> None:
    from_others = make_complete(make_user("Bea"))
    [claim] = make_claim(complete, by=tess)
    make_claim(from_others, by=tess)
    iqa = make_registration(make_user("Cy")).iqa
    complete.iqa = iqa
    db.session.commit()
    assert browser(iqa).get("/claims/made").texts("tbody th") == ["Ada Trainee"]
    page = browser(iqa).get(f"/claims/batches/{claim.batch_id}")
    assert "Record their certificate" not in page.text("main")
    for path in (f"{claim.id}/certificate", f"{claim.id}/rejection", f"{claim.id}/take-back"):
        browser(iqa).get(f"/claims/{path}", status=404)
    browser(iqa).get(f"/claims/new?registration={complete.id}", status=404)


def test_nobody_claims_their_own(tess: User) -> None:
    own = make_complete(tess)
    with pytest.raises(Refused, match="their own"):
        make_claim(own, by=tess)


def test_what_is_awarded_in_house_is_claimed_from_nobody(ada: User, tess: User) -> None:
    registration = make_registration(ada, make_scheme(IN_HOUSE), status=R.CLAIM_READY)
    with pytest.raises(Refused, match="nobody to claim it from"):
        make_claim(registration, by=tess)


def test_a_claim_is_not_older_than_its_registration(tess: User, complete: Registration) -> None:
    complete.registered_on = in_days(0)
    with pytest.raises(Unacceptable, match="was registered"):
        make_claim(complete, by=tess)


@pytest.mark.parametrize("status", [R.CLAIM_READY, R.CLAIMED, R.CLAIM_REJECTED, R.CERTIFICATED])
def test_our_own_certificate_can_be_had_whatever_became_of_the_claim(
    ada: User, tess: User, status: RegistrationStatus
) -> None:
    registration = make_complete(ada, status=status)
    assert may_issue(tess, registration, award_of(registration))


def test_one_qualification_s_number_is_another_s_too_elsewhere(tess: User) -> None:
    first, second = make_complete(make_user("Bea")), make_complete(make_user("Cy"))
    assert second.awarding is not None
    second.awarding.organisation = "Other Awards"
    make_received(first, by=tess)
    make_received(second, by=tess)
    assert len(db.session.scalars(sa.select(ReceivedCertificate)).all()) == 2
