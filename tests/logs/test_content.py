"""What a signature covers: every word, criterion and file, and nothing that changes by itself."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories_logs import make_attached, make_entry, make_goal
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.content import content_hash, manifest
from trainer.logs.models import Activity, Revision


@pytest.fixture
def revision(ada: User) -> Revision:
    made = make_entry(ada, minutes=25, place="Till four")
    unit = make_goal(ada)
    actions.set_links(made, actor=ada, notes={unit.criteria[0].id: "first line"})
    make_attached(made)
    return made


CHANGES: dict[str, Callable[[Revision], object]] = {
    "title": lambda one: setattr(one, "title", "Another name"),
    "what": lambda one: setattr(one, "what", one.what + " "),
    "so what": lambda one: setattr(one, "so_what", "It mattered."),
    "now what": lambda one: setattr(one, "now_what", "Again."),
    "day": lambda one: setattr(one, "happened_on", date(2026, 1, 2)),
    "no day": lambda one: setattr(one, "happened_on", None),
    "minutes": lambda one: setattr(one, "minutes", 26),
    "place": lambda one: setattr(one, "place", "Till five"),
    "activity": lambda one: setattr(one, "activity", Activity.PHONE_CALL),
    "kept at": lambda one: setattr(one, "kept_at", "In the safe"),
    "note": lambda one: setattr(one.links[0], "note", "second line"),
    "criterion": lambda one: one.links.clear(),
    "file's bytes": lambda one: setattr(one.files[0].file, "sha256", "0" * 64),
    "file's name": lambda one: setattr(one.files[0].file, "name", "other.txt"),
    "file's size": lambda one: setattr(one.files[0].file, "size", 1),
    "file's code": lambda one: setattr(one.files[0].file, "code", "Z" * 26),
    "file": lambda one: one.files.clear(),
    "item": lambda one: setattr(one.item, "number", 9),
    "owner": lambda one: setattr(one.item, "owner_id", 999),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_changes_the_hash(revision: Revision, what: str) -> None:
    before = content_hash(revision)
    with db.session.no_autoflush:
        CHANGES[what](revision)
        assert content_hash(revision) != before


def test_what_nobody_wrote_is_not_covered(revision: Revision) -> None:
    before = content_hash(revision)
    revision.saved_at = revision.frozen_at = clock.now()
    revision.files[0].file.shown_sha256 = "1" * 64
    db.session.commit()
    assert content_hash(revision) == before


def test_criteria_are_named_so_that_another_installation_knows_them(revision: Revision) -> None:
    criterion = revision.links[0].criterion
    assert manifest(revision)["criteria"] == [[criterion.identifier, "first line"]]
