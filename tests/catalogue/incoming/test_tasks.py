"""What the job worker does with a file: once, as it was looked at, and nothing left behind."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.catalogue.incoming.sending import confirmed, looked_into, published, sent, the_file
from tests.factories_catalogue import SMALL, bring_in, version_of
from tests.factories_register import make_admin
from trainer import worker
from trainer.catalogue.incoming import actions, tasks
from trainer.catalogue.incoming.models import IncomingFile, IncomingStatus
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trainer.storage.store import Store


@pytest.fixture
def store(app: Flask) -> Store:
    found: Store = app.extensions["store"]
    return found


def ready(browser: Browser, text: str = SMALL) -> IncomingFile:
    looked_into(browser, make_admin(), text)
    return the_file()


def confirm(file: IncomingFile, *, seen: str | None = None, override: str = "") -> None:
    actions.confirm(
        file, actor=file.uploaded_by, seen=file.seen if seen is None else seen, override=override
    )
    db.session.commit()


def test_only_training_administrators_send_and_confirm(browser: Browser, eve: object) -> None:
    file = ready(browser)
    with pytest.raises(Refused):
        actions.send_file(actor=eve, name="x", key="k", size=1)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        actions.confirm(file, actor=eve, seen=file.seen, override="")  # type: ignore[arg-type]


def test_it_is_read_once_and_published_once(browser: Browser, store: Store) -> None:
    file = ready(browser)
    report, key = file.report, file.key
    tasks.look_into(file.id, store)
    assert the_file().report == report
    confirm(the_file())
    told: list[tuple[int, int]] = []
    for _time in range(2):
        tasks.publish(the_file().id, store, lambda done, total: told.append((done, total)))
    assert told == [(3, 4), (4, 4)]
    assert the_file().status is IncomingStatus.PUBLISHED
    assert published() == 1
    assert not store.exists(key)
    with pytest.raises(WrongState):
        confirm(the_file())


def test_what_is_published_is_what_was_looked_at(browser: Browser) -> None:
    file = ready(browser)
    with pytest.raises(Conflict, match="Look through the changes again"):
        confirm(file, seen="something else")
    confirm(file)
    bring_in(SMALL.replace("Fold the corners", "Fold every corner"))
    worker.sweep()
    file = the_file()
    assert (file.status, published()) == (IncomingStatus.READY, 1)
    assert "has changed since you looked" in file.trouble
    assert file.report["counts"]["units"] == {"same": 2, "changed": 1}
    page = browser(file.uploaded_by).get(f"/catalogue/import/{file.id}")
    assert "has changed since you looked" in page.text(".note-care")
    confirmed(browser, file.uploaded_by, page)
    assert (the_file().status, published()) == (IncomingStatus.PUBLISHED, 2)
    assert the_file().trouble == ""


def test_what_no_longer_fits_the_catalogue_becomes_faulty(browser: Browser) -> None:
    bring_in()
    units_gone = SMALL[: SMALL.index("units:\n")] + SMALL[SMALL.index("qualifications:") :]
    looked_into(browser, make_admin(), units_gone.replace("Small scheme\n", "Another title\n"))
    confirm(the_file())
    bring_in(SMALL.replace("title: Small scheme\n", "title: A third title\n"))
    worker.sweep()
    assert the_file().status is IncomingStatus.READY
    assert version_of("small-scheme").title == "A third title"


def test_a_slip_without_a_reason_keeps_it_from_being_published(browser: Browser) -> None:
    file = ready(browser, SMALL.replace("SM-2", "A/506/2131"))
    with pytest.raises(Unacceptable, match="say how you know"):
        confirm(file)
    confirm(file, override="The register says so")
    worker.sweep()
    assert the_file().status is IncomingStatus.PUBLISHED


def test_who_is_no_administrator_any_more_publishes_nothing(browser: Browser) -> None:
    file = ready(browser)
    confirm(file)
    for appointment in file.uploaded_by.appointments:
        appointment.ends_on = clock.today()
    db.session.commit()
    worker.sweep()
    assert (the_file().status, published()) == (IncomingStatus.READY, 0)
    assert "Only a training administrator" in the_file().trouble


def test_a_file_whose_bytes_are_gone_is_given_up_in_the_end(browser: Browser, store: Store) -> None:
    tess = make_admin()
    address = sent(browser, tess)
    store.delete(the_file().key)
    item = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.READ_CATALOGUE_FILE)
    ).one()
    for _time in range(outbox.MOST_ATTEMPTS):
        item.due_at = clock.now()
        db.session.commit()
        worker.deliver(item.id)
    assert item.status is OutboxStatus.FAILED
    assert the_file().status is IncomingStatus.FAILED
    page = browser(tess).get(address)
    page.check_hygiene()
    assert "changed nothing" in page.text(".note-stop")


def test_what_nobody_comes_back_to_is_dropped_with_its_bytes(
    browser: Browser, store: Store
) -> None:
    file = ready(browser)
    key = file.key
    tasks.tidy(store)
    assert store.exists(key)
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        worker.tidy_up()
    assert not store.exists(key)
    assert db.session.scalars(sa.select(IncomingFile)).all() == []
