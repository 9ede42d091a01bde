"""Migrations bring a database from nothing to what the models say, and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from tests.conftest import POSTGRESQL, own_database
from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_certificate, make_complete
from tests.factories_claims import make_claim, make_received
from trainer.app import create_app
from trainer.audit import guards
from trainer.catalogue import searching
from trainer.catalogue.searching.words import TABLE
from trainer.claims.actions import answering
from trainer.claims.models import Claim, ClaimBatch, ClaimStatus, ReceivedCertificate
from trainer.cli.migrating import learn_to_migrate
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.files.models import Hold
from trainer.sampling.models import Look
from trainer.web.transactions import unit_of_work

FIRST, BEFORE_CLAIMS, BEFORE_REVIEWS = "cd2e682974af", "fa5609ffc072", "aa604f320316"


@pytest.fixture
def fresh(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application with an empty database of its own."""
    config = Config(
        secret_key="a secret for tests that is long enough",
        base_url="http://localhost",
        data_dir=tmp_path,
        database_url=own_database(f"migrations_{worker_id}") if POSTGRESQL else "",
    )
    app = learn_to_migrate(create_app(config))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        return list(compare_metadata(context, db.metadata))


def is_ours(name: str | None, kind: Any, parents: Any) -> bool:
    """Leave out what the queue keeps in the same database for itself."""
    return not (name or "").startswith("huey") and searching.is_ours(name, kind, parents)


def test_an_empty_database_becomes_what_the_models_say(fresh: Flask) -> None:
    upgrade()
    assert differences() == []


def test_the_guards_stand_after_every_migration(fresh: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        assert guards.missing(connection) == []


def test_migrations_can_be_undone_and_run_again(fresh: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert differences() == []


def rows() -> dict[str, int]:
    """Count the rows of every table but those that a migration makes from others."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
            if table.name not in {TABLE, Look.__tablename__}
        }


def test_records_stay_through_every_migration_and_back(fresh: Flask) -> None:
    upgrade()
    with unit_of_work():
        make_certificate(make_user("Nia Bowen"))
    before = rows()
    assert before["certificates"] == 1
    db.session.remove()
    downgrade(revision=FIRST)
    upgrade()
    assert rows() == before
    assert differences() == []
    with db.engine.connect() as connection:
        assert guards.missing(connection) == []


def test_claims_become_rows_of_their_own_and_stay_when_undone(fresh: Flask) -> None:
    upgrade()
    with unit_of_work():
        make_received(make_complete(make_user("Nia Bowen")), number="CA-7")
        [rejected] = make_claim(make_complete(make_user("Liv Rees")))
        answering.record_rejection(rejected, actor=make_administrator("Toni"), reason="No.")
        make_claim(make_complete(make_user("Mia Lloyd")))
    before = rows()
    assert (before["claims"], before["received_certificates"]) == (3, 1)
    db.session.remove()
    downgrade(revision=BEFORE_CLAIMS)
    upgrade()
    assert rows() == before
    kept = sa.select(Claim.status, Claim.reason, Claim.claimed_on).order_by(Claim.id)
    day = clock.today() - timedelta(days=1)
    assert db.session.execute(kept).all() == [
        (ClaimStatus.CERTIFICATED, "", day),
        (ClaimStatus.REJECTED, "No.", day),
        (ClaimStatus.MADE, "", day),
    ]
    received = db.session.scalars(sa.select(ReceivedCertificate)).one()
    assert (received.number, received.organisation) == ("CA-7", "City Awards")
    assert None not in set(db.session.scalars(sa.select(ClaimBatch.made_by_id)))


def test_holds_from_before_get_a_day_to_be_looked_at_again(fresh: Flask) -> None:
    upgrade()
    today, tess = clock.today(), make_administrator("Toni")
    with unit_of_work():
        learner = make_user("Nia Bowen")
        for ago in (900, 350, 10):
            placed = clock.now() - timedelta(days=ago)
            db.session.add(Hold(learner=learner, reason="A.", placed_by=tess, placed_at=placed))
    db.session.remove()
    downgrade(revision=BEFORE_REVIEWS)
    upgrade()
    days = db.session.scalars(sa.select(Hold.review_on).order_by(Hold.id)).all()
    assert [(day - today).days for day in days] == [30, 30, 355]


def test_a_migration_that_would_leave_links_to_nothing_is_undone(fresh: Flask) -> None:
    if POSTGRESQL:
        pytest.skip("PostgreSQL looks at each foreign key itself.")
    upgrade()
    with unit_of_work():
        make_certificate(make_user("Nia Bowen"))
    db.session.remove()
    with db.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("UPDATE registrations SET version_id = 999")
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(SystemExit):
        downgrade(revision=FIRST)
    assert differences() == []
