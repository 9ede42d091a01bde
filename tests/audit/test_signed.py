"""Nothing signed can change: every table of decisions, against the database itself."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.audit.quality_rows import (
    make_rows_of_appraisals,
    make_rows_of_promotions,
    make_rows_of_quality,
)
from tests.factories import make_user
from tests.factories_appeals import answer, make_disputes
from tests.factories_assessments import (
    appoint,
    criteria_of,
    judge,
    make_item,
    make_qualification,
    make_registration,
    make_submission,
    make_waiting_for_iqa,
)
from tests.factories_certificates import make_certificate
from tests.factories_witnesses import make_request, settings
from trainer.accounts.models import User
from trainer.appeals.models import Appeal
from trainer.assessments.models import FeedbackReply, Judgement
from trainer.audit.guards import APPEND_ONLY, KEPT
from trainer.core import clock
from trainer.extensions import db
from trainer.files.models import FileRemoval, Hold, HoldReview, OriginalOpening, Rule
from trainer.files.models import Part as FilePart
from trainer.logs.models import EvidenceSignature, Part
from trainer.packs.models import BroughtInEvidence, BroughtInPack
from trainer.people.models import Role
from trainer.quality import actions as quality
from trainer.quality.models import FinalCheck
from trainer.witnesses import actions as witnesses


@pytest.fixture
def something_in_each(ada: User, ben: User, cleo: User, dev: User) -> None:
    """One row at least in each table that may only grow."""
    appoint(dev, Role.TRAINING_ADMIN)
    registration = make_registration(ada, ben, cleo, version=make_qualification(units=2))
    elsewhere = make_registration(
        make_user("Liv Another"), make_user("Gil Assessor"), cleo, version=registration.version
    )
    unit, [first, *_] = make_waiting_for_iqa(registration), criteria_of(registration)
    quality.ask_again(unit, actor=cleo, criteria=[first.id], note="Look again.")
    chosen = criteria_of(elsewhere)[:1]
    [judgement] = judge(make_submission(elsewhere, chosen, files=1), chosen)
    _around(judgement, ben)
    disputes = make_disputes(registration, elsewhere, dev)
    answer(db.session.get_one(Appeal, disputes["appeal_id"]), ben)
    certificate = make_certificate(make_user("Siân Complete"))
    db.session.add(
        FinalCheck(
            registration=certificate.registration,
            iqa=certificate.registration.iqa,
            statement="Complete.",
            printed_name="Cleo",
            reauthenticated_at=clock.now(),
            unit_assessment_ids=[],
        )
    )
    revision = make_item(ada).revisions[0]
    db.session.add(
        EvidenceSignature(
            revision=revision,
            part=Part.ASSESSOR,
            signer_id=ben.id,
            owner_id=ada.id,
            printed_name="Ben",
            meaning="I saw it.",
            content_hash="0" * 64,
        )
    )
    witness = make_request(make_registration(make_user(), make_user(), make_user()))
    witnesses.note_opening(witness, actor=None, config=settings(), address="", learner_seen=False)
    make_rows_of_promotions()
    make_rows_of_quality()
    make_rows_of_appraisals()
    db.session.commit()


def _around(judgement: Judgement, ben: User) -> None:
    """What is written about feedback, packs from elsewhere, and files that are opened or removed."""
    learner_id, item = judgement.learner_id, make_item(judgement.judge, files=1)
    file = item.revisions[0].files[0].file
    pack = BroughtInPack(
        identifier="00000000-0000-0000-0000-000000000001",
        learner_id=learner_id,
        brought_by_id=ben.id,
        organisation="Elsewhere",
        fingerprint="0" * 64,
        sha256="0" * 64,
        made_at=clock.now(),
    )
    db.session.add_all(
        [
            FeedbackReply(judgement=judgement, author=ben, words="And?", written_at=clock.now()),
            BroughtInEvidence(pack=pack, item=item, number="E001", facts={}),
            OriginalOpening(file=file, reader=ben, owner_id=file.owner_id, reason="A case."),
            FileRemoval(
                file=file,
                part=FilePart.ALL,
                rule=Rule.INFECTED,
                due_on=clock.today(),
                sha256=file.sha256,
                size=file.size,
                keys=[],
            ),
            HoldReview(
                hold=Hold(learner_id=learner_id, reason="A claim.", placed_by=ben),
                kept_by=ben,
                reason="It goes on.",
                review_on=clock.today(),
            ),
        ]
    )


def rows_of(table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(sa.text(f"SELECT * FROM {table}"))]


def test_no_table_of_decisions_lets_a_row_be_changed_taken_away_or_replaced(
    something_in_each: None,
) -> None:
    on_sqlite = db.engine.dialect.name == "sqlite"
    for table, key in APPEND_ONLY.items():
        before = rows_of(table)
        assert before, table
        replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        for statement in (
            f"UPDATE {table} SET {key} = {key} + 1000",
            f"DELETE FROM {table}",
            replace if on_sqlite else f"TRUNCATE {table} CASCADE",
        ):
            with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
                db.session.execute(sa.text(statement))
        assert rows_of(table) == before


def test_no_row_of_what_is_kept_goes_or_is_replaced(something_in_each: None) -> None:
    on_sqlite = db.engine.dialect.name == "sqlite"
    for table in KEPT:
        before = rows_of(table)
        assert before, table
        replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        for statement in (
            f"DELETE FROM {table}",
            replace if on_sqlite else f"TRUNCATE {table} CASCADE",
        ):
            with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
                db.session.execute(sa.text(statement))
        assert rows_of(table) == before


def test_every_signature_is_in_such_a_table() -> None:
    signed = {
        name
        for name, table in db.metadata.tables.items()
        if {"printed_name", "reauthenticated_at"} & set(table.columns.keys())
    }
    assert signed <= set(APPEND_ONLY)
