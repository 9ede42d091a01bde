"""Everything held about somebody as one file: what is in it, who asks for it, and who saves it."""

import io
import json
import zipfile
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import TimeMachineFixture

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.people.models import Role
from trainer.privacy import actions, tasks
from trainer.privacy.inventory import INVENTORY
from trainer.privacy.inventory.reading import is_kept_back
from trainer.privacy.models import DataExport, ExportStatus
from trainer.privacy.writing.sections import SECTIONS
from trainer.web.filters import when
from trials.privacy import look


def made(export: DataExport, app: Flask) -> DataExport:
    db.session.commit()
    tasks.make_export(export.id, app.extensions["trainer"], lambda _done, _all: None)
    return db.session.get_one(DataExport, export.id)


def test_each_export_holds_all_of_its_own_person_and_nothing_of_another(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("The rows are written past what a database refuses, which SQLite lets be.")
    outcome = look(app, people=8)
    assert outcome.faults == []
    assert outcome.exports == 8
    assert outcome.markers > 8 * 250


def test_every_table_that_is_handed_out_stands_under_one_heading() -> None:
    read = [name for section in SECTIONS for name in section.tables]
    assert sorted(read) == sorted(
        name for name, declared in INVENTORY.items() if not is_kept_back(declared)
    )


def test_somebody_asks_is_told_and_saves_it(app: Flask, ada: User, browser: Browser) -> None:
    browser(ada).post("/your-data")
    export = db.session.scalars(sa.select(DataExport)).one()
    assert db.session.scalars(sa.select(OutboxItem.task)).all() == [Task.MAKE_DATA_EXPORT]
    export = made(export, app)
    assert export.status is ExportStatus.READY
    assert "is ready" in db.session.scalars(sa.select(Notice.text)).one()
    content = browser(ada).client.get(f"/data-exports/{export.id}/file").data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data = json.loads(archive.read("data.json"))
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "index.html" in pages
    made_at = data["tables"]["users"][0]["created_at"]
    assert made_at not in pages["pages/you.html"], "People read days and times, not ISO 8601."
    assert when(datetime.fromisoformat(made_at)) in pages["pages/you.html"]
    assert data["about"] == ada.name
    assert data["tables"]["users"][0]["staff_number"] == ada.staff_number
    kinds = set(db.session.scalars(sa.select(TrailEntry.kind)))
    assert {"ExportAsked", "ExportMade", "ExportSaved"} <= kinds


def test_hr_says_why_and_the_person_is_told_and_alone_saves_it(
    app: Flask, ada: User, browser: Browser
) -> None:
    hr = make_holder("Hana", Role.HR)
    with pytest.raises(Unacceptable, match="Say why"):
        actions.ask(ada, actor=hr)
    export = made(actions.ask(ada, actor=hr, reason="Her letter of 2 March."), app)
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == ada.id)).all()
    assert any("Her letter of 2 March." in text for text in told)
    browser(hr).get(f"/data-exports/{export.id}/file", status=404)
    browser(make_user("Eve")).get(f"/data-exports/{export.id}", status=404)


def test_of_somebody_who_left_whoever_asked_saves_it(
    app: Flask, ada: User, browser: Browser
) -> None:
    hr, ada.active = make_holder("Hana", Role.HR), False
    export = made(actions.ask(ada, actor=hr, reason="Her letter."), app)
    browser(make_holder("Hal", Role.HR)).get(f"/data-exports/{export.id}/file", status=404)
    answer = browser(hr).client.get(f"/data-exports/{export.id}/file")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")


@pytest.mark.parametrize("role", [Role.TRAINING_ADMIN, Role.ASSESSOR])
def test_nobody_else_asks_for_it(ada: User, role: Role) -> None:
    with pytest.raises(Refused):
        actions.ask(ada, actor=make_holder("Tess", role), reason="Curious.")


def test_one_on_its_way_is_the_one(ada: User) -> None:
    assert actions.ask(ada, actor=ada) is actions.ask(ada, actor=ada)


def test_it_goes_after_its_week(app: Flask, ada: User, time_machine: TimeMachineFixture) -> None:
    export = made(actions.ask(ada, actor=ada), app)
    actions.let_go()
    assert export.key is not None
    time_machine.move_to(clock.now() + actions.KEPT + timedelta(minutes=1))
    actions.let_go()
    assert (export.status, export.key) == (ExportStatus.GONE, None)
