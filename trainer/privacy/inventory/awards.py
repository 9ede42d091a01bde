"""Certificates, claims, badges, and files a portfolio leaves or arrives with."""

from trainer.privacy.inventory.terms import about, by_name, nobody

CHECKED = "what the public check of a certificate answers to"

TABLES = by_name(
    [
        about(
            "certificates",
            "learner_id",
            names="payload",
            kept="code number signed_with",
            why=CHECKED,
        ),
        about("certificate_events", "certificate_id"),
        about("certificate_revocations", "certificate_id", words="evidence"),
        about("badges", "certificate_id", names="document token"),
        about("certificate_batch_lines", "registration_id"),
        nobody("certificates issued together", "certificate_batches certificate_batch_files"),
        nobody("the last number of a year", "certificate_series"),
        about("claims", "registration_id"),
        about(
            "received_certificates",
            "learner_id",
            names="number",
            kept="organisation",
            why="who awards",
        ),
        about("certificate_scans", "received_id", words="name"),
        about("award_reviews", "learner_id"),
        nobody("what was sent to an awarding organisation together", "claim_batches"),
        nobody(
            "leave to claim directly",
            "direct_claim_statuses direct_claim_reviews",
            outsiders="direct_claim_statuses.granted_by direct_claim_reviews.reviewed_by",
        ),
        about("packs", "learner_id", copies="key"),
        about("papers", "registration_id", words="name"),
        about("transcripts", "person_id"),
        about("pack_arrivals", "learner_id", words="name"),
        about(
            "brought_in_packs",
            "learner_id",
            kept="identifier organisation fingerprint",
            why="which file of which organisation, drawn by lot",
        ),
        about("brought_in_evidence", "item_id", names="number", words="facts"),
        nobody("whose signatures are believed", "trusted_keys"),
        nobody(
            "how papers look",
            "letterheads letterhead_pictures letterhead_signatories",
            outsiders="letterhead_signatories.name",
        ),
    ]
)
