"""Columns that mean the same in every table about a person."""

from trainer.privacy.inventory.terms import Treatment

EVERYWHERE: dict[str, Treatment] = {
    **dict.fromkeys(
        ("words", "reason", "note", "comment", "feedback", "refusal", "answers"), Treatment.WORDS
    ),
    **dict.fromkeys(
        ("content_hash", "covered_hash", "payload_hash", "pdf_sha256", "sha256", "shown_sha256"),
        Treatment.KEPT,
    ),
    **dict.fromkeys(
        ("meaning", "media_type", "shown_type", "role_key", "role_title", "job_title"),
        Treatment.KEPT,
    ),
    **dict.fromkeys(("code_hash", "salt", "token_hash"), Treatment.SECRET),
}
"""What a table doesn't say of a text column is looked up here. Free words are always the person's.

Hashes, what a signature stood for, types of files and the names of jobs and roles say nothing of
somebody without the row they stand in, and that row tells of a tombstone after an erasure.
"""
