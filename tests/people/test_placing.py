"""Joining and moving: history is kept, dates fit, and nobody is above themselves."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.factories import make_user
from tests.factories_people import (
    appoint,
    make_holder,
    make_placement,
    make_site,
    make_team,
    post_at,
)
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.people import actions, queries
from trainer.people.models import Placement, Role

DAY = timedelta(days=1)


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR)


def test_someone_new_has_an_account_and_a_job(hr: User, cleo: User) -> None:
    site = make_site()
    nia = actions.join(
        actor=hr,
        staff_number=" N77 ",
        name="Nia Bowen",
        known_as="",
        email="Nia@Brackenhall.example",
        post=post_at(site, manager=cleo),
    )
    db.session.commit()
    assert (nia.staff_number, nia.known_as, nia.email) == ("n77", "Nia", "nia@brackenhall.example")
    placement = nia.placement()
    assert placement is not None
    assert (placement.site, placement.manager) == (site, cleo)
    kinds = db.session.scalars(sa.select(TrailEntry.kind).order_by(TrailEntry.id)).all()
    assert {"Joined", "Placed"} <= set(kinds)


@pytest.mark.parametrize(("field", "value"), [("staff_number", "N77"), ("email", "a@b.example")])
def test_a_number_and_an_address_belong_to_one_person(hr: User, field: str, value: str) -> None:
    site = make_site()
    given = {"staff_number": "n77", "name": "Nia", "known_as": "", "email": "a@b.example"}
    actions.join(actor=hr, post=post_at(site), **given)
    other = {**given, "staff_number": "n78", "email": "c@d.example", field: value}
    with pytest.raises(Unacceptable) as refused:
        actions.join(actor=hr, post=post_at(site), **other)
    assert refused.value.field == field


def test_a_move_ends_the_old_job_and_begins_the_new(hr: User, ada: User, cleo: User) -> None:
    site = make_site()
    make_placement(ada, site=site)
    moved = actions.place(ada, actor=hr, post=post_at(site, manager=cleo))
    db.session.commit()
    before, after = ada.placements
    assert before.ends_on == after.starts_on == clock.today()
    assert (ada.placement(), after.manager) == (moved, cleo)
    assert db.session.scalars(queries.reports_to(cleo)).all() == [ada.id]


def test_a_move_to_come_leaves_today_as_it_is(hr: User, ada: User, cleo: User) -> None:
    now = make_placement(ada, manager=cleo)
    later = post_at(now.site, starts_on=clock.today() + 30 * DAY)
    actions.place(ada, actor=hr, post=later)
    db.session.commit()
    assert ada.placement() == now
    assert db.session.scalars(queries.reports_to(cleo)).all() == [ada.id]
    in_a_month = queries.reports_to(cleo, clock.today() + 30 * DAY)
    assert db.session.scalars(in_a_month).all() == []


def test_a_mistake_is_put_right_on_the_same_day_and_kept(hr: User, ada: User) -> None:
    site = make_site()
    make_placement(ada, site=site)
    actions.place(ada, actor=hr, post=post_at(site, job_title="Advisor"))
    actions.place(ada, actor=hr, post=post_at(site, job_title="Adviser"))
    db.session.commit()
    assert [one.job_title for one in ada.placements] == ["Assistant", "Advisor", "Adviser"]
    current = ada.placement()
    assert current is not None
    assert current.job_title == "Adviser"


def test_nothing_new_is_not_a_move(hr: User, ada: User) -> None:
    now = make_placement(ada)
    with pytest.raises(Unacceptable, match="Nothing would change"):
        actions.place(ada, actor=hr, post=post_at(now.site, job_title=now.job_title))


def test_a_move_cannot_begin_before_the_job_it_ends(hr: User, ada: User) -> None:
    now = make_placement(ada, starts_on=clock.today())
    with pytest.raises(Unacceptable) as refused:
        actions.place(ada, actor=hr, post=post_at(now.site, starts_on=clock.today() - DAY))
    assert refused.value.field == "starts_on"


def test_a_team_belongs_to_its_site(hr: User, ada: User) -> None:
    make_placement(ada)
    elsewhere = make_team(make_site("Mill Lane"))
    with pytest.raises(Unacceptable) as refused:
        actions.place(ada, actor=hr, post=post_at(make_site(), team=elsewhere))
    assert refused.value.field == "place"


def test_nobody_is_their_own_manager(hr: User, ada: User) -> None:
    now = make_placement(ada)
    with pytest.raises(Unacceptable, match="themselves"):
        actions.place(ada, actor=hr, post=post_at(now.site, manager=ada))
    db.session.add(
        Placement(user=ada, manager=ada, site=now.site, job_title="x", starts_on=clock.today())
    )
    with pytest.raises(IntegrityError, match="not_own_manager"):
        db.session.flush()


def test_nobody_reports_to_themselves_through_others(hr: User, ada: User, cleo: User) -> None:
    ben = make_user("Ben Between")
    site = make_site()
    make_placement(ben, site=site, manager=cleo)
    make_placement(ada, site=site, manager=ben)
    make_placement(cleo, site=site)
    with pytest.raises(Unacceptable, match="Cleo Manager"):
        actions.place(cleo, actor=hr, post=post_at(site, manager=ada))


def test_a_loop_to_come_is_a_loop(hr: User, ada: User, cleo: User) -> None:
    site = make_site()
    make_placement(cleo, site=site)
    make_placement(ada, site=site)
    later = clock.today() + 30 * DAY
    actions.place(ada, actor=hr, post=post_at(site, manager=cleo, starts_on=later))
    db.session.flush()
    with pytest.raises(Unacceptable, match="reports to"):
        actions.place(cleo, actor=hr, post=post_at(site, manager=ada))


def test_someone_who_is_leaving_is_no_manager(hr: User, ada: User, cleo: User) -> None:
    now = make_placement(ada)
    make_placement(cleo, ends_on=clock.today() + DAY)
    with pytest.raises(Unacceptable, match="is leaving"):
        actions.place(ada, actor=hr, post=post_at(now.site, manager=cleo))


def test_a_name_is_put_right(hr: User, ada: User) -> None:
    actions.correct(ada, actor=hr, name="Ada Byron", known_as="Ada", email="ada@b.example")
    db.session.commit()
    assert (ada.name, ada.email) == ("Ada Byron", "ada@b.example")
    line = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "Corrected")).one()
    assert line.body["fields"] == ["name", "email"]


def test_only_an_administrator_touches_an_administrators_record(hr: User, dev: User) -> None:
    appoint(dev, Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="another system administrator"):
        actions.correct(dev, actor=hr, name="Dev", known_as="Dev", email="hana@b.example")


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.IQA])
def test_those_who_judge_do_not_keep_records(role: Role, ada: User) -> None:
    assessor = make_holder("Ash Essor", role)
    with pytest.raises(Refused):
        actions.place(ada, actor=assessor, post=post_at(make_site()))
    with pytest.raises(Refused):
        actions.add_site(actor=assessor, code="X", name="Nowhere")


def test_hr_of_one_site_reads_but_does_not_change(ada: User) -> None:
    site = make_site()
    make_placement(ada, site=site)
    local = make_holder("Lou Local", Role.HR, site=site)
    with pytest.raises(Refused, match="every site"):
        actions.place(ada, actor=local, post=post_at(site))
