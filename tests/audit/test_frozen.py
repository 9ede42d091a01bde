"""What was submitted once is kept by the database itself: words, links and files."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.factories_assessments import (
    criteria_of,
    make_file,
    make_item,
    make_registration,
    make_submission,
)
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.extensions import db
from trainer.logs.content import content_hash
from trainer.logs.models import AttachedFile, CriterionLink, Revision, StoredFile


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    return make_submission(make_registration(ada, ben, cleo), files=1)


TABLES = ("evidence_revisions", "criterion_links", "attached_files", "stored_files")
FORGERIES = {
    "words changed": "UPDATE evidence_revisions SET what = 'Something else.'",
    "thawed": "UPDATE evidence_revisions SET frozen_at = NULL",
    "a link moved": "UPDATE criterion_links SET note = 'Look elsewhere.'",
    "a file out of its place": "UPDATE attached_files SET position = position + 1",
    "other bytes": "UPDATE stored_files SET sha256 = 'f', key = 'other'",
    "a link taken away": "DELETE FROM criterion_links",
    "a file taken out": "DELETE FROM attached_files",
    "a revision taken away": "DELETE FROM evidence_revisions",
    "a file taken away": "DELETE FROM stored_files",
    "a link added": (
        "INSERT INTO criterion_links (revision_id, criterion_id, note)"
        " SELECT revision_id, criterion_id + 1000, note FROM criterion_links LIMIT 1"
    ),
    "a file added": (
        "INSERT INTO attached_files (revision_id, file_id, position)"
        " SELECT revision_id, file_id + 1000, position FROM attached_files LIMIT 1"
    ),
    **{
        f"{table} upserted": (
            f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
            f" ON CONFLICT (id) DO UPDATE SET id = excluded.id, {column} = excluded.{column}"
        )
        for table, column in zip(TABLES, ("what", "note", "position", "name"), strict=True)
    },
}


@pytest.mark.parametrize("how", FORGERIES)
def test_the_database_refuses_to_change_it(sent: Submission, how: str) -> None:
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(sa.text(FORGERIES[how]))
    db.session.expire_all()
    assert content_hash(sent.revision) == sent.content_hash


@pytest.mark.parametrize("table", TABLES)
def test_nothing_takes_its_place(sent: Submission, table: str) -> None:
    statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    if db.engine.dialect.name != "sqlite":
        statement = f"TRUNCATE {table} CASCADE"
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(sa.text(statement))


@pytest.mark.sqlite_only
def test_nothing_takes_its_place_under_another_number(sent: Submission) -> None:
    columns = [one.name for one in Revision.__table__.columns if one.name != "id"]
    named = ", ".join(columns)
    statement = f"INSERT OR REPLACE INTO evidence_revisions ({named}) SELECT {named} FROM evidence_revisions"
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(sa.text(statement))


def test_a_draft_is_its_owners_to_change(ada: User, sent: Submission) -> None:
    item = make_item(ada, criteria_of(sent.registration), files=1)
    revision = item.revisions[0]
    revision.what = "Put better."
    revision.links[0].note = "Here."
    db.session.delete(revision.files[0])
    db.session.add(AttachedFile(revision=revision, file=make_file(ada), position=7))
    db.session.commit()
    assert revision.what == "Put better."


def test_pictures_of_a_submitted_file_may_still_be_made(sent: Submission) -> None:
    db.session.execute(sa.update(StoredFile).values(shown_key="shown", thumb_key="small"))
    assert db.session.scalars(sa.select(StoredFile.shown_key)).all() == ["shown"]


def test_nothing_of_a_draft_is_smuggled_into_it(ada: User, sent: Submission) -> None:
    draft = make_item(ada, criteria_of(sent.registration)).revisions[0]
    mine = sa.update(CriterionLink).where(CriterionLink.revision_id == draft.id)
    with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
        db.session.execute(mine.values(revision_id=sent.revision_id))
