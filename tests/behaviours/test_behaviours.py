"""Behaviours in versions: what Trainer comes with, who writes them, and what is asked in which job."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_behaviours import (
    LEVELS,
    behaviour_called,
    make_builtin,
    said,
    set_called,
)
from tests.factories_certificates import make_administrator
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.behaviours import actions, queries
from trainer.behaviours.models import Behaviour, BehaviourSet, BehaviourVersion
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.people.models import Role

GENERAL, LEADERS = "Everybody who serves customers", "Leaders of teams and places"


@pytest.fixture
def hana(ada: User) -> User:
    make_builtin()
    return make_holder("Hana People", Role.HR)


def test_it_comes_with_sixteen_in_four_different_levels(hana: User) -> None:
    versions = queries.listed()
    assert len(versions) == 16
    for one in versions:
        assert len(set(one.levels)) == 4, one.name
    words = [level for one in versions for level in one.levels]
    assert len(words) == len(set(words))


def test_loading_again_adds_nothing_and_keeps_what_was_written(hana: User) -> None:
    listening = behaviour_called("listening")
    actions.revise(listening, actor=hana, known=1, said=said("Hearing"), changed="Plainer.")
    db.session.commit()
    assert actions.load_builtin() == 0
    assert listening.current.name == "Hearing"
    assert len(db.session.scalars(sa.select(BehaviourSet)).all()) == 2


def test_a_new_version_is_read_now_and_the_old_one_stays(hana: User, browser: Browser) -> None:
    listening = behaviour_called("listening")
    before = listening.current.level_1
    address = f"/behaviours/{listening.id}"
    sent = browser(hana).get(f"{address}/change").form() | {"level_1": "Talks over people."}
    unsaid = browser(hana).send(f"{address}/change", 422, sent)
    assert "Say what changed, and why." in unsaid.text(".error-summary")
    browser(hana).send(f"{address}/change", 303, sent | {"changed": "Asked for by two sites."})
    page = browser(hana).get(address).text("main")
    assert "Talks over people." in page
    assert "Asked for by two sites." in page
    assert before in browser(hana).get(f"{address}?version=1").text("main")


def test_what_was_written_over_an_older_version_is_refused(hana: User, browser: Browser) -> None:
    listening = behaviour_called("listening")
    address = f"/behaviours/{listening.id}/change"
    sent = browser(hana).get(address).form() | {"changed": "Mine.", "level_2": "Second thoughts."}
    actions.revise(listening, actor=hana, known=1, said=said("Hearing"), changed="Theirs.")
    db.session.commit()
    browser(hana).send(address, 409, sent)
    assert listening.latest == 2
    with pytest.raises(WrongState):
        actions.revise(listening, actor=hana, known=1, said=said("Other"), changed="Mine.")


def test_only_hr_and_training_administrators_write(hana: User, ben: User, browser: Browser) -> None:
    listening = behaviour_called("listening")
    for who in (ben, make_holder("Sy Stems", Role.SYSTEM_ADMIN)):
        with pytest.raises(Refused):
            actions.write(actor=who, said=said())
        with pytest.raises(Refused):
            actions.revise(listening, actor=who, known=1, said=said(), changed="Why not.")
        with pytest.raises(Refused):
            actions.retire(listening, actor=who)
        with pytest.raises(Refused):
            actions.make_set(actor=who, name="Mine", behaviours=[listening], job_titles=[])
        browser(who).get("/behaviours/new", status=404)
        browser(who).get(f"/behaviours/{listening.id}", status=200)
    assert actions.write(actor=make_administrator(), said=said()).latest == 1


def test_a_name_is_taken_once(hana: User, browser: Browser) -> None:
    sent = browser(hana).get("/behaviours/new").form() | {"name": "listening", "meaning": "Ears."}
    sent |= {f"level_{number}": LEVELS[number - 1] for number in (1, 2, 3, 4)}
    answer = browser(hana).send("/behaviours/new", 422, sent)
    assert "There is a behaviour of that name." in answer.text(".error-summary")
    browser(hana).send("/behaviours/new", 303, sent | {"name": "Punctuality"})
    assert "Punctuality" in browser(hana).get("/behaviours/").text("main")


def test_a_retired_one_is_asked_of_nobody_and_comes_back_where_it_was(
    hana: User, browser: Browser
) -> None:
    listening = behaviour_called("listening")
    place = [one.behaviour_id for one in queries.in_use(set_called(GENERAL))].index(listening.id)
    browser(hana).post(f"/behaviours/{listening.id}/retire")
    asked = queries.in_use(set_called(GENERAL))
    assert listening.id not in [one.behaviour_id for one in asked]
    assert "rated no more" in browser(hana).get(f"/behaviours/{listening.id}").text("main")
    with pytest.raises(Refused):
        actions.revise(listening, actor=hana, known=1, said=said(), changed="Late.")
    browser(hana).post(f"/behaviours/{listening.id}/bring-back")
    asked = queries.in_use(set_called(GENERAL))
    assert asked[place].behaviour_id == listening.id


def test_a_job_has_its_own_set_and_every_other_job_the_general_one(hana: User) -> None:
    leader, server, new = make_user("Lea Der"), make_user("Sev Er"), make_user("No Place")
    make_placement(leader, job_title="team LEADER")
    make_placement(server, job_title="Sales assistant")
    names = {who.name: told.name for who in (leader, server, new) if (told := queries.set_of(who))}
    assert names == {"Lea Der": LEADERS, "Sev Er": GENERAL, "No Place": GENERAL}


def test_a_set_is_made_and_changed_and_a_job_stands_in_one_only(
    hana: User, browser: Browser
) -> None:
    listening, planning = behaviour_called("listening"), behaviour_called("planning")
    sent = browser(hana).get("/behaviours/sets/new").form() | {
        "name": "Porters",
        "behaviours": [str(listening.id)],
        "job_titles": "Porter\n porter \nTEAM leader",
    }
    answer = browser(hana).send("/behaviours/sets/new", 422, sent)
    assert "A job has one set." in answer.text(".error-summary")
    browser(hana).send("/behaviours/sets/new", 303, sent | {"job_titles": "Porter\n porter "})
    told = set_called("Porters")
    assert told.job_titles == ["porter"]
    address = f"/behaviours/sets/{told.id}/change"
    changed = browser(hana).get(address).form() | {
        "behaviours": [str(listening.id), str(planning.id)]
    }
    browser(hana).send(address, 303, changed)
    db.session.expire_all()
    assert {one.behaviour_id for one in told.members} == {listening.id, planning.id}
    with pytest.raises(WrongState):
        actions.change_set(
            told, actor=hana, known=told.row_version - 1, name="Late", behaviours=[planning],
            job_titles=[],
        )  # fmt: skip
    with pytest.raises(Unacceptable):
        actions.make_set(actor=hana, name="PORTERS", behaviours=[planning], job_titles=[])


def test_the_database_keeps_versions_as_they_were(hana: User) -> None:
    version = db.session.scalars(sa.select(BehaviourVersion).limit(1)).one()
    version.level_1 = "Something else."
    with pytest.raises(sa.exc.DBAPIError, match="kept as they were"):
        db.session.flush()
    db.session.rollback()


def test_the_list_takes_no_more_statements_for_more_behaviours(
    hana: User, browser: Browser, count_queries: CountQueries
) -> None:
    browser(hana).get("/behaviours/")
    taken = []
    for many in (1, 12):
        for number in range(many):
            made = actions.write(actor=hana, said=said(f"Habit {many} {number}"))
            db.session.flush()
            actions.make_set(
                actor=hana, name=f"Set {many} {number}", behaviours=[made], job_titles=[]
            )
        db.session.commit()
        with count_queries() as statements:
            browser(hana).get("/behaviours/")
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 16, taken
    assert db.session.scalar(sa.select(sa.func.count(Behaviour.id))) == 29
