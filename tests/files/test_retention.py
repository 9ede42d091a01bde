"""How long files are kept: when each is due, what holds it, and what stays when it went."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_item,
    make_registration,
    make_submission,
    submit,
)
from tests.factories_claims import add_received
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.appeals.models import Appeal
from trainer.audit.models import LedgerEntry
from trainer.checks.running import run
from trainer.config import BadSetting, Config
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.files import actions, tasks
from trainer.files.models import FileRemoval, Part, Rule, usual_review
from trainer.files.retention import due_dates
from trainer.logs.models import StoredFile
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.storage.store import Store
from trainer.viewing.models import FilePage

ENDED = date(2026, 11, 2)


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    """Ada's registration, with one judged photo."""
    made = make_registration(ada, ben, cleo)
    criteria = criteria_of(made)
    judge(make_submission(made, criteria, files=1), criteria)
    db.session.commit()
    return made


@pytest.fixture
def file(registration: Registration, store: Store) -> StoredFile:
    found = db.session.scalars(sa.select(StoredFile)).one()
    for name in ("shown_key", "thumb_key"):
        setattr(found, name, store.put_stream([name.encode()], limit=100).key)
    db.session.commit()
    return found


def end(registration: Registration, on: date = ENDED) -> None:
    registration.status = RegistrationStatus.CERTIFICATED
    add_received(registration, on)


def due(config: Config) -> list[tuple[Part, Rule, date, bool]]:
    return [(one.part, one.rule, one.on, one.is_held) for one in due_dates(config)]


def after(days: int) -> time_machine.travel:
    moment = clock.now().replace(year=2026, month=11, day=2, hour=12) + timedelta(days=days)
    return time_machine.travel(moment)


def test_a_file_is_kept_while_what_it_was_sent_for_goes_on(
    config: Config, file: StoredFile
) -> None:
    assert due(config) == []


def test_it_is_due_some_days_after_the_certificate_by_its_kind(
    config: Config, registration: Registration, file: StoredFile
) -> None:
    end(registration)
    assert due(config) == [(Part.ALL, Rule.KIND, date(2027, 1, 31), False)]
    longer = replace(config, keep_photo_days=100)
    assert [one.on for one in due_dates(longer)] == [date(2027, 2, 10)]
    other = replace(config, keep_pdf_days=1)
    assert [one.on for one in due_dates(other)] == [date(2027, 1, 31)]


def test_what_shows_others_is_due_sooner(
    config: Config, registration: Registration, file: StoredFile
) -> None:
    end(registration)
    file.shows_others = True
    assert due(config) == [(Part.ALL, Rule.FLAGGED, date(2026, 12, 2), False)]


def test_an_original_set_aside_is_due_once_it_is_judged(
    config: Config, registration: Registration, file: StoredFile
) -> None:
    file.shows_others, file.covered_areas = True, [[0, 0, 10, 10]]
    expected = clock.today() + timedelta(days=30)
    assert due(config) == [(Part.ORIGINAL, Rule.ORIGINAL, expected, False)]


def test_an_original_not_judged_yet_is_kept(
    config: Config, ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    submit(make_item(ada, criteria_of(registration), files=1), registration)
    file = db.session.scalars(sa.select(StoredFile)).one()
    file.covered_areas = [[0, 0, 10, 10]]
    assert due(config) == []


def test_a_registration_that_goes_on_keeps_what_another_used(
    config: Config, registration: Registration, file: StoredFile, ben: User, cleo: User
) -> None:
    end(registration)
    second = make_registration(registration.learner, ben, cleo, version=registration.version)
    submission = db.session.scalars(sa.text("SELECT id FROM submissions")).one()
    db.session.execute(
        sa.text(
            "INSERT INTO submissions (revision_id, registration_id, assessor_id, status,"
            " declaration, content_hash, submitted_at, feedback, row_version)"
            " SELECT revision_id, :other, assessor_id, 'submitted', declaration, content_hash,"
            " submitted_at, '', 1 FROM submissions WHERE id = :id"
        ),
        {"other": second.id, "id": submission},
    )
    assert due(config) == []


def test_what_is_due_goes_and_leaves_name_hash_size_and_the_removal(
    browser: Browser, config: Config, store: Store, registration: Registration, file: StoredFile
) -> None:
    end(registration)
    drawn = store.put_stream([b"page"], limit=100)
    db.session.add(FilePage(file_id=file.id, number=1, of=1, key=drawn.key, words="Her name."))
    db.session.commit()
    keys = [file.key, file.shown_key or "", file.thumb_key or "", drawn.key]
    before = (file.name, file.sha256, file.size)
    with after(89):
        assert tasks.remove_due(store, config) == 0
    assert all(map(store.exists, keys))
    with after(90):
        assert tasks.remove_due(store, config) == 1
        assert tasks.remove_due(store, config) == 0
    assert not any(map(store.exists, keys))
    assert db.session.scalars(sa.select(FilePage.words)).all() == []
    assert (file.name, file.sha256, file.size) == before
    removal = db.session.scalars(sa.select(FileRemoval)).one()
    assert (removal.part, removal.rule, removal.due_on) == (
        Part.ALL,
        Rule.KIND,
        date(2027, 1, 31),
    )
    told = sa.select(LedgerEntry.subject_id).where(LedgerEntry.kind == "FileRemoved")
    assert list(db.session.scalars(told)) == [file.id]
    owner = registration.learner
    page = browser(owner).get(f"/files/{file.code}/about")
    assert "Its time was over, so it was removed." in page.text("main")
    assert "its time was over on" in page.text("aside")
    for last in ("picture", "thumbnail", file.name):
        browser(owner).get(f"/files/{file.code}/{last}", status=404)
    assert [one for one in run() if one.invariant in {"INV8", "INV32"}] == []


def test_the_original_goes_and_the_covered_picture_stays(
    browser: Browser, config: Config, store: Store, registration: Registration, file: StoredFile
) -> None:
    file.shows_others, file.covered_areas = True, [[0, 0, 10, 10]]
    file.shown_type = "image/jpeg"
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=31)):
        browser.forget()
        assert tasks.remove_due(store, config) == 1
        assert (store.exists(file.key), store.exists(file.shown_key or "")) == (False, True)
        owner = registration.learner
        browser(owner).get(f"/files/{file.code}/{file.name}", status=404)
        assert browser(owner).client.get(f"/files/{file.code}/picture").status_code == 200
        page = browser(owner).get(f"/files/{file.code}/about")
        assert "The original was removed" in page.text("aside")
    assert [one for one in run() if one.invariant in {"INV8", "INV32"}] == []


def test_bytes_an_ended_worker_left_behind_go_next_time(
    config: Config, store: Store, registration: Registration, file: StoredFile
) -> None:
    end(registration)
    with after(90):
        for one in list(due_dates(config)):
            actions.record_removal(one)
        db.session.commit()
        assert store.exists(file.key)
        tasks.remove_due(store, config)
    assert not store.exists(file.key)


@pytest.fixture(params=["appeal", "set aside", "hold"])
def held(
    request: pytest.FixtureRequest, registration: Registration, file: StoredFile
) -> Iterator[str]:
    """Something that stands in the way of a removal."""
    learner = registration.learner
    if request.param == "appeal":
        unit = registration.units[0]
        db.session.add(Appeal(unit_assessment=unit, learner=learner, due_on=clock.today()))
    elif request.param == "hold":
        admin = make_holder("Tess Training", Role.TRAINING_ADMIN)
        actions.place_hold(
            learner, actor=admin, reason="A claim before the tribunal.", review_on=usual_review()
        )
    else:
        db.session.execute(sa.text("UPDATE evidence_items SET held_at = CURRENT_TIMESTAMP"))
    db.session.commit()
    return request.param


def test_nothing_goes_while_it_is_held(
    config: Config, store: Store, registration: Registration, file: StoredFile, held: str
) -> None:
    end(registration)
    with after(400):
        assert [one.is_held for one in due_dates(config)] == [True]
        assert tasks.remove_due(store, config) == 0
    assert store.exists(file.key)


def test_a_hold_is_placed_and_lifted_by_a_training_administrator(
    config: Config, registration: Registration, file: StoredFile, ben: User
) -> None:
    end(registration)
    admin, learner = make_holder("Tess Training", Role.TRAINING_ADMIN), registration.learner
    with pytest.raises(Refused):
        actions.place_hold(learner, actor=ben, reason="Because.", review_on=usual_review())
    with pytest.raises(Unacceptable):
        actions.place_hold(learner, actor=admin, reason=" ", review_on=usual_review())
    actions.place_hold(learner, actor=admin, reason="A claim.", review_on=usual_review())
    assert [one.is_held for one in due_dates(config)] == [True]
    assert actions.lift_holds(learner, actor=admin) == 1
    assert [one.is_held for one in due_dates(config)] == [False]


def test_originals_are_kept_for_as_long_as_somebody_may_appeal(config: Config) -> None:
    with pytest.raises(BadSetting):
        replace(config, keep_original_days=config.appeal_days - 1).check()
