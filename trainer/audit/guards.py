"""Tables that may only grow, guarded by the database itself against edits and forgeries.

Triggers are declared here and nowhere else. Alembic's batch rebuild of an SQLite table drops
them silently, so they are made anew after every migration, and `trainer check` compares.
"""

import sqlalchemy as sa

APPEND_ONLY = {
    "ledger_entries": "seq",
    "evidence_signatures": "id",
    "judgements": "id",
    "judged_items": "id",
    "judged_files": "id",
    "feedback_replies": "id",
    "signatures": "id",
    "releases": "id",
    "release_lines": "id",
    "iqa_actions": "id",
    "final_checks": "id",
    "certificate_events": "id",
    "appealed_judgements": "id",
    "appeal_grounds": "id",
    "appeal_outcomes": "id",
    "malpractice_items": "id",
    "malpractice_entries": "id",
    "cover_lines": "id",
    "blind_judgements": "id",
    "testimony_criteria": "id",
    "testimony_link_openings": "id",
    "brought_in_packs": "id",
    "brought_in_evidence": "id",
    "original_openings": "id",
    "sampling_strategies": "id",
    "samples": "id",
    "sample_rows": "id",
    "sampling_signs": "id",
    "looks": "id",
    "look_replies": "id",
    "fault_searches": "id",
    "claim_batches": "id",
    "received_certificates": "id",
    "certificate_scans": "received_id",
    "direct_claim_reviews": "id",
    "file_removals": "id",
    "hold_reviews": "id",
    "competence_checks": "id",
    "caseload_limits": "id",
    "visit_openings": "id",
    "visit_reports": "id",
    "update_readings": "id",
    "update_reminders": "id",
    "currency_rules": "id",
    "currency_reminders": "id",
    "holdings": "id",
    "holdings_taken_back": "holding_id",
    "hand_reminders": "id",
    "behaviour_versions": "id",
    "feedback_questions": "id",
    "feedback_openings": "id",
    "feedback_readings": "id",
    "career_map_versions": "id",
    "objective_versions": "id",
    "objective_check_ins": "id",
    "appraisal_template_versions": "id",
    "appraisal_steps": "id",
    "appraisal_records": "id",
    "appraisal_signatures": "id",
    "appraisal_addenda": "id",
    "appraisal_appeal_answers": "id",
    "appraisal_appeal_grounds": "id",
    "appraisal_readings": "id",
    "appraisal_reminders": "id",
    "calibration_changes": "id",
    "second_step_rules": "id",
    "promotion_packs": "id",
    "promotion_signatures": "id",
    "promotion_gates": "id",
    "promotion_entries": "id",
    "promotion_offers": "id",
    "equality_terms": "id",
    "retention_times": "id",
    "retention_starts": "id",
}
"""Table → primary key. A row of these is never updated, deleted or replaced."""

KEPT = {
    "ledger_head": "id",
    "sealed_texts": "id",
    "claims": "id",
    "direct_claim_statuses": "id",
    "award_reviews": "id",
    "training_reminders": "id",
    "exemptions": "id",
    "requirements": "id",
    "coverage_targets": "id",
    "figures": "id",
    "objectives": "id",
    "one_to_ones": "id",
}
"""Table → primary key. A row of these may change in its own way but never goes."""

PUBLISHED = {
    "learning_outcomes": "unit_version_id",
    "criteria": "unit_version_id",
    "criterion_lines": "unit_version_id",
}
"""Table → column naming the unit version; once that is published the row stays as it is."""


REVISIONS = "evidence_revisions"
"""The table of what was submitted: once `frozen_at` is set, a row of it stays as it is."""

FROZEN = ("criterion_links", "attached_files")
"""Tables of what belongs to a revision; none is added, changed or taken away once it is frozen."""

COMMENTS = "evidence_comments"
"""The table of comments on places of the evidence: once `published_at` is set, a row stays."""

NEVER_EMPTIED = "ledger_entries"
"""The one table of which an erasure takes nothing: it holds no words, only their hashes."""

UNDER_WAY = "EXISTS (SELECT 1 FROM erasures WHERE is_under_way)"
"""True only within the transaction that erases somebody: then words may be taken out of a row."""

FILES = "stored_files"
FILE_AS_RECEIVED = "code, owner_id, name, kind, media_type, size, sha256, key, received_at"
"""What is known of a file as it came in; of a file in a frozen revision this stays. Pictures of it
are made later."""


def statements(dialect: str) -> dict[str, str]:
    """Return the trigger statements for this database, by trigger name."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def install(connection: sa.Connection) -> None:
    """Make every guard anew on the tables that are there."""
    there = set(sa.inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_REFUSE_FUNCTION)
    for name, statement in statements(connection.dialect.name).items():
        table = statement.split(" ON ")[1].split()[0]
        if table in there:
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
            connection.exec_driver_sql(statement)


def lift(connection: sa.Connection) -> None:
    """Take every guard off, in the transaction of a migration that puts them back."""
    listing = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    for name, table in connection.exec_driver_sql(listing).all():
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def missing(connection: sa.Connection) -> list[str]:
    """Name the guards that are not in place."""
    listing = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    there = {name for (name,) in connection.exec_driver_sql(listing)}
    return sorted(set(statements(connection.dialect.name)) - there)


def _sqlite() -> dict[str, str]:
    made: dict[str, str] = {}

    def guard(table: str, verb: str, when: str = "") -> None:
        name = f"keep_{table}_{verb.split(maxsplit=1)[0].lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {_unless_emptied(table, verb, when)}"
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are kept as they were'); END"
        )

    for table, key in APPEND_ONLY.items():
        guard(table, "UPDATE")
        guard(table, "DELETE")
        guard(table, "INSERT", _same_key_exists(table, key))
    for table, key in KEPT.items():
        guard(table, "DELETE")
        guard(table, "INSERT", _same_key_exists(table, key))
    for table, column in PUBLISHED.items():
        published = (
            "WHEN EXISTS (SELECT 1 FROM unit_versions"
            f" WHERE id = OLD.{column} AND published_at IS NOT NULL) "
        )
        guard(table, "UPDATE", published)
        guard(table, "DELETE", published)
    for verb, when in _frozen_on_sqlite(REVISIONS, _REVISION_IS_FROZEN).items():
        guard(REVISIONS, verb, when)
    for verb, when in _frozen_on_sqlite(COMMENTS, _COMMENT_IS_PUBLISHED).items():
        guard(COMMENTS, verb, when)
    for table in FROZEN:
        for verb, when in _frozen_on_sqlite(table, _BELONGS_TO_FROZEN).items():
            guard(table, verb, when)
    for verb, when in _frozen_on_sqlite(FILES, _FILE_IS_IN_FROZEN).items():
        guard(FILES, f"UPDATE OF {FILE_AS_RECEIVED}" if verb == "UPDATE" else verb, when)
    return made


def _unless_emptied(table: str, verb: str, when: str) -> str:
    """Let an erasure that is under way change a row; nothing lets one be taken away or replaced."""
    if not verb.startswith("UPDATE") or table == NEVER_EMPTIED:
        return when
    return f"{when}AND NOT {UNDER_WAY} " if when else f"WHEN NOT {UNDER_WAY} "


_REVISION_IS_FROZEN = {
    "UPDATE": "OLD.frozen_at IS NOT NULL",
    "DELETE": "OLD.frozen_at IS NOT NULL",
    "INSERT": (
        "EXISTS (SELECT 1 FROM {table} WHERE frozen_at IS NOT NULL AND"
        " (id = NEW.id OR (item_id = NEW.item_id AND number = NEW.number)))"
    ),
}
_COMMENT_IS_PUBLISHED = {
    "UPDATE": "OLD.published_at IS NOT NULL",
    "DELETE": "OLD.published_at IS NOT NULL",
    "INSERT": (
        "EXISTS (SELECT 1 FROM {table} WHERE published_at IS NOT NULL AND"
        " (id = NEW.id OR (submission_id = NEW.submission_id AND number = NEW.number)))"
    ),
}
_IN_FROZEN = "EXISTS (SELECT 1 FROM evidence_revisions WHERE frozen_at IS NOT NULL AND id IN "
_BELONGS_TO_FROZEN = {
    "UPDATE": _IN_FROZEN + "(OLD.revision_id, NEW.revision_id))",
    "DELETE": _IN_FROZEN + "(OLD.revision_id))",
    "INSERT": _IN_FROZEN
    + "(SELECT NEW.revision_id UNION SELECT revision_id FROM {table} WHERE id = NEW.id))",
}
_FILE_IN_FROZEN = (
    "EXISTS (SELECT 1 FROM attached_files JOIN evidence_revisions"
    " ON evidence_revisions.id = revision_id WHERE frozen_at IS NOT NULL AND file_id IN "
)
_FILE_IS_IN_FROZEN = {
    "UPDATE": _FILE_IN_FROZEN + "(OLD.id))",
    "DELETE": _FILE_IN_FROZEN + "(OLD.id))",
    "INSERT": _FILE_IN_FROZEN
    + "(SELECT id FROM {table} WHERE id = NEW.id OR code = NEW.code OR key = NEW.key))",
}


def _frozen_on_sqlite(table: str, conditions: dict[str, str]) -> dict[str, str]:
    return {verb: f"WHEN {when.format(table=table)} " for verb, when in conditions.items()}


def _same_key_exists(table: str, key: str) -> str:
    return f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "


_UNLESS_EMPTIED = f"""
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> '{NEVER_EMPTIED}' THEN
    IF {UNDER_WAY} THEN RETURN NEW; END IF;
  END IF;
"""

_REFUSE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION trainer_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_UNLESS_EMPTIED}
  RAISE EXCEPTION 'rows of %% are kept as they were', TG_TABLE_NAME;
END $$;
CREATE OR REPLACE FUNCTION trainer_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM unit_versions
             WHERE id = OLD.unit_version_id AND published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rows of %% are kept as they were', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION trainer_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_UNLESS_EMPTIED}
  IF TG_OP <> 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM evidence_revisions
               WHERE id = OLD.revision_id AND frozen_at IS NOT NULL) THEN
      RAISE EXCEPTION 'rows of %% are kept as they were', TG_TABLE_NAME;
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF EXISTS (SELECT 1 FROM evidence_revisions
             WHERE id = NEW.revision_id AND frozen_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rows of %% are kept as they were', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION trainer_refuse_frozen_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_UNLESS_EMPTIED}
  IF EXISTS (SELECT 1 FROM attached_files JOIN evidence_revisions
             ON evidence_revisions.id = revision_id
             WHERE file_id = OLD.id AND frozen_at IS NOT NULL) THEN
    RAISE EXCEPTION 'rows of %% are kept as they were', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""


def _postgresql() -> dict[str, str]:
    made: dict[str, str] = {}

    def guard(
        table: str, verbs: str, each: str, function: str = "trainer_refuse", when: str = ""
    ) -> None:
        name = f"keep_{table}_{verbs.split(maxsplit=1)[0].lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE {verbs} ON {table}"
            f" FOR EACH {each} {when}EXECUTE FUNCTION {function}()"
        )

    for table in APPEND_ONLY:
        guard(table, "UPDATE OR DELETE", "ROW")
        guard(table, "TRUNCATE", "STATEMENT")
    for table in KEPT:
        guard(table, "DELETE", "ROW")
        guard(table, "TRUNCATE", "STATEMENT")
    for table in PUBLISHED:
        guard(table, "UPDATE OR DELETE", "ROW", "trainer_refuse_published")
    guard(REVISIONS, "UPDATE OR DELETE", "ROW", when="WHEN (OLD.frozen_at IS NOT NULL) ")
    guard(COMMENTS, "UPDATE OR DELETE", "ROW", when="WHEN (OLD.published_at IS NOT NULL) ")
    for table in FROZEN:
        guard(table, "INSERT OR UPDATE OR DELETE", "ROW", "trainer_refuse_frozen")
    guard(FILES, f"UPDATE OF {FILE_AS_RECEIVED} OR DELETE", "ROW", "trainer_refuse_frozen_file")
    for table in (REVISIONS, COMMENTS, *FROZEN, FILES):
        guard(table, "TRUNCATE", "STATEMENT")
    return made
