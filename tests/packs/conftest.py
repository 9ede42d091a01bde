"""A learner with evidence sent and judged, and packs of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.factories_assessments import (
    criteria_of,
    judge,
    make_item,
    make_registration,
    submit,
)
from tests.factories_logs import make_attached
from tests.storage import pictures
from trainer import work
from trainer.accounts.models import User
from trainer.config import Config
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.logs.tasks import prepare_file
from trainer.packs.writing import Writer
from trainer.registrations.models import Registration

NOTES = b"What I noted on the day."


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def registration(app: Flask, ada: User, ben: User, cleo: User) -> Registration:
    """One piece with a photo and notes, which met the first criterion; another not judged yet."""
    registration = make_registration(ada, ben, cleo)
    criteria = criteria_of(registration)
    item = make_item(ada, criteria, title="The kettle <b>at</b> the desk")
    [revision] = item.revisions
    photo = make_attached(revision, pictures.phone_photo(), "../card.jpg").file
    make_attached(revision, NOTES, "notes.txt")
    prepare_file(photo.id, app.extensions["store"])
    judge(submit(item, registration), criteria[:1])
    submit(make_item(ada, criteria[1:], title="The second"), registration)
    return registration


Pack = Callable[[], Path]


@pytest.fixture
def packed(
    app: Flask, registration: Registration, config: Config, renderer: Renders, tmp_path: Path
) -> Path:
    """The learner's pack, as a file."""
    path = tmp_path / "pack.zip"
    writer = Writer(config, app.extensions["store"], renderer, lambda _done, _all: None)
    path.write_bytes(b"".join(writer.write(registration.learner)))
    db.session.commit()
    return path
