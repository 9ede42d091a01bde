"""A child that never ends, or is ended: the award stays, and an administrator hears of it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.documents.endless import CHOSEN, KILLED
from tests.factories_certificates import make_certificate
from trainer import work, worker
from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateStatus, Rendering
from trainer.documents import request
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, OutboxStatus


@pytest.fixture(params=["runs on", "reads", "takes all memory", KILLED])
def spoilt(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A worker whose renderer has a template that can't come to a document."""
    monkeypatch.setenv(CHOSEN, request.param)
    with Renderer("tests.documents.endless") as renderer:
        renderer.has_network()
        monkeypatch.setattr(work, "renderer", lambda: renderer)
        yield request.param


def test_it_is_tried_three_times_and_then_shown(
    spoilt: str, ada: User, tess: User, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(ada, by=tess)
    if spoilt == "runs on":
        monkeypatch.setattr(request, "SECONDS_FOR_A_DOCUMENT", 1)
    item = db.session.scalars(sa.select(OutboxItem)).one()
    for attempt in range(1, worker.DOCUMENT_ATTEMPTS + 1):
        item.due_at = item.created_at
        db.session.commit()
        assert item.status is OutboxStatus.WAITING
        worker.deliver(item.id)
        assert item.attempts == attempt

    assert item.status is OutboxStatus.FAILED
    award = db.session.scalars(sa.select(Certificate)).one()
    assert (award.status, award.rendering) == (CertificateStatus.ISSUED, Rendering.FAILED)
    shown = browser(tess).get(f"/certificates/{certificate.id}").text(".note-stop")
    said = {
        "runs on": "Nothing from the renderer after 1 s.",
        "reads": "TemplateNotFound",
        "takes all memory": "status 1",
        KILLED: "status -9",
    }
    assert said[spoilt] in shown
