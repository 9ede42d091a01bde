"""Leaving and coming back: what ends, when it bites, and who must stay."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import (
    appoint,
    make_holder,
    make_placement,
    make_site,
    post_at,
    proof_of,
)
from trainer.accounts.models import LoginSession, User
from trainer.audit.models import LedgerEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.people import actions, queries
from trainer.people.models import AppointmentStatus, Role

DAY = timedelta(days=1)


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR)


@pytest.fixture
def administrators(app: object) -> list[User]:
    return [make_holder(name, Role.SYSTEM_ADMIN) for name in ("Dev One", "Dot Two", "Dan Three")]


def test_leaving_bites_at_the_next_request(browser: Browser, hr: User, ada: User) -> None:
    make_placement(ada)
    browser(ada).get("/")
    actions.leave(ada, actor=hr, on=clock.today())
    db.session.commit()
    browser(ada).get("/", status=302)
    assert not ada.active
    assert ada.placement() is None
    ended = sa.select(LoginSession.ended_at).where(LoginSession.user_id == ada.id)
    assert all(db.session.scalars(ended))


def test_leaving_ends_roles_and_refuses_those_asked_for(hr: User, ben: User) -> None:
    held = appoint(ben, Role.ASSESSOR)
    asked = actions.ask_for_role(
        ben, actor=hr, role=Role.IQA, starts_on=clock.today(), why="Needed", proof=proof_of(hr)
    )
    actions.leave(ben, actor=hr, on=clock.today())
    db.session.commit()
    assert (held.status, asked.status) == (AppointmentStatus.ENDED, AppointmentStatus.REFUSED)
    assert not ben.holds(Role.ASSESSOR)
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds == ["RoleAskedFor", "RoleEnded", "RoleRefused"]


def test_a_last_day_to_come_lets_them_work_until_then(
    browser: Browser, hr: User, ben: User
) -> None:
    placement = make_placement(ben)
    held = appoint(ben, Role.ASSESSOR)
    gone = clock.today() + 10 * DAY
    actions.leave(ben, actor=hr, on=gone)
    db.session.commit()
    browser(ben).get("/")
    assert (placement.last_day, held.ends_on) == (gone - DAY, gone)
    assert ben.holds(Role.ASSESSOR)
    assert actions.let_leavers_go() == 0
    with time_machine.travel(clock.now() + 10 * DAY):
        assert not ben.holds(Role.ASSESSOR)
        assert actions.let_leavers_go() == 1
        db.session.commit()
        assert actions.let_leavers_go() == 0
    assert not ben.active


def test_a_last_day_can_be_moved_and_taken_back(hr: User, ada: User) -> None:
    placement = make_placement(ada)
    actions.leave(ada, actor=hr, on=clock.today() + 5 * DAY)
    actions.leave(ada, actor=hr, on=clock.today() + 9 * DAY)
    moved = placement.ends_on
    actions.stay(ada, actor=hr)
    assert (moved, placement.ends_on) == (clock.today() + 9 * DAY, None)
    with pytest.raises(WrongState):
        actions.stay(ada, actor=hr)


def test_somebody_takes_over_those_who_report_to_a_leaver(
    hr: User, ada: User, ben: User, cleo: User, eve: User
) -> None:
    make_placement(cleo, manager=eve)
    make_placement(ada, manager=cleo)
    make_placement(ben, manager=cleo)
    with pytest.raises(Unacceptable, match="Ada Trainee, Ben Assessor") as refused:
        actions.leave(cleo, actor=hr, on=clock.today())
    assert refused.value.field == "successor"
    actions.leave(cleo, actor=hr, on=clock.today(), successor=ben)
    db.session.commit()
    assert db.session.scalars(queries.reports_to(ben)).all() == [ada.id]
    assert db.session.scalars(queries.reports_to(eve)).all() == [ben.id]


def test_a_successor_from_below_one_of_them_would_make_a_loop(
    hr: User, ada: User, ben: User, cleo: User
) -> None:
    make_placement(cleo)
    make_placement(ben, manager=cleo)
    make_placement(ada, manager=ben)
    with pytest.raises(Unacceptable, match="Ben Assessor: Ada Trainee reports to") as refused:
        actions.leave(cleo, actor=hr, on=clock.today(), successor=ada)
    assert refused.value.field == "successor"


def test_two_administrators_stay(administrators: list[User]) -> None:
    one, two, three = administrators
    actions.leave(three, actor=one, on=clock.today())
    db.session.commit()
    with pytest.raises(Refused, match="Two system administrators must stay"):
        actions.leave(two, actor=one, on=clock.today())
    with pytest.raises(Refused, match="Two system administrators must stay"):
        actions.leave(two, actor=one, on=clock.today() + 30 * DAY)


def test_an_administrator_about_to_leave_does_not_count(administrators: list[User]) -> None:
    one, two, three = administrators
    make_placement(three)
    actions.leave(three, actor=one, on=clock.today() + 30 * DAY)
    db.session.commit()
    with pytest.raises(Refused, match="must stay"):
        actions.leave(two, actor=one, on=clock.today())


def test_nobody_records_their_own_leaving(hr: User) -> None:
    with pytest.raises(Refused, match="your own leaving"):
        actions.leave(hr, actor=hr, on=clock.today())


def test_nobody_leaves_twice(hr: User, ada: User) -> None:
    actions.leave(ada, actor=hr, on=clock.today())
    with pytest.raises(Refused, match="left already"):
        actions.leave(ada, actor=hr, on=clock.today())


def test_without_a_job_there_is_no_day_to_leave_on(hr: User, ada: User) -> None:
    with pytest.raises(Unacceptable) as refused:
        actions.leave(ada, actor=hr, on=clock.today() + DAY)
    assert refused.value.field == "when"


def test_hr_does_not_let_an_administrator_go(administrators: list[User], hr: User) -> None:
    with pytest.raises(Refused, match="another system administrator"):
        actions.leave(administrators[0], actor=hr, on=clock.today())


def test_someone_comes_back_under_the_same_number(hr: User) -> None:
    nia = make_user(password="three plain words")
    site = make_site()
    make_placement(nia, site=site)
    actions.leave(nia, actor=hr, on=clock.today() - 3 * DAY)
    with pytest.raises(Unacceptable, match="not left yet"):
        actions.take_back(nia, actor=hr, post=post_at(site, starts_on=clock.today() - 4 * DAY))
    with pytest.raises(Refused, match="Take them back first"):
        actions.place(nia, actor=hr, post=post_at(site))
    actions.take_back(nia, actor=hr, post=post_at(site))
    db.session.commit()
    assert nia.active
    assert nia.password is None
    assert [one.ends_on for one in nia.placements] == [clock.today() - 3 * DAY, None]
    with pytest.raises(Refused, match="works here"):
        actions.take_back(nia, actor=hr, post=post_at(site))
