"""Letters reach a real mail server, are tried again when it is down, and keep their name."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.notifications.conftest import Server
from trainer import worker
from trainer.accounts.models import Telling, User
from trainer.config import BadSetting, Config
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, OutboxStatus, SentMail
from trainer.notifications.outbox import send_mail
from trainer.notifications.telling import tell
from trainer.web.transactions import unit_of_work


def tomorrow_evening() -> datetime:
    """A moment at which the letter of the day is due, whatever the hour these tests run at."""
    return (clock.now() + timedelta(days=1)).replace(hour=20, minute=0)


def the_item() -> OutboxItem:
    return db.session.scalars(sa.select(OutboxItem)).one()


def test_a_letter_arrives(nia: User, mail_server: Server) -> None:
    tell(nia, "Siân Llŷr signed your unit.", "/log")
    db.session.commit()
    assert worker.sweep() == 1

    (letter,) = mail_server.postbox.letters
    assert mail_server.postbox.addressed == ["nia@brackenhall.example"]
    assert letter["Subject"] == "Siân Llŷr signed your unit."
    assert letter["From"] == "trainer@localhost"
    assert "http://localhost/log" in letter.get_content()
    assert the_item().status is OutboxStatus.DONE
    assert worker.sweep() == 0
    assert db.session.scalar(sa.select(SentMail)) is None


def test_a_server_that_is_down_is_tried_again_under_the_same_name(
    nia: User, mail_server: Server
) -> None:
    mail_server.stop()
    tell(nia, "Hello.", "/log")
    db.session.commit()
    worker.sweep()
    item = the_item()
    assert (item.status, item.attempts) == (OutboxStatus.WAITING, 1)
    assert "refused" in item.trouble
    assert worker.sweep() == 0  # Not due yet.

    mail_server.start()
    with time_machine.travel(clock.now() + timedelta(seconds=11)):
        assert worker.sweep() == 1
        assert (item.status, item.attempts, item.trouble) == (OutboxStatus.DONE, 2, "")
        # A worker that ended after sending and before noting it sends once more.
        item.status = OutboxStatus.WAITING
        item.due_at = clock.now()
        db.session.commit()
        worker.sweep()
    first, second = mail_server.postbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@localhost>")


def test_each_letter_has_a_name_of_its_own(app: Flask, mail_server: Server) -> None:
    for number in range(3):
        send_mail(to="nia@brackenhall.example", subject=f"Letter {number}", body="Hello.")
    db.session.commit()
    worker.sweep()
    assert len({letter["Message-ID"] for letter in mail_server.postbox.letters}) == 3


def tried(times: int) -> list[int]:
    """Try what waits each time it is due; tell how long it was to wait after each, in seconds."""
    waits, now = [], clock.now()
    for _attempt in range(times):
        with time_machine.travel(now, tick=False):
            assert worker.sweep() == 1
        waits.append(round((the_item().due_at - now).total_seconds()))
        now = the_item().due_at
    with time_machine.travel(now + timedelta(days=1)):
        assert worker.sweep() == (the_item().status is OutboxStatus.WAITING)
    return waits


def test_a_letter_waits_for_a_day_while_the_server_is_down(mail_server: Server) -> None:
    mail_server.stop()
    send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    waits = tried(outbox.WHILE_OUT_OF_REACH)
    assert waits[:7] == [10, 20, 40, 80, 160, 240, 240]
    assert timedelta(hours=23) < timedelta(seconds=sum(waits)) < timedelta(hours=25)
    assert the_item().status is OutboxStatus.FAILED


def test_one_that_is_refused_for_good_is_tried_eight_times(mail_server: Server) -> None:
    mail_server.postbox.answer = "550 No such person"
    send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    assert tried(outbox.MOST_ATTEMPTS) == [10, 20, 40, 80, 160, 240, 240, 240]
    assert the_item().status is OutboxStatus.FAILED


def test_one_that_is_to_come_later_waits_on(mail_server: Server) -> None:
    mail_server.postbox.answer = "451 Come again later"
    send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    tried(outbox.MOST_ATTEMPTS)
    assert the_item().status is not OutboxStatus.FAILED


def test_ten_minutes_without_a_mail_server_lose_and_double_nothing(mail_server: Server) -> None:
    mail_server.stop()
    now = down_since = clock.now()
    while now < down_since + timedelta(minutes=10):
        with time_machine.travel(now, tick=False):
            send_mail(to="nia@brackenhall.example", subject=f"Of {now}", body="Hello.")
            db.session.commit()
            worker.sweep()
        now += timedelta(seconds=20)
    mail_server.start()
    up_since = now
    while now < up_since + timedelta(minutes=5):
        with time_machine.travel(now, tick=False):
            worker.sweep()
        now += timedelta(seconds=60)
    letters = mail_server.postbox.letters
    assert len(letters) == len({letter["Message-ID"] for letter in letters}) == 30
    statuses = set(db.session.scalars(sa.select(OutboxItem.status)))
    assert statuses == {OutboxStatus.DONE}


def test_while_it_is_down_one_letter_asks_for_all(mail_server: Server) -> None:
    mail_server.stop()
    for number in range(5):
        send_mail(to="nia@brackenhall.example", subject=f"Letter {number}", body="Hello.")
    db.session.commit()
    worker.sweep()
    assert sum(db.session.scalars(sa.select(OutboxItem.attempts))) == 1
    mail_server.start()
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        worker.sweep()
    assert len(mail_server.postbox.letters) == 5


def test_a_claim_lapses_so_that_nothing_is_lost(nia: User, mail_server: Server) -> None:
    item = send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    with unit_of_work():
        assert outbox.claim(item.id) is not None
    assert worker.sweep() == 0
    with time_machine.travel(clock.now() + outbox.CLAIM_LASTS + timedelta(seconds=1)):
        assert worker.sweep() == 1
    assert len(mail_server.postbox.letters) == 1


def test_the_letter_of_the_day_arrives_whole(nia: User, mail_server: Server) -> None:
    nia.telling = Telling.DAILY
    for text in ("Siân signed.", "<b>Ben</b> sent it back."):
        tell(nia, text, f"/log/{len(text)}")
    db.session.commit()
    with time_machine.travel(tomorrow_evening()):
        assert worker.write_digests() == 1
        worker.sweep()
    (letter,) = mail_server.postbox.letters
    assert letter["Subject"] == "2 things since your last letter"
    body = letter.get_content().replace("\r\n", "\n")
    assert "* Siân signed.\n  http://localhost/log/12\n" in body
    assert "* <b>Ben</b> sent it back.\n  http://localhost/log/24\n" in body


def test_nothing_is_locked_while_a_letter_is_on_its_way(nia: User, mail_server: Server) -> None:
    """A mail server may take its time; nobody else waits for it."""
    under_way: list[bool] = []
    session = db.session()
    mail_server.postbox.on_arrival = lambda: under_way.append(session.in_transaction())
    send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    nia.telling = Telling.DAILY
    tell(nia, "Hello.", "/log")
    db.session.commit()
    with time_machine.travel(tomorrow_evening()):
        worker.write_digests()
        worker.sweep()
    assert under_way == [False, False]


def test_the_demonstration_keeps_letters_instead(
    nia: User, app: Flask, mail_server: Server, demonstration: None
) -> None:
    tell(nia, "Hello.", "/log")
    db.session.commit()
    worker.sweep()
    kept = db.session.scalars(sa.select(SentMail)).one()
    assert (kept.to, kept.subject) == ("nia@brackenhall.example", "Hello.")
    assert mail_server.postbox.letters == []


def test_failed_work_waits_for_a_person_then_is_tried_again(
    app: Flask, dev: User, nia: User, mail_server: Server
) -> None:
    item = send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    item.status, item.attempts = OutboxStatus.FAILED, outbox.MOST_ATTEMPTS
    db.session.commit()
    assert worker.sweep() == 0
    outbox.try_again(item, actor=dev)
    db.session.commit()
    worker.sweep()
    assert len(mail_server.postbox.letters) == 1


def test_the_hour_of_the_letter_is_an_hour() -> None:
    environment = {
        "TRAINER_SECRET_KEY": "a secret for tests that is long enough",
        "TRAINER_BASE_URL": "http://localhost",
        "TRAINER_DATA_DIR": "data",
    }
    assert Config.from_env(environment | {"TRAINER_DIGEST_HOUR": "23"}).digest_hour == 23
    with pytest.raises(BadSetting):
        Config.from_env(environment | {"TRAINER_DIGEST_HOUR": "24"})


def test_what_is_committed_or_made_due_again_wakes_the_worker(app: Flask, dev: User) -> None:
    sent: list[int] = []
    jobs = app.extensions["jobs"]
    jobs.huey.storage.flush_queue()
    jobs.deliver = sent.append
    with unit_of_work():
        item = send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    with unit_of_work():
        item.status = OutboxStatus.FAILED
    with unit_of_work():
        outbox.try_again(item, actor=dev)
    while (task := jobs.huey.dequeue()) is not None:
        jobs.huey.execute(task)
    jobs.deliver = None
    assert sent == [item.id, item.id]
