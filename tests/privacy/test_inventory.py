"""Every table and column is declared, nothing is declared that isn't there, and rows are found."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from trainer.extensions import db
from trainer.privacy.inventory import INVENTORY, Kind, Table, Treatment, reading
from trainer.privacy.inventory.terms import about, by_name, nobody

pytestmark = pytest.mark.usefixtures("session")


def test_everything_is_declared_and_nothing_else() -> None:
    assert reading.faults() == []


@pytest.mark.parametrize(
    ("name", "declared", "fault"),
    [
        ("needs", about("needs", "person_id", kept="key", why="x"), "needs.label: nothing says"),
        ("needs", about("needs", "person_id", words="labels"), "needs.labels: there is no such"),
        ("needs", about("needs", "skill_id", words="label"), "needs.skill_id: it leads to nobody"),
        ("needs", about("needs", "person_id", words="label key", kept="reason"), "why its text"),
        ("needs", about("needs", "person_id", words="label key status"), "needs.status: a link or"),
        ("needs", about("needs", "", words="label key"), "nothing leads to them"),
        ("needs", nobody("", "needs")[0], "nothing says why it is about nobody"),
        ("claims", nobody("an answer", "claims")[0], "claims.registration_id: it always belongs"),
        ("no_such_table", nobody("nothing", "no_such_table")[0], "there is no such table"),
    ],
)
def test_a_wrong_declaration_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, declared: Table, fault: str
) -> None:
    monkeypatch.setitem(INVENTORY, name, declared)
    assert any(fault in one for one in reading.faults()), reading.faults()


def test_a_table_nobody_declared_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(INVENTORY, "needs")
    assert reading.faults() == ["needs: nothing says what it holds"]


def test_a_table_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        by_name([about("needs", "person_id"), nobody("nothing", "needs")])


def test_the_rows_of_every_table_can_be_asked_for() -> None:
    ada = make_user()
    for name in INVENTORY:
        table = reading.METADATA.tables[name]
        for handed_out in (False, True):
            theirs = reading.of_person(name, ada.id, handed_out=handed_out)
            found = db.session.execute(sa.select(table).where(theirs)).all()
            assert len(found) == (1 if name == "users" else 0), name


def test_what_is_kept_back_is_nobodys_to_have(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make_user()
    monkeypatch.setitem(INVENTORY, "users", replace(INVENTORY["users"], left_out="not now"))
    users = reading.METADATA.tables["users"]

    def found(*, handed_out: bool) -> list[object]:
        theirs = reading.of_person("users", ada.id, handed_out=handed_out)
        return list(db.session.scalars(sa.select(users.c.id).where(theirs)))

    assert found(handed_out=False) == [ada.id]
    assert found(handed_out=True) == []


def test_names_of_people_without_an_account_and_secrets_are_told_apart() -> None:
    def said_of(table: str, column: str) -> Treatment | None:
        return reading.treatment(reading.METADATA.tables[table].c[column])

    assert said_of("testimony_requests", "email") is Treatment.OUTSIDER
    assert said_of("testimony_requests", "token_hash") is Treatment.SECRET
    assert said_of("judgements", "feedback") is Treatment.WORDS
    assert said_of("judgements", "judge_id") is Treatment.PERSON
    assert said_of("judgements", "learner_id") is Treatment.FACT
    assert said_of("transcripts", "key") is Treatment.FILE
    assert said_of("stored_files", "thumb_key") is Treatment.COPY
    assert INVENTORY["recovery_codes"].kind is Kind.SECRET
