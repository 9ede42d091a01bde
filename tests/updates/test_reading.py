"""Whom an update is for, and what becomes of somebody's word that they have read it."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.factories import make_user
from tests.factories_assessments import appoint
from tests.factories_certificates import make_administrator
from tests.factories_people import make_site
from tests.factories_updates import (
    EVERYBODY,
    RIGHT,
    WRONG,
    for_roles,
    for_sites,
    make_update,
    place,
    said,
)
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.cpd.queries import year_of
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.updates import actions, queries
from trainer.updates.models import Update, UpdateKind, UpdateReminder
from trainer.updates.tasks import tell_readers

DAY = timedelta(days=1)


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


def waiting(person: User) -> list[str]:
    return [one.title for one in queries.to_read(person)]


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def confirm(update: Update, person: User, answer: str = RIGHT) -> None:
    version = update.current
    assert version is not None
    actions.confirm(version, actor=person, answers={one.id: answer for one in version.questions})
    db.session.commit()


def test_nobody_sees_it_before_it_is_published(tess: User, ada: User) -> None:
    update = make_update(tess, published=False)
    assert waiting(ada) == []
    actions.publish(update, actor=tess)
    assert waiting(ada) == ["Kettles without a receipt"]


def test_it_is_for_whoever_works_at_the_site_that_day(tess: User, ada: User, ben: User) -> None:
    here, there, today = make_site("Here"), make_site("There"), clock.today()
    place(ada, here, today - 9 * DAY)
    place(ben, there, today - 9 * DAY)
    make_update(tess, audience=for_sites(here.id))
    assert (len(waiting(ada)), len(waiting(ben))) == (1, 0)
    ben.placements[0].ends_on = today
    place(ben, here, today)
    ada.placements[0].ends_on = today
    db.session.commit()
    assert (len(waiting(ada)), len(waiting(ben))) == (0, 1)


def test_it_is_for_whoever_holds_the_role(tess: User, ada: User, ben: User) -> None:
    appoint(ben, Role.ASSESSOR)
    make_update(tess, audience=for_roles(Role.ASSESSOR))
    assert (len(waiting(ada)), len(waiting(ben))) == (0, 1)


def test_read_once_it_waits_no_more_and_counts_as_development(tess: User, ada: User) -> None:
    update = make_update(tess, audience=EVERYBODY)
    confirm(update, ada)
    assert waiting(ada) == []
    with pytest.raises(Refused, match="You have confirmed"):
        confirm(update, ada)
    spent = year_of(ada, clock.today().year).spent
    assert [(one.minutes, one.what, one.path) for one in spent] == [
        (5, "Kettles without a receipt", f"/updates/{update.id}")
    ]


def test_a_wrong_answer_of_the_check_confirms_nothing(tess: User, ada: User) -> None:
    update = make_update(tess, questions=2)
    with pytest.raises(Unacceptable, match="Not every answer is right"):
        confirm(update, ada, WRONG)
    db.session.rollback()
    assert len(waiting(ada)) == 1
    confirm(update, ada)
    assert waiting(ada) == []


def test_nobody_confirms_what_is_not_for_them(tess: User, ada: User) -> None:
    update = make_update(tess, audience=for_sites(make_site("There").id))
    with pytest.raises(Refused, match="isn’t for where you work"):
        confirm(update, ada)


def test_the_next_version_is_to_be_read_anew_and_the_last_stays_as_it_was(
    tess: User, ada: User
) -> None:
    update = make_update(tess)
    first = update.current
    assert first is not None
    confirm(update, ada)
    actions.begin_next(update, actor=tess)
    assert waiting(ada) == []
    with pytest.raises(Unacceptable, match="Say what changed"):
        actions.publish(update, actor=tess)
    new = said(title="Kettles and toasters", changed="Toasters, too.")
    actions.change(update, actor=tess, kind=UpdateKind.POLICY, said=new, audience=EVERYBODY)
    actions.publish(update, actor=tess)
    db.session.commit()
    assert waiting(ada) == ["Kettles and toasters"]
    assert first.title == "Kettles without a receipt"
    with pytest.raises(Refused, match="no longer the one to read"):
        actions.confirm(first, actor=tess, answers={})
    with pytest.raises(Refused, match="stays as it is"):
        actions.change(update, actor=tess, kind=UpdateKind.POLICY, said=new, audience=EVERYBODY)


def test_withdrawn_it_waits_for_nobody_and_who_read_it_stays(tess: User, ada: User) -> None:
    update = make_update(tess)
    confirm(update, ada)
    actions.withdraw(update, actor=tess)
    db.session.commit()
    assert waiting(tess) == []
    assert [one.version.update_id for one in queries.have_read(ada)] == [update.id]


def test_only_training_administrators_write(ada: User) -> None:
    with pytest.raises(Refused, match="Training administrators"):
        make_update(ada)


def test_everybody_it_is_for_is_told_once_however_often_the_work_is_done(
    tess: User, ada: User, ben: User
) -> None:
    site = make_site("Here")
    place(ada, site, clock.today())
    update = make_update(tess, audience=for_sites(site.id))
    for _again in range(2):
        tell_readers(update.newest.id)
    assert [len(told(one)) for one in (ada, ben)] == [1, 0]


def test_whoever_has_not_read_it_in_time_is_reminded_once(tess: User, ada: User, ben: User) -> None:
    update = make_update(tess)
    confirm(update, ben)
    actions.remind()
    assert told(ada) == []
    update.newest.due_on = clock.today() - DAY
    db.session.commit()
    for _again in range(3):
        actions.remind()
        db.session.commit()
    assert told(ada) == ["You were asked to read “Kettles without a receipt”."]
    assert told(ben) == []
    reminded = db.session.scalars(sa.select(UpdateReminder.reader_id)).all()
    everybody = set(db.session.scalars(sa.select(User.id)))
    assert sorted(reminded) == sorted(everybody - {ben.id})


def test_that_somebody_read_it_can_be_neither_changed_nor_taken_away(tess: User, ada: User) -> None:
    confirm(make_update(tess), ada)
    for statement in ("UPDATE update_readings SET reader_id = 1", "DELETE FROM update_readings"):
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(sa.text(statement))


@pytest.mark.parametrize("seed", range(10))
def test_for_any_moves_it_is_for_whoever_is_there_today(tess: User, seed: int) -> None:
    chance, today = Random(seed), clock.today()
    sites = [make_site(f"Site {one}") for one in range(3)]
    people = [make_user(f"Person Number{one}") for one in range(4)]
    where: dict[int, int] = {}
    for _move in range(chance.randrange(8)):
        person, site = chance.choice(people), chance.choice(sites)
        for earlier in person.placements:
            earlier.ends_on = earlier.ends_on or today
        place(person, site, today)
        where[person.id] = site.id
    audience = {one.id for one in sites if chance.random() < 0.4}
    update = make_update(tess, audience=for_sites(*audience))
    expected = {one.id for one in people if not audience or where.get(one.id) in audience}
    found = queries.readers(update, User.name.startswith("Person Number"))
    assert {one.id for one in found} == expected
