"""Coming by a skill at a course, with a unit and with a certificate, and losing it with them."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories_assessments import (
    make_qualification,
    make_registration,
    make_waiting_for_iqa,
)
from tests.factories_certificates import (
    make_administrator,
    make_certificate,
    make_complete,
    revoke_by_two,
)
from tests.factories_people import make_holder
from tests.factories_reviews import let_count, overturn_all
from tests.factories_training import make_holding, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.training import actions
from trainer.training.models import Holding, HoldingSource, HoldingTakenBack


def held(person: User) -> list[Holding]:
    standing = sa.select(Holding).where(Holding.person == person, ~Holding.taken_back.has())
    return list(db.session.scalars(standing.order_by(Holding.id)))


def test_it_holds_for_as_long_as_the_skill_says(ada: User) -> None:
    holding = make_holding(ada, make_skill(valid_months=12), date(2026, 3, 5))
    assert holding.ends_on == date(2027, 3, 5)
    assert make_holding(ada, make_skill(valid_months=None)).ends_on is None


def test_the_same_attendance_gives_it_once(ada: User) -> None:
    skill = make_skill()
    make_holding(ada, skill, key="attendance:1")
    again = actions.hold(
        ada, skill, actor=None, source=HoldingSource.ATTENDANCE, on=clock.today(),
        key="attendance:1",
    )  # fmt: skip
    assert again is None
    assert len(held(ada)) == 1


def test_a_renewal_in_its_window_loses_no_day(ada: User) -> None:
    skill = make_skill(valid_months=12, renewal_days=60)
    make_holding(ada, skill, date(2026, 3, 5))
    assert make_holding(ada, skill, date(2027, 2, 1)).ends_on == date(2028, 3, 5)
    assert make_holding(ada, skill, date(2027, 8, 1)).ends_on == date(2028, 8, 1)


def test_what_is_taken_back_neither_holds_nor_lends_its_end(ada: User) -> None:
    skill = make_skill(valid_months=12, renewal_days=60)
    first = make_holding(ada, skill, date(2026, 3, 5), key="attendance:first")
    actions.take_back_what_rests_on("attendance:first", actor=None, reason="Not there.")
    db.session.commit()
    assert held(ada) == []
    assert make_holding(ada, skill, date(2027, 2, 1)).ends_on == date(2028, 2, 1)
    assert first.taken_back is not None


def test_a_unit_gives_its_skill_until_it_is_opened_again(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=1))
    unit = make_waiting_for_iqa(registration)
    make_skill("Handling complaints", unit_id=unit.unit_version.unit_id)
    let_count(unit)
    assert [(one.source, one.says) for one in held(ada)] == [
        (HoldingSource.UNIT, unit.unit_version.title)
    ]
    overturn_all(unit)
    assert held(ada) == []


def test_a_certificate_gives_its_skill_until_it_is_revoked(ada: User) -> None:
    registration = make_complete(ada)
    make_skill(qualification_id=registration.version.qualification_id, valid_months=12)
    certificate = make_certificate(ada, registration=registration)
    assert [one.source for one in held(ada)] == [HoldingSource.CERTIFICATE]
    assert held(ada)[0].ends_on == clock.months_after(clock.today(), 12)
    revoke_by_two(certificate, by=make_administrator("Tess Other"))
    assert held(ada) == []


def test_the_database_refuses_changes(ada: User) -> None:
    make_holding(ada, make_skill())
    with pytest.raises(DatabaseError):
        db.session.execute(sa.update(Holding).values(says="Other words."))
    db.session.rollback()
    with pytest.raises(DatabaseError):
        db.session.execute(sa.delete(Holding))
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(HoldingTakenBack)) == 0


@pytest.mark.parametrize("source", HoldingSource)
def test_a_page_says_how_somebody_came_by_it(
    browser: Browser, ada: User, source: HoldingSource
) -> None:
    tess = make_holder("Tess Administrator", Role.TRAINING_ADMIN)
    key = None if source is HoldingSource.RECORD else "something:1"
    actions.hold(
        ada, make_skill(), actor=tess, source=source, on=clock.today(), key=key, says="Seen."
    )
    db.session.commit()
    shown = browser(ada).get("/training/").text("main")
    by_hand = "recorded by Tess Administrator"
    words = by_hand if source is HoldingSource.RECORD else str(source.words)
    assert f"{words}: Seen." in shown
