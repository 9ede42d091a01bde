"""Registrations, learning logs, evidence, and who assesses it how."""

from trainer.privacy.inventory.terms import about, by_name, nobody

UNFINISHED = "unfinished, and its writer’s alone until it is handed in; gone then"

TABLES = by_name(
    [
        nobody(
            "what is learnt: frameworks, units, criteria, qualifications, in versions",
            "frameworks units unit_versions learning_outcomes criteria criterion_lines"
            " qualifications qualification_versions qualification_numbers unit_groups"
            " grouped_units catalogue_entries catalogue_drafts catalogue_files",
        ),
        # Registrations.
        about(
            "registrations",
            "learner_id",
            names="awarding_reference",
            kept="code",
            why="drawn by lot, and printed on signed papers",
        ),
        about("initial_assessments", "registration_id", words="found"),
        about("hand_overs", "registration_id"),
        about("unit_assessments", "registration_id", kept="group_code", why="part of a scheme"),
        about(
            "credit_transfers", "learner_id", words="proof", kept="held_code", why="a unit’s code"
        ),
        about(
            "goal_units", "user_id", kept="source", why="where a goal came from: one of few words"
        ),
        nobody("people registered together; each is a member of it", "cohorts"),
        about("cohort_members", "learner_id"),
        about("cover_lines", "registration_id"),
        about("covers", "absent_id"),
        # The log and its files.
        about("evidence_items", "owner_id", words="tags", kept="client_key", why="drawn by lot"),
        about(
            "evidence_revisions",
            "item_id",
            words="title place what so_what now_what details unused",
            kept="kept_at",
            why="where a paper lies",
        ),
        about("earlier_words", "revision_id"),
        about(
            "stored_files",
            "owner_id",
            words="name consent_how no_consent_why covered_areas",
            outsiders="consent_by",
            copies="shown_key thumb_key",
            kept="code client_key kind",
            why="drawn by lot, and what kind of file it is",
        ),
        about("attached_files", "revision_id"),
        about("file_pages", "file_id", copies="key"),
        about("file_removals", "file_id", kept="keys", why="where bytes lay that are gone"),
        about("original_openings", "owner_id"),
        about("legal_holds", "learner_id"),
        about("hold_reviews", "hold_id"),
        about("criterion_links", "revision_id"),
        about("evidence_signatures", "owner_id", names="printed_name=signer_id"),
        about("reading_grants", "learner_id"),
        about(
            "work_products",
            "person_id",
            words="score",
            names="reference",
            kept="source",
            why="which system it came from",
        ),
        # Plans, witnesses.
        about("assessment_plans", "registration_id", words="place asked outcome cancelled_because"),
        about("planned_criteria", "plan_id"),
        about(
            "testimony_requests",
            "registration_id",
            words="question declined_because",
            outsiders="witness email title contact",
        ),
        about("testimony_criteria", "request_id"),
        about("testimony_link_openings", "request_id", outsiders="place"),
        # Submissions and judgements.
        about("submissions", "registration_id", words="declaration"),
        about(
            "draft_judgements",
            "submission_id",
            words="vacsr vacsr_note",
            kept="relied_on",
            why="numbers of evidence",
            left_out=UNFINISHED,
        ),
        about("evidence_comments", "submission_id", words="quote", once="published_at"),
        about("judgements", "learner_id", words="vacsr_note", kept="vacsr", why="ticks of a list"),
        about("feedback_replies", "judgement_id"),
        about("judged_items", "judgement_id"),
        about("judged_files", "judged_item_id"),
        about("criterion_standings", "unit_assessment_id"),
        about("signatures", "learner_id", names="printed_name=signer_id"),
        about("phrases", "owner_id"),
        # Quality assurance.
        about("release_lines", "unit_assessment_id"),
        about(
            "releases",
            "iqa_id",
            kept="statement",
            names="printed_name",
            why="one sentence for all, and in the ledger",
        ),
        about("iqa_actions", "unit_assessment_id", kept="criterion_ids", why="numbers of criteria"),
        about(
            "final_checks",
            "registration_id",
            names="printed_name=iqa_id",
            kept="statement unit_assessment_ids",
            why="one sentence for all, and in the ledger; numbers of units",
        ),
        about("sample_picks", "unit_assessment_id", words="handed_on_because"),
        about(
            "sample_rows",
            "unit_assessment_id",
            kept="facts reasons",
            why="hashed with the draw: numbers, days and the reasons the draw gave",
        ),
        about("sampling_signs", "unit_assessment_id"),
        about("looks", "assessor_id", kept="answers", why="yes or no, and in the ledger"),
        about("look_replies", "look_id"),
        about("look_drafts", "iqa_id", left_out=UNFINISHED),
        about("fault_searches", "look_id", kept="unit_assessment_ids", why="numbers of units"),
        nobody("how samples are drawn, and what was drawn", "sampling_strategies samples"),
        # Exercises of standardisation, which show no learner’s name.
        nobody("an exercise for all who judge", "exercises exercise_records"),
        about("exercise_pieces", "revision_id", words="title confirmed"),
        about("exercise_files", "file_id"),
        about("exercise_criteria", "piece_id", words="agreed_why"),
        about("exercise_assessors", "person_id", kept="letter", why="stands for a name, by lot"),
        about("exercise_attendances", "person_id"),
        about(
            "blind_drafts", "invited_id", kept="vacsr", why="ticks of a list", left_out=UNFINISHED
        ),
        about("blind_judgements", "invited_id", kept="vacsr", why="ticks of a list"),
        # The register of assessors.
        about("register_entries", "holder_id", words="award", names="award_number"),
        about("register_entry_sites", "entry_id"),
        about("register_entry_units", "entry_id"),
        about("competence_checks", "entry_id", words="shown_by", outsiders="checked_by"),
        about("register_suspensions", "entry_id", words="lifted_because"),
        about("assessor_accreditations", "entry_id", names="reference"),
        about("caseload_limits", "holder_id"),
        about("conflicts_of_interest", "holder_id other_id"),
        # Appeals and malpractice.
        about("appeals", "learner_id"),
        about("appealed_judgements", "appeal_id"),
        about("appeal_grounds", "appeal_id"),
        about("appeal_outcomes", "learner_id", names="printed_name=decider_id reference"),
        about("malpractice_cases", "learner_id"),
        about("malpractice_items", "item_id"),
        about("malpractice_entries", "learner_id", names="printed_name=author_id reference"),
        # Visits from outside.
        nobody(
            "a visit from outside, and what it asks of the centre",
            "visits visit_qualifications visit_sites visit_devices visit_packs visit_reports"
            " eqa_actions",
            outsiders="visits.eqa_name visits.eqa_email visit_devices.browser visit_devices.place",
        ),
        about("visit_people", "person_id"),
        about("visit_portfolios", "registration_id"),
        about("visit_openings", "registration_id file_id", words="about"),
    ]
)
