"""Other systems send statements: with a key, in the standard's way, each once."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import make_user
from tests.factories_elearning import COURSE, NUMBER, VOIDED, headers, make_key, statement
from tests.factories_people import make_holder
from tests.factories_training import make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.elearning import actions
from trainer.elearning.models import Activity, ReceivingKey, StatementRow
from trainer.extensions import db
from trainer.people.models import Role
from trainer.training.models import Holding, HoldingSource, Skill

Send = Callable[..., TestResponse]


@pytest.fixture
def admin(app: Flask) -> User:
    return make_holder("Tess Administrator", Role.TRAINING_ADMIN)


@pytest.fixture
def skill(admin: User) -> Skill:
    """What completing the course gives."""
    made = make_skill("Fire safety")
    db.session.add(Activity(address=COURSE, skill=made))
    db.session.commit()
    return made


@pytest.fixture
def learner(app: Flask) -> User:
    return make_user("Ada Trainee", email="ada@example.org")


@pytest.fixture
def key(admin: User) -> tuple[ReceivingKey, str]:
    return make_key(admin)


@pytest.fixture
def send(app: Flask, key: tuple[ReceivingKey, str]) -> Send:
    def sent(said: Any, *, put: str | None = None, **other: str) -> TestResponse:
        client = app.test_client()
        given = headers(*key) | other
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        kind = given.pop("kind", "application/json")
        if put is None:
            return client.post("/xapi/statements", data=body, headers=given, content_type=kind)
        return client.put(
            f"/xapi/statements?statementId={put}", data=body, headers=given, content_type=kind
        )

    return sent


def held() -> list[tuple[str, date, bool]]:
    found = db.session.scalars(sa.select(Holding).order_by(Holding.id))
    return [(one.person.name, one.starts_on, one.taken_back is not None) for one in found]


def test_a_completed_course_gives_its_skill_and_is_answered_with_its_id(
    send: Send, learner: User, skill: Skill
) -> None:
    answer = send(statement())
    assert (answer.status_code, answer.json) == (200, [NUMBER])
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert held() == [(learner.name, date(2026, 3, 2), False)]
    holding = db.session.scalars(sa.select(Holding)).one()
    assert (holding.source, holding.skill) == (HoldingSource.ELEARNING, skill)


def test_the_same_statement_twice_gives_once_and_another_under_its_id_is_refused(
    send: Send, learner: User, skill: Skill
) -> None:
    for _time in range(2):
        assert send(statement()).status_code == 200
    assert send(statement(timestamp="2026-03-03T10:00:00Z")).status_code == 409
    assert held() == [(learner.name, date(2026, 3, 2), False)]


def test_of_several_all_are_taken_or_none(send: Send, learner: User, skill: Skill) -> None:
    bad = statement(id=NUMBER.replace("5", "6"), verb={"id": "done"})
    assert send([statement(), bad]).status_code == 400
    assert db.session.scalar(sa.select(sa.func.count(StatementRow.id))) == 0
    answer = send([statement(), statement(id=None, timestamp="2026-03-03T10:00:00Z")])
    assert len(answer.json or []) == 2


def test_one_put_under_its_id(send: Send, learner: User) -> None:
    assert send(statement(id=None), put=NUMBER).status_code == 204
    assert send(statement(), put=NUMBER).status_code == 204
    other = NUMBER.replace("5", "6")
    assert send(statement(), put=other).status_code == 400
    assert send([statement()], put=NUMBER).status_code == 400
    assert send(statement(), put="").status_code == 400


REFUSED: dict[str, tuple[int, Callable[[Send], TestResponse]]] = {
    "no version": (400, lambda send: send(statement(), **{"X-Experience-API-Version": ""})),
    "a later version": (400, lambda send: send(statement(), **{"X-Experience-API-Version": "2.0"})),
    "no key": (401, lambda send: send(statement(), Authorization="")),
    "a bearer": (401, lambda send: send(statement(), Authorization="Bearer abc")),
    "a wrong secret": (401, lambda send: send(statement(), Authorization="Basic YTpi")),
    "words": (400, lambda send: send(b"hello")),
    "no number": (400, lambda send: send(b'{"a": NaN}')),
    "depths": (400, lambda send: send(b"[" * 100_000)),
    "a form": (400, lambda send: send(statement(), kind="application/x-www-form-urlencoded")),
    "files": (400, lambda send: send(statement(), kind="multipart/mixed; boundary=a")),
    "too many": (413, lambda send: send([statement()] * 501)),
    "too large": (413, lambda send: send(b" " * (2 * 1024 * 1024 + 1))),
    "to come": (400, lambda send: send(statement(timestamp="2999-01-01T00:00:00Z"))),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_not_the_standards_way_is_refused_in_words(
    send: Send, learner: User, why: str
) -> None:
    status, ask = REFUSED[why]
    answer = ask(send)
    assert answer.status_code == status
    assert answer.json is not None
    assert len(answer.json["error"]) > 10
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert db.session.scalar(sa.select(sa.func.count(StatementRow.id))) == 0


def test_only_its_hash_is_kept_and_a_key_ends(
    send: Send, key: tuple[ReceivingKey, str], admin: User
) -> None:
    made, secret = key
    assert secret not in str(vars(made))
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert send(statement()).status_code == 401
    actions.end_key(made, actor=admin)
    db.session.commit()
    assert send(statement()).status_code == 401


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_key_ends_within_a_year(admin: User, days: int) -> None:
    with pytest.raises(Unacceptable):
        make_key(admin, ends_on=clock.today() + timedelta(days=days))


def test_a_key_speaks_only_of_what_it_is_for(app: Flask, admin: User) -> None:
    made = make_key(admin, prefix="https://other.example/")
    client = app.test_client()
    answer = client.post("/xapi/statements", json=statement(), headers=headers(*made))
    assert answer.status_code == 403
    said = statement(object={"id": "https://other.example/1"})
    assert client.post("/xapi/statements", json=said, headers=headers(*made)).status_code == 200


def voiding(of: str = NUMBER) -> dict[str, Any]:
    about = {"objectType": "StatementRef", "id": of}
    return statement(id=None, verb={"id": VOIDED}, object=about, result=None)


def test_a_voided_statement_gives_nothing_whichever_comes_first(
    send: Send, learner: User, skill: Skill
) -> None:
    send(statement())
    assert send(voiding()).status_code == 200
    assert held() == [(learner.name, date(2026, 3, 2), True)]
    later = NUMBER.replace("5", "6")
    send(voiding(later))
    send(statement(id=later, timestamp="2026-03-04T10:00:00Z"))
    assert len(held()) == 1


def test_nobody_voids_what_another_system_said(
    send: Send, app: Flask, admin: User, learner: User, skill: Skill
) -> None:
    send(statement())
    other = make_key(admin, label="Another")
    answer = app.test_client().post("/xapi/statements", json=voiding(), headers=headers(*other))
    assert answer.status_code == 200
    assert held() == [(learner.name, date(2026, 3, 2), False)]


def test_people_are_known_by_address_hash_and_our_own_number(
    send: Send, learner: User, skill: Skill
) -> None:
    ours = {"account": {"homePage": "http://localhost/", "name": learner.staff_number}}
    theirs = {"account": {"homePage": "https://other.example", "name": learner.staff_number}}
    hashed = {"mbox_sha1sum": "b3cca8e8e7b6e4e5e3a1c0e5b0a0fbc9f5d0a5f1"}
    for number, actor in enumerate((ours, theirs, hashed)):
        send(statement(id=None, actor=actor, timestamp=f"2026-03-0{number + 1}T10:00:00Z"))
    assert held() == [(learner.name, date(2026, 3, 1), False)]


def test_the_version_is_told_to_anybody(app: Flask) -> None:
    answer = app.test_client().get("/xapi/about")
    assert (answer.status_code, answer.json) == (200, {"version": ["1.0.3"]})
    assert app.test_client().get("/xapi/statements").status_code in {302, 401, 405}
