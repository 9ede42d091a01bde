"""Whatever a request says of the machine it is sent to, letters lead to the address of the settings.

Each kind of letter is asked for and written within a request that names another machine.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from tests.browsing import Browser
from tests.factories_certificates import make_certificate
from tests.factories_feedback import make_company, make_round, open_round
from tests.factories_registrations import make_registration
from tests.factories_visits import make_visit
from tests.factories_witnesses import make_request
from tests.notifications.conftest import Server
from trainer import work, worker
from trainer.accounts.models import Telling, User
from trainer.anchoring.sending import send_out
from trainer.config import Config
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.inviting import invite
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trainer.notifications.telling import ask_for_digests, digest_moment, tell

OURS = "https://trainer.brackenhall.example"
ELSEWHERE = {
    "Host": "taken.example",
    "X-Forwarded-Host": "taken.example",
    "X-Forwarded-Proto": "http",
    "Forwarded": "host=taken.example;proto=http",
}
ROUNDS = 2
"""A certificate is printed, and then goes by letter."""
LINK = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture(autouse=True)
def ours(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Config:
    config = replace(
        app.extensions["trainer"], base_url=OURS, anchor_mail="auditor@elsewhere.example"
    )
    monkeypatch.setitem(app.extensions, "trainer", config)
    return config


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


def settings() -> Config:
    config: Config = current_app.extensions["trainer"]
    return config


def told(nia: User) -> None:
    tell(nia, "Your unit is signed off.", "/units/1")
    db.session.commit()


def told_once_a_day(nia: User) -> None:
    nia.telling = Telling.DAILY
    with clock.at(clock.now() - timedelta(days=1)):
        yesterday = digest_moment(settings())
    with clock.at(yesterday - timedelta(hours=1)):
        told(nia)
    with clock.at(yesterday):
        assert ask_for_digests(settings()) == 1
        db.session.commit()


def invited(nia: User) -> None:
    begins = clock.now()
    meeting = Invitation(
        uid="1@trainer",
        letters=0,
        title="Handling cash",
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Mill Lane",
        path="/courses/1",
        email="nia@brackenhall.example",
        name="Nia Bowen",
    )
    invite(nia, "You have a place.", meeting, Method.REQUEST)
    db.session.commit()


def asked_as_witness(nia: User) -> None:
    make_request(make_registration(nia))


def asked_for_feedback(nia: User) -> None:
    company = make_company(peers=4)
    open_round(make_round(company, raters=company.peers, outsiders=1), company)


def visiting(nia: User) -> None:
    make_visit(make_registration(nia))


def certified(nia: User) -> None:
    make_certificate(nia)


def anchored(nia: User) -> None:
    make_certificate(nia)
    send_out(settings())


KINDS: dict[Callable[[User], None], Task] = {
    told: Task.MAIL,
    told_once_a_day: Task.DIGEST,
    invited: Task.INVITE,
    asked_as_witness: Task.ASK_WITNESS,
    asked_for_feedback: Task.ASK_RATER,
    visiting: Task.INVITE_EQA,
    certified: Task.MAIL_CERTIFICATE,
    anchored: Task.MAIL,
}


@pytest.mark.parametrize("asked_for", KINDS, ids=lambda one: one.__name__)
def test_a_letter_leads_to_the_address_of_the_settings(
    app: Flask, nia: User, mail_server: Server, asked_for: Callable[[User], None]
) -> None:
    with app.test_request_context("/", headers=ELSEWHERE):
        asked_for(nia)
        assert KINDS[asked_for] in delivered()
    assert_ours(mail_server)


def test_so_does_the_link_to_a_new_password(
    browser: Browser, nia: User, mail_server: Server
) -> None:
    answer = browser().client.post(
        "/forgotten", data={"email": "nia@brackenhall.example"}, headers=ELSEWHERE
    )
    assert answer.status_code == 200
    assert Task.MAIL_RESET_LINK in delivered()
    assert_ours(mail_server)


def test_each_kind_of_letter_is_among_them() -> None:
    assert {*KINDS.values(), Task.MAIL_RESET_LINK} == set(work.LETTERS)


def delivered() -> set[Task]:
    """Deliver all there is, and what asks for more of it, and say of what kinds it was."""
    for _round in range(ROUNDS):
        for number in [one.id for one in db.session.scalars(outbox.waiting())]:
            worker.deliver(number)
    items = db.session.scalars(sa.select(OutboxItem)).all()
    assert {(one.status, one.trouble) for one in items} == {(OutboxStatus.DONE, "")}
    return {one.task for one in items}


def assert_ours(mail_server: Server) -> None:
    """Check that each letter that came leads somewhere, and never anywhere but to us."""
    assert mail_server.postbox.letters
    for letter in mail_server.postbox.letters:
        parts = [part for part in letter.walk() if part.get_content_maintype() == "text"]
        words = "\n".join(str(part.get_content()) for part in parts)
        links = LINK.findall(words.replace("\r\n ", ""))
        assert links, words
        assert [one for one in links if not f"{one}/".startswith(f"{OURS}/")] == []
        assert "taken.example" not in words + str(letter.items())
