"""Direct claim status: granted after a full cycle, reviewed, warned of, removed, shown."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_complete, make_version
from tests.factories_claims import in_days, make_direct
from tests.factories_people import make_holder
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import QualificationVersion
from trainer.claims.actions import direct as actions
from trainer.claims.models import DirectClaimStatus, ReviewOutcome
from trainer.claims.queries import direct
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.registrations.models import RegistrationStatus

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def version(app: object) -> QualificationVersion:
    return make_version()


def notices(person: User) -> list[str]:
    asked = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(asked))


def granting(**other: Any) -> dict[str, Any]:
    return {
        "organisation": "City Awards",
        "granted_by": "Eva External",
        "reference": "DCS-7",
        "starts_on": in_days(-10).isoformat(),
        "review_on": in_days(300).isoformat(),
        "reason": "",
    } | other


def test_it_is_granted_reviewed_and_removed(
    browser: Browser, tess: User, version: QualificationVersion, ada: User
) -> None:
    make_complete(ada, version=version, status=RegistrationStatus.CERTIFICATED)
    page, url = browser(tess), f"/claims/direct/new/{version.id}"
    page.get(url)
    page.post(url, status=422, **granting(reference=""))
    page.post(url, status=422, **granting(starts_on=in_days(1).isoformat()))
    page.post(url, status=422, **granting(review_on=in_days(-10).isoformat()))
    page.post(url, **granting())
    status = db.session.scalars(sa.select(DirectClaimStatus)).one()
    shown = page.get(f"/catalogue/qualifications/{version.id}")
    assert "Direct claim status with City Awards" in shown.text("main")
    again = page.post(url, status=422, **granting())
    assert "in force with them already" in again.text(".error-summary")

    url = f"/claims/direct/{status.id}"
    asked: dict[str, Any] = {
        "reviewed_on": in_days(0).isoformat(),
        "reviewed_by": "Eva External",
        "outcome": ReviewOutcome.WITH_ACTIONS.value,
        "next_on": in_days(365).isoformat(),
    }
    page.post(f"{url}/review", status=422, **asked)
    page.post(f"{url}/review", **asked, note="Keep the minutes of standardisation.")
    assert status.review_on == in_days(365)
    assert "Keep the minutes" in page.get(url).text("main")

    page.post(f"{url}/remove", status=422, removed_on=in_days(0).isoformat(), reason=" ")
    page.post(f"{url}/remove", removed_on=in_days(0).isoformat(), reason="Minutes were missing.")
    assert not status.is_in_force(in_days(0))
    assert status.is_in_force(in_days(-1))
    assert "Minutes were missing." in page.get(url).text("main")
    page.post(f"{url}/review", status=403, **asked, note="Late.")
    kinds = set(db.session.scalars(sa.select(LedgerEntry.kind)))
    assert {"DirectClaimGranted", "DirectClaimReviewed", "DirectClaimRemoved"} <= kinds


def test_it_comes_after_a_full_cycle_or_with_a_reason(
    tess: User, version: QualificationVersion, ada: User
) -> None:
    make_complete(ada, version=version, status=RegistrationStatus.CLAIMED)
    with pytest.raises(Unacceptable, match="Nobody has been certificated") as refused:
        make_direct(version, by=tess, reason="")
    assert refused.value.field == "reason"
    make_complete(ada, version=version, status=RegistrationStatus.CERTIFICATED)
    assert make_direct(version, by=tess, reason="").reason == ""


def test_another_qualification_s_cycle_does_not_count(
    tess: User, version: QualificationVersion, ada: User
) -> None:
    make_complete(ada, version=make_version(), status=RegistrationStatus.CERTIFICATED)
    with pytest.raises(Unacceptable, match="Nobody has been certificated"):
        make_direct(version, by=tess, reason="")


@pytest.mark.parametrize("role", [Role.IQA, Role.HR, Role.SYSTEM_ADMIN, Role.ASSESSOR])
def test_nobody_but_a_training_administrator_records_it(
    version: QualificationVersion, browser: Browser, role: Role
) -> None:
    other = make_holder("Olga Other", role)
    with pytest.raises(Refused, match="Only a training administrator"):
        make_direct(version, by=other)
    status = make_direct(version)
    with pytest.raises(Refused, match="Only a training administrator"):
        actions.remove(status, actor=other, removed_on=in_days(0), reason="Because.")
    for page in (f"new/{version.id}", f"{status.id}/review", f"{status.id}/remove"):
        browser(other).get(f"/claims/direct/{page}", status=404)


def test_quality_assurers_read_it_and_others_do_not(
    version: QualificationVersion, browser: Browser
) -> None:
    status = make_direct(version)
    iqa = make_holder("Ivy Iqa", Role.IQA)
    page = browser(iqa).get("/claims/direct")
    assert "City Awards" in page.text("tbody tr")
    assert "/remove" not in str(browser(iqa).get(f"/claims/direct/{status.id}").all("a"))
    for path in ("/claims/direct", f"/claims/direct/{status.id}"):
        browser(make_user("Eve")).get(path, status=404)
    shown = browser(make_user("Eve")).get(f"/catalogue/qualifications/{version.id}")
    assert "Direct claim" not in shown.text("main")


def test_it_holds_from_its_first_day_until_the_day_of_its_removal(
    tess: User, version: QualificationVersion
) -> None:
    status = make_direct(version, starts_on=in_days(-30))
    actions.remove(status, actor=tess, removed_on=in_days(-5), reason="Because.")
    asked = (version.qualification_id, "City Awards")
    days = {day: direct.is_direct(*asked, in_days(day)) for day in (-31, -30, -6, -5, 0)}
    assert days == {-31: False, -30: True, -6: True, -5: False, 0: False}
    assert not direct.is_direct(version.qualification_id, "Other Awards", in_days(-6))


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (15, 1), (14, 1), (0, 1), (-1, 1)])
def test_a_review_is_warned_of_once_at_each_distance(
    tess: User, version: QualificationVersion, days: int, told: int
) -> None:
    make_direct(version, by=tess, review_on=in_days(days))
    worker.tidy_up()
    worker.tidy_up()
    said = [one for one in notices(tess) if "reviews your direct claim status" in one]
    assert len(said) == told


def test_it_is_warned_of_again_when_it_is_near_and_when_its_day_moves(
    tess: User, version: QualificationVersion
) -> None:
    status = make_direct(version, by=tess, review_on=in_days(40))
    for day in (in_days(40), in_days(14), in_days(13), in_days(50)):
        status.review_on = day
        db.session.commit()
        worker.tidy_up()
    assert len([one for one in notices(tess) if "City Awards reviews" in one]) == 4
    status.removed_on, status.removal = in_days(0), "Because."
    status.review_on = in_days(20)
    db.session.commit()
    worker.tidy_up()
    assert len([one for one in notices(tess) if "City Awards reviews" in one]) == 4


def test_the_list_takes_a_fixed_number_of_statements(
    tess: User, browser: Browser, count_queries: Callable[[], Any]
) -> None:
    visitor = browser(tess)
    visitor.get("/claims/direct")
    for number in range(1, 4):
        make_direct(make_version(), by=tess)
        with count_queries() as statements:
            visitor.get("/claims/direct")
        assert len(statements) <= 5, number
