"""A return is one's own: kept apart, read by nobody else, changed and removed at any time."""

import stat

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_equality import give_return, switch_on
from tests.factories_erasure import erase
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.backups.moments import AFTER, BEFORE
from trainer.equality import sealing
from trainer.equality.models import EqualityReturn
from trainer.equality.queries import own_answers
from trainer.extensions import db
from trainer.people.models import Role

PAGE = "/account/equality"


@pytest.fixture
def hana(app: Flask) -> User:
    made = make_holder("Hana People", Role.HR, password=PASSWORD)
    switch_on(made)
    return made


def rows() -> list[EqualityReturn]:
    return list(db.session.scalars(sa.select(EqualityReturn)).all())


def chosen(browser: Browser, person: User) -> dict[str, str]:
    form = browser(person).get(PAGE).form(f'main form[action="{PAGE}"]')
    return {name: said for name, said in form.items() if name != "csrf_token" and said}


def test_a_return_is_given_changed_and_removed(browser: Browser, hana: User, ada: User) -> None:
    visitor = browser(ada)
    assert chosen(browser, ada) == {}
    visitor.post(PAGE, sex="female", age_band="25_to_34")
    assert chosen(browser, ada) == {"sex": "female", "age_band": "25_to_34"}
    visitor.post(PAGE, sex="", ethnic_group="mixed", disability="no", age_band="")
    assert chosen(browser, ada) == {"ethnic_group": "mixed", "disability": "no"}
    assert len(rows()) == 1
    visitor.post(PAGE, 422, sex="something else")
    visitor.post(f"{PAGE}/remove")
    assert rows() == []
    assert chosen(browser, ada) == {}
    visitor.post(f"{PAGE}/remove")


def test_everybody_sees_their_own_alone(browser: Browser, hana: User, ada: User, eve: User) -> None:
    browser(ada).post(PAGE, sex="female")
    browser(eve).post(PAGE, sex="male")
    browser(eve).post(f"{PAGE}/remove")
    assert chosen(browser, ada) == {"sex": "female"}
    assert chosen(browser, eve) == {}
    assert chosen(browser, hana) == {}


def test_the_database_alone_cannot_tell_whose_it_is_or_what_it_says(
    hana: User, ada: User, eve: User
) -> None:
    table = EqualityReturn.__table__
    assert [column.name for column in table.columns] == ["token", "sealed"]
    assert not table.foreign_keys
    give_return(ada, sex="female", disability="yes")
    give_return(eve, sex="female", disability="yes")
    one, other = rows()
    assert one.sealed != other.sealed
    give_return(ada)
    assert len({len(each.sealed) for each in rows()}) == 1  # As long whatever it says.
    kept = b"".join(each.token.encode() + each.sealed for each in rows())
    for told in (ada.name, ada.staff_number, "female", "disability"):
        assert told.encode() not in kept
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(sa.exc.OperationalError):
            db.session.execute(sa.text("SELECT rowid FROM equality_returns"))


def test_nothing_is_written_down_of_giving_one(browser: Browser, hana: User, ada: User) -> None:
    visitor = browser(ada)
    visitor.get(PAGE)

    def told() -> tuple[int, ...]:
        return tuple(
            db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
            if table.name != "equality_returns"
        )

    before = told()
    visitor.post(PAGE, sex="female")
    visitor.post(f"{PAGE}/remove")
    assert told() == before


def test_a_return_opens_under_its_own_token_and_key_only(hana: User, ada: User, eve: User) -> None:
    give_return(ada, sex="female")
    key, [kept] = sealing.present(), rows()
    assert key is not None
    assert key.unseal(kept.token, kept.sealed) == {"sex": "female"}
    with pytest.raises(InvalidTag):
        key.unseal(key.token(eve.id), kept.sealed)
    sealing.make()
    assert own_answers(ada) is None
    other = sealing.present()
    assert other is not None
    with pytest.raises(InvalidTag):
        other.unseal(kept.token, kept.sealed)


def test_the_key_is_a_file_of_its_own_for_trainer_alone(app: Flask, hana: User) -> None:
    path = app.extensions["trainer"].data_dir / sealing.FILE
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert path.name not in {*BEFORE, *AFTER}  # What a backup takes along.


def test_erasing_somebody_removes_their_return(hana: User, ada: User) -> None:
    gone = make_user("Gita Gone")
    give_return(gone, sex="female")
    give_return(ada, sex="female")
    gone.active = False
    db.session.commit()
    erase(gone, hana, make_holder("Sam System", Role.SYSTEM_ADMIN, password=PASSWORD))
    assert own_answers(gone) is None
    assert own_answers(ada) == {"sex": "female"}
    assert len(rows()) == 1


def test_the_account_page_asks_once_whether_returns_are_asked_for(
    browser: Browser, hana: User, ada: User, count_queries: CountQueries
) -> None:
    visitor = browser(ada)
    visitor.get("/account")
    with count_queries() as asked:
        assert "Your voluntary return" in visitor.get("/account").text("main")
    assert len([one for one in asked if "equality_terms" in str(one)]) == 1
