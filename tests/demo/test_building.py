"""The demonstration as `trainer demo` makes it, in a process and a database of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conftest import POSTGRESQL
from trainer.audit import anchors
from trainer.demo.building import ACCOUNTS
from trainer.demo.starting import UNFINISHED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def trainer(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    settings |= {
        "TRAINER_DATA_DIR": str(folder),
        "TRAINER_SECRET_KEY": "a secret for tests that is long enough",
        "TRAINER_BASE_URL": "http://localhost",
    }
    command = [sys.executable, "-m", "trainer.cli", *arguments]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if POSTGRESQL:
        pytest.skip("The demonstration is made once, on SQLite.")
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / UNFINISHED).touch()
    (folder / "trainer.db").write_bytes(b"half made")
    (folder / anchors.FILE).write_text("7:ab34 2026-03-02T10:00Z\n", encoding="utf-8")
    done = trainer(folder, "demo", "--data", str(folder), "--only-make")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def records(made: Path) -> Iterator[sa.Connection]:
    engine = sa.create_engine(f"sqlite:///{made / 'trainer.db'}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def count(records: sa.Connection, statement: str, **values: str) -> int:
    return int(records.scalar(sa.text(f"SELECT count(*) FROM {statement}"), values) or 0)


def test_the_ledger_is_whole(made: Path) -> None:
    done = trainer(made, "audit", "verify")
    assert done.returncode == 0, done.stdout


def test_no_rule_is_broken(made: Path) -> None:
    done = trainer(made, "check")
    assert done.returncode == 0, done.stdout


def test_everybody_named_can_be_signed_in_as(made: Path, records: sa.Connection) -> None:
    accounts = json.loads((made / ACCOUNTS).read_text())
    assert {one["hat"].partition(",")[0] for one in accounts} == {
        "Me", "Assess", "Assure", "Team", "Admin",
    }  # fmt: skip
    for one in accounts:
        assert one["next"]
        assert count(records, "users WHERE staff_number = :who AND active", who=one["staff_number"])


UNITS = (
    "unit_assessments a JOIN registrations r ON r.id = a.registration_id"
    " JOIN users u ON u.id = r.{0}_id WHERE a.status = :status AND u.staff_number = :who"
)
SUBMISSIONS = (
    "submissions s JOIN registrations r ON r.id = s.registration_id"
    " JOIN users u ON u.id = r.{0}_id WHERE s.status = :status AND u.staff_number = :who"
)
REGISTRATIONS = (
    "registrations r JOIN users u ON u.id = r.{0}_id"
    " WHERE r.status = :status AND u.staff_number = :who"
)
CERTIFICATES = (
    "certificates c JOIN users u ON u.id = c.{0}_id"
    " WHERE c.status = :status AND u.staff_number = :who"
)
ROLES = (
    "appointments a JOIN users u ON u.id = a.{0}_id"
    " WHERE a.status = :status AND u.staff_number = :who"
)


@pytest.mark.parametrize(
    ("waits", "part", "who", "status"),
    [
        (UNITS, "learner", "bh1107", "ready"),
        (SUBMISSIONS, "learner", "bh1107", "returned"),
        (SUBMISSIONS, "assessor", "bh1102", "submitted"),
        (SUBMISSIONS, "assessor", "bh1102", "in_review"),
        (UNITS, "assessor", "bh1102", "learner_signed"),
        (UNITS, "assessor", "bh1202", "assessed_competent"),
        (UNITS, "iqa", "bh1007", "awaiting_iqa"),
        (UNITS, "iqa", "bh1007", "iqa_action_required"),
        (REGISTRATIONS, "iqa", "bh1007", "units_complete"),
        (REGISTRATIONS, "learner", "bh1108", "claim_ready"),
        (ROLES, "holder", "bh1103", "asked"),
        (CERTIFICATES, "learner", "bh1203", "issued"),
        (CERTIFICATES, "learner", "bh1304", "revoked"),
        (CERTIFICATES, "learner", "bh1305", "replaced"),
    ],
)
def test_somebody_is_one_click_away_from_each_step(
    records: sa.Connection, waits: str, part: str, who: str, status: str
) -> None:
    assert count(records, waits.format(part), who=who, status=status) >= 1


def test_every_page_of_certificates_has_something_to_show(records: sa.Connection) -> None:
    held = "certificates WHERE status = 'issued' AND expires_on"
    assert count(records, f"{held} <= date('now')") == 1
    assert count(records, f"{held} BETWEEN date('now', '+1 day') AND date('now', '+60 days')") == 2
    assert count(records, "certificate_batches WHERE status = 'done'") == 1
    assert count(records, "award_reviews WHERE status = 'open'") == 1
    ready = (
        "cohort_members m JOIN cohorts c ON c.id = m.cohort_id"
        " JOIN registrations r ON r.id = m.registration_id"
        " WHERE c.name LIKE 'Spring%' AND r.status {0}= 'claim_ready'"
    )
    assert [count(records, ready.format(sign)) for sign in ("", "!")] == [1, 1]


def test_nia_has_a_draft_ready_to_send(records: sa.Connection) -> None:
    written = (
        "evidence_items i JOIN users u ON u.id = i.owner_id JOIN evidence_revisions v"
        " ON v.item_id = i.id JOIN criterion_links l ON l.revision_id = v.id"
        " WHERE i.status = 'draft' AND v.title LIKE 'Four chipped%' AND u.staff_number = :who"
    )
    assert count(records, written, who="bh1107") == 4


def test_daniel_has_begun_on_an_entry_and_has_some_of_it_left(records: sa.Connection) -> None:
    begun = "draft_judgements d JOIN submissions s ON s.id = d.submission_id"
    left = (
        "submissions s JOIN criterion_links l ON l.revision_id = s.revision_id"
        " LEFT JOIN criterion_standings t ON t.criterion_id = l.criterion_id"
        " AND t.submission_id = s.id WHERE s.status = 'in_review' AND t.state = 'claimed'"
    )
    assert count(records, begun) == 2
    assert count(records, left) == 5


@pytest.mark.parametrize("kind", ["photo", "pdf", "audio"])
def test_there_is_evidence_of_each_sort(records: sa.Connection, kind: str) -> None:
    assert count(records, "stored_files WHERE kind = :kind", kind=kind) >= 1


def test_what_is_shown_of_a_photo_is_not_the_photo_itself(records: sa.Connection) -> None:
    shown = "stored_files WHERE kind = 'photo' AND shown_sha256 != sha256"
    assert count(records, shown) == count(records, "stored_files WHERE kind = 'photo'")


@pytest.mark.parametrize(
    "status",
    ["applied", "initial_assessment", "registered", "active", "break_in_learning",
     "units_complete", "claim_ready", "claimed", "claim_rejected", "certificated", "transferred",
     "lapsed", "withdrawn"],
)  # fmt: skip
def test_there_is_a_registration_in_each_state(records: sa.Connection, status: str) -> None:
    assert count(records, "registrations WHERE status = :status", status=status) >= 1


@pytest.mark.parametrize(
    "status",
    ["not_started", "in_progress", "ready", "learner_signed", "assessed_competent",
     "awaiting_iqa", "iqa_action_required", "achieved"],
)  # fmt: skip
def test_there_is_a_unit_in_each_state_it_can_rest_in(records: sa.Connection, status: str) -> None:
    assert count(records, "unit_assessments WHERE status = :status", status=status) >= 1


def test_started_again_it_keeps_what_there_is(made: Path, records: sa.Connection) -> None:
    before = count(records, "ledger_entries")
    done = trainer(made, "demo", "--data", str(made), "--only-make")
    assert done.returncode == 0, done.stderr
    assert "bh1107" in done.stdout
    assert count(records, "ledger_entries") == before
