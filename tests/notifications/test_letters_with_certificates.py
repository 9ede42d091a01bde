"""A certificate goes to its holder by e-mail, with its PDF, once that is made; and once only."""

import hashlib
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_certificate, revoke_by_two
from tests.notifications.conftest import Server
from trainer import worker
from trainer.accounts.models import User
from trainer.certificates import payload
from trainer.certificates.models import Certificate
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, SentMail, Task


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renderer]:
    with worker.renderer() as renderer:
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
