"""Telling people: under the bell always, by e-mail at once or once a day, never of own deeds."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.factories import make_user
from trainer import worker
from trainer.accounts.models import Telling, User
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus, Task
from trainer.notifications.telling import tell

TEXT = "Daniel decided on your refund call."
MORNING = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
"""Five past seven in London, in winter; the letter of the day is due at seven."""


def asked() -> list[OutboxItem]:
    return list(db.session.scalars(sa.select(OutboxItem).order_by(OutboxItem.id)))


def notices() -> list[Notice]:
    return list(db.session.scalars(sa.select(Notice).order_by(Notice.id)))


def told(person: User, text: str = TEXT) -> None:
    tell(person, text, "/log")
    db.session.commit()


def daily(person: User) -> User:
    person.telling = Telling.DAILY
    db.session.commit()
    return person


def test_at_once_means_a_notice_and_a_letter(nia: User) -> None:
    told(nia)
    (letter,) = asked()
    assert letter.task is Task.MAIL
    assert (letter.payload["to"], letter.payload["subject"]) == ("nia@brackenhall.example", TEXT)
    assert letter.payload["body"].startswith(f"{TEXT}\n")
    assert "http://localhost/log\n" in letter.payload["body"]
    assert notices()[0].mailed_at is not None


@pytest.mark.parametrize("kind", ["daily", "no address", "left"])
def test_others_get_only_the_notice(nia: User, kind: str) -> None:
    if kind == "daily":
        daily(nia)
    elif kind == "no address":
        nia.email = None
    else:
        nia.active = False
    told(nia)
    assert asked() == []
    assert [(one.text, one.mailed_at) for one in notices()] == [(TEXT, None)]


def test_nobody_is_told_of_their_own_deeds(nia: User, ada: User) -> None:
    tell(nia, TEXT, "/log", actor=nia)
    tell(nia, TEXT, "/log", actor=ada)
    tell(nia, TEXT, "/log", actor=None)
    db.session.commit()
    assert len(notices()) == 2


@pytest.mark.parametrize(
    "path", ["https://evil.example", "//evil.example", "/\\evil.example", "log", ""]
)
def test_a_notice_leads_nowhere_else(nia: User, path: str) -> None:
    with pytest.raises(ValueError, match="page of ours"):
        tell(nia, TEXT, path)


def test_a_name_with_a_line_break_can_not_forge_a_header(nia: User) -> None:
    told(nia, "Hello\r\nBcc: everyone@example.org " + "x" * 300)
    subject = asked()[0].payload["subject"]
    assert "\n" not in subject
    assert "\r" not in subject
    assert len(subject) <= 151


def test_the_letter_of_the_day_holds_all_not_mailed_yet(nia: User) -> None:
    daily(nia)
    with time_machine.travel(MORNING - timedelta(hours=10)):
        told(nia, "First.")
        told(nia, "Second.")
    with time_machine.travel(MORNING):
        assert worker.write_digests() == 1
    (letter,) = asked()
    assert letter.task is Task.DIGEST
    assert letter.payload["user_id"] == nia.id
    assert letter.payload["notice_ids"] == [one.id for one in notices()]
    assert all(one.mailed_at for one in notices())


def test_it_is_never_written_twice(nia: User) -> None:
    daily(nia)
    with time_machine.travel(MORNING - timedelta(hours=10)):
        told(nia)
    with time_machine.travel(MORNING):
        assert [worker.write_digests() for _run in range(3)] == [1, 0, 0]
        told(nia, "After the hour.")
        assert worker.write_digests() == 0
    with time_machine.travel(MORNING + timedelta(hours=14)):
        assert worker.write_digests() == 0
    with time_machine.travel(MORNING + timedelta(days=1)):
        assert worker.write_digests() == 1
    assert len(asked()) == 2


def test_it_waits_for_its_hour_by_the_organisations_clock(nia: User) -> None:
    daily(nia)
    with time_machine.travel(datetime(2026, 7, 1, 3, tzinfo=UTC)):
        told(nia)
    with time_machine.travel(datetime(2026, 7, 1, 5, 59, tzinfo=UTC)):
        assert worker.write_digests() == 0
    with time_machine.travel(datetime(2026, 7, 1, 6, 1, tzinfo=UTC)):  # 07.01 in London
        assert worker.write_digests() == 1


def test_each_person_gets_their_own(nia: User) -> None:
    bea = daily(make_user("Bea", email="bea@brackenhall.example"))
    daily(nia)
    without = daily(make_user("No Address"))
    with time_machine.travel(MORNING - timedelta(hours=10)):
        for person, text in ((nia, "For Nia."), (bea, "For Bea."), (without, "For nobody.")):
            told(person, text)
    with time_machine.travel(MORNING):
        assert worker.write_digests() == 2
    assert {item.payload["user_id"] for item in asked()} == {nia.id, bea.id}


def test_an_e_mail_address_given_later_brings_no_old_pile(nia: User) -> None:
    nia.email = None
    with time_machine.travel(MORNING - timedelta(days=30)):
        told(nia)
    nia.email = "nia@brackenhall.example"
    db.session.commit()
    with time_machine.travel(MORNING):
        assert worker.write_digests() == 0


def test_somebody_who_left_since_gets_no_letter(app: Flask, nia: User) -> None:
    daily(nia)
    with time_machine.travel(MORNING - timedelta(hours=10)):
        told(nia)
    with time_machine.travel(MORNING):
        worker.write_digests()
        nia.active = False
        db.session.commit()
        worker.deliver(asked()[0].id)
    assert asked()[0].status is OutboxStatus.DONE
