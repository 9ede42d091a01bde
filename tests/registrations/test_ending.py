"""What runs out within 90 days: shown, told of once, and put right."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_bodies import make_body, make_membership
from tests.factories_catalogue import SMALL, bring_in, make_version, version_of
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.catalogue.models import QualificationNumber
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.ending import count_endings, endings


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def notices(person: User) -> list[str]:
    asked = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(asked))


def end_registrations(on: date) -> QualificationNumber:
    number = make_version().numbers[0]
    number.registration_ends = on
    db.session.commit()
    return number


@pytest.mark.parametrize(("days", "told"), [(0, 1), (90, 1), (91, 0), (-1, 0)])
def test_an_end_is_told_of_ninety_days_ahead(app: object, days: int, told: int) -> None:
    end_registrations(in_days(days))
    assert [one.says for one in endings(clock.today())] == [
        "Test Awards takes no registrations for the Small scheme any more."
    ] * told
    assert count_endings(clock.today()) == told


def test_a_number_in_many_versions_ends_once(app: object) -> None:
    end_registrations(in_days(10))
    bring_in(
        SMALL.replace("Fold the corners", "Fold every corner").replace(
            "number: 601/3562/1}", f"number: 601/3562/1, registration_ends: {in_days(10)}}}"
        )
    )
    assert len(endings(clock.today())) == count_endings(clock.today()) == 1
    assert (
        endings(clock.today())[0].path
        == f"/catalogue/qualifications/{version_of('small-scheme').id}"
    )


def test_administrators_and_the_holder_are_told_once(browser: Browser, ada: User) -> None:
    tess = make_admin()
    membership = make_membership(make_body(), ada, days_left=30)
    worker.tidy_up()
    worker.tidy_up()
    said = "Ada Trainee’s membership of the Guild of Service is to be renewed."
    assert [one.startswith(said) for one in notices(tess)] == [True]
    assert len(notices(ada)) == 1
    assert said in browser(tess).get("/registrations/running-out").text("tbody tr")
    assert "runs out within 90 days" in browser(tess).get("/admin").text("main")

    membership.ends_on = in_days(60)
    end_registrations(in_days(5))
    worker.tidy_up()
    assert notices(tess)[1:] == ["2 things run out within 90 days."]


def test_nothing_to_see_to_says_so(browser: Browser) -> None:
    assert "Nothing runs out soon" in (
        browser(make_admin()).get("/registrations/running-out").text(".empty")
    )


def test_last_days_are_put_right_for_every_version(browser: Browser, ada: User) -> None:
    tess, first = make_admin(), make_version().numbers[0]
    bring_in(SMALL.replace("Fold the corners", "Fold every corner"))
    latest = version_of("small-scheme").numbers[0]
    url = f"/catalogue/numbers/{latest.id}/dates"
    days: dict[str, Any] = {
        "registration_ends": in_days(5).isoformat(),
        "certification_ends": in_days(3).isoformat(),
    }
    page = browser(tess).post(url, status=422, reason="Register", **days)
    assert "Claims end on the day registrations end" in page.text(".error-summary")
    days["certification_ends"] = in_days(400).isoformat()
    browser(tess).post(url, status=422, **days)
    browser(tess).post(url, reason="The regulator’s register", **days)
    db.session.expire_all()
    for number in (first, latest):
        assert number.registration_ends == in_days(5)
        assert number.certification_ends == in_days(400)
    line = db.session.scalars(sa.select(TrailEntry).filter_by(kind="EndDatesCorrected")).one()
    assert line.body["reason"] == "The regulator’s register"
    shown = browser(ada).get(f"/catalogue/qualifications/{latest.version_id}")
    assert "Ends soon" in shown.text("tbody tr")
    browser(ada).get(url, status=404)


def test_nobody_is_registered_after_the_last_day(app: object, ada: User) -> None:
    end_registrations(in_days(0))
    make_registration(ada, version_of("small-scheme"))
    version_of("small-scheme").numbers[0].registration_ends = in_days(-1)
    db.session.commit()
    with pytest.raises(Unacceptable, match="takes no more registrations"):
        make_registration(None, version_of("small-scheme"))
