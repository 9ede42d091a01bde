"""Who people are, how they come in, and what is told to them."""

from trainer.privacy.inventory.terms import SUBJECT, about, bulk, by_name, nobody, secret

TABLES = by_name(
    [
        # Who somebody is.
        about(
            "users",
            "id",
            names="staff_number name known_as email",
            hidden="password fs_uniquifier",
            kept="theme",
            why="how pages look to them",
        ),
        about("placements", "user_id"),
        about("appointments", "holder_id"),
        about("memberships", "holder_id", names="number", words="proof"),
        about("elsewhere_certificates", "holder_id", names="number", words="title issuer proof"),
        about("proof_files", "certificate_id", words="name"),
        nobody("places, and what is done there", "sites teams budgets"),
        nobody(
            "professional bodies and their grades",
            "professional_bodies body_grades grade_mappings scheme_accreditations",
        ),
        # How they come in.
        about("login_sessions", "user_id", names="address browser", hidden="token_hash"),
        about("passkeys", "user_id", words="name", hidden="credential public_part"),
        about("calendar_addresses", "user_id"),
        secret(
            "what opens a door: whoever has it comes in as somebody else",
            "reset_codes authenticator_apps recovery_codes",
            by="user_id",
        ),
        nobody("a rule for everybody", "second_step_rules equality_terms"),
        secret(
            "a voluntary return: whose it is can be told with its own key alone, and nobody but"
            " they read it",
            "equality_returns",
        ),
        nobody("which drawn forms took effect, by their hash, for 30 days", "request_keys"),
        nobody("how often an address asked, by a hash, for minutes", "visit_counts"),
        nobody("how long records are kept, for everybody", "retention_times retention_starts"),
        about("erasures", "person_id", kept="tombstone", why="stands where the name stood"),
        about("data_exports", "person_id", copies="key"),
        # What is told to them, and what is written down.
        about("notices", "user_id", words="text", kept="path", why="a page, by its number"),
        about("sent_mails", "to=email", names="to", words="subject body"),
        secret(
            "work for the job process: ids, and links on their way to whom they are for;"
            " gone when its time is over",
            "outbox_items",
        ),
        nobody("that a warning was given, by the number of the thing", "end_warnings"),
        about(
            "ledger_entries",
            SUBJECT,
            kept="kind subject_type body previous hash",
            why="the chain of decisions: ids and salted hashes, which lead nowhere after an erasure",
        ),
        about(
            "sealed_texts", "seq", words="text", kept="field", why="which of the words of an event"
        ),
        about(
            "trail_entries",
            SUBJECT,
            words="body",
            kept="kind subject_type",
            why="what happened to which kind of thing",
        ),
        nobody("where the chain ends", "ledger_head"),
        bulk(
            "a file of many people, as it was sent in; what it says of each is in rows of its own",
            "people_imports past_training_files feed_files figure_files",
        ),
    ]
)
