"""A certificate goes to its holder by e-mail, with its PDF, once that is made; and once only."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_certificate, revoke_by_two
from tests.factories_people import proof_of
from tests.notifications.conftest import Server
from trainer import work, worker
from trainer.accounts.models import Telling, User
from trainer.certificates import actions, payload
from trainer.certificates.models import Certificate, Purpose
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, SentMail, Task
from trainer.notifications.telling import ask_for_digests


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def certificate(nia: User) -> Certificate:
    return make_certificate(nia)


def work_on(task: Task) -> int:
    asked = sa.select(OutboxItem.id).where(OutboxItem.task == task).order_by(OutboxItem.id)
    numbers = db.session.scalars(asked).all()
    for number in numbers:
        worker.deliver(number)
    return len(numbers)


def test_the_holder_gets_the_very_file(certificate: Certificate, mail_server: Server) -> None:
    assert work_on(Task.MAIL_CERTIFICATE) == 0  # Nothing is sent before there is a file.
    work_on(Task.RENDER_CERTIFICATE)
    assert work_on(Task.MAIL_CERTIFICATE) == 1
    (letter,) = mail_server.postbox.letters
    assert mail_server.postbox.addressed == ["nia@brackenhall.example"]
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (
        f"{certificate.number}.pdf",
        "application/pdf",
    )
    assert hashlib.sha256(file.get_content()).hexdigest() == certificate.pdf_sha256
    body = letter.get_body()
    assert body is not None
    config = current_app.extensions["trainer"]
    assert payload.check_address(certificate.code, config) in body.get_content()
    work_on(Task.RENDER_CERTIFICATE)
    assert work_on(Task.MAIL_CERTIFICATE) == 1
    assert len(mail_server.postbox.letters) == 1


@pytest.mark.parametrize("telling", Telling)
def test_no_second_letter_says_the_same(nia: User, mail_server: Server, telling: Telling) -> None:
    """Neither at once nor with the day's letter, when one is issued and when one is replaced."""
    nia.telling = telling
    first = make_certificate(nia)
    deliver_all()
    new = replace_lost(first)
    deliver_all()
    with clock.at(clock.now().replace(hour=20) + timedelta(days=1)):
        ask_for_digests(current_app.extensions["trainer"])
        db.session.commit()
        deliver_all()
    told = [one for one in mail_server.postbox.letters if one["To"] == nia.email]
    assert [one["Subject"] for one in told] == [
        f"Your certificate {first.number}",
        f"Your certificate {new.number}",
    ]
    bodies = [body.get_content() for one in told if (body := one.get_body())]
    assert f"takes the place of {first.number}" not in bodies[0]
    assert f"takes the place of {first.number}" in bodies[1]
    notices = sa.select(sa.func.count()).select_from(Notice).where(Notice.user_id == nia.id)
    assert db.session.scalar(notices) == 2


def replace_lost(certificate: Certificate) -> Certificate:
    by = make_administrator("Tess Second")
    new = actions.replace(
        certificate,
        actor=by,
        proof=proof_of(by),
        purpose=Purpose.LOST,
        reason="Lost in a move.",
        config=current_app.extensions["trainer"],
    )
    db.session.commit()
    return new


def deliver_all() -> None:
    for task in (Task.RENDER_CERTIFICATE, Task.MAIL_CERTIFICATE, Task.MAIL, Task.DIGEST):
        work_on(task)


def test_it_waits_for_the_mail_server(certificate: Certificate, mail_server: Server) -> None:
    work_on(Task.RENDER_CERTIFICATE)
    mail_server.stop()
    work_on(Task.MAIL_CERTIFICATE)
    mail_server.start()
    db.session.execute(sa.update(OutboxItem).values(due_at=OutboxItem.created_at))
    db.session.commit()
    work_on(Task.MAIL_CERTIFICATE)
    assert len(mail_server.postbox.letters) == 1


def test_a_revoked_one_and_one_without_an_address_go_nowhere(
    certificate: Certificate, mail_server: Server
) -> None:
    make_certificate(make_user("Ned Nowhere"))
    work_on(Task.RENDER_CERTIFICATE)
    revoke_by_two(certificate, by=make_administrator("Tess Other"))
    assert work_on(Task.MAIL_CERTIFICATE) == 2
    assert mail_server.postbox.letters == []


@pytest.mark.usefixtures("demonstration")
def test_the_demonstration_keeps_the_words(certificate: Certificate) -> None:
    work_on(Task.RENDER_CERTIFICATE)
    work_on(Task.MAIL_CERTIFICATE)
    kept = db.session.scalars(sa.select(SentMail.subject)).all()
    assert f"Your certificate {certificate.number}" in kept
