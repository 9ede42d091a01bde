"""Training, appraisals, objectives, feedback, coaching and careers."""

from trainer.privacy.inventory.learning import UNFINISHED
from trainer.privacy.inventory.terms import about, by_name, nobody

ANONYMOUS = (
    "answers were promised to stay without names; what the round showed the person is handed out,"
    " made by the same rules as its page"
)

TABLES = by_name(
    [
        # Training and courses.
        nobody("what can be learnt or must be held", "skills skill_equivalents coverage_targets"),
        nobody("how long units stay current", "currency_rules"),
        about("requirements", "person_id", words="why", kept="law", why="a law’s name"),
        about("exemptions", "person_id"),
        about(
            "holdings", "person_id", words="says", kept="key", why="the number of what it rests on"
        ),
        about("holdings_taken_back", "holding_id"),
        about("training_reminders", "person_id"),
        about("hand_reminders", "person_id"),
        about("currency_reminders", "unit_assessment_id"),
        about("needs", "person_id", words="label", kept="key", why="the number of what asks it"),
        nobody(
            "courses and their sessions",
            "courses course_prerequisites course_outcomes course_outcome_criteria course_sessions",
            outsiders="course_sessions.led_by",
        ),
        nobody("what was made of a session: by whom is nowhere on record", "course_evaluations"),
        about("course_trainers", "trainer_id"),
        about("course_bookings", "person_id"),
        about("elearning_names", "person_id", names="who"),
        about(
            "elearning_statements",
            "person_id",
            names="who body",
            kept="statement_id digest verb voids",
            why="which statement, of what kind",
        ),
        nobody("what e-learning there is, and who sends it", "elearning_activities receiving_keys"),
        nobody(
            "what changed, and for whom",
            "updates update_versions update_questions update_audiences",
        ),
        about("update_readings", "reader_id"),
        about("update_reminders", "reader_id"),
        # Objectives, figures, action points, development.
        about("action_points", "owner_id", words="what", kept="about_kind", why="a kind of thing"),
        about("action_point_entries", "point_id"),
        nobody("what a team is to reach, and what is counted", "team_objectives measures"),
        about("figures", "person_id"),
        about(
            "objectives",
            "person_id",
            words="title what measured_by possible_by why ended_because",
        ),
        about("objective_versions", "objective_id", words="said"),
        about("objective_check_ins", "objective_id"),
        about("one_to_ones", "person_id", words="summary"),
        about("agenda_items", "one_to_one_id"),
        about("one_to_one_notes", "writer_id"),
        about(
            "development_actions",
            "person_id",
            words="need action support measure",
            kept="origin",
            why="the number of what it came from",
        ),
        # Coaching and feedback.
        about(
            "coaching_notes",
            "person_id",
            words="seen next_step answer",
            once="shared_at",
            own="writer_id",
        ),
        about("coaching_levels", "note_id"),
        about("coaching_pairs", "person_id", words="aim"),
        about("coaching_meetings", "pair_id"),
        nobody(
            "how behaviour is described",
            "behaviours behaviour_versions behaviour_sets behaviour_set_members",
        ),
        about("feedback_rounds", "subject_id", words="cancelled_because", hidden="shuffle"),
        about("feedback_questions", "round_id"),
        about(
            "feedback_raters",
            "round_id",
            words="because",
            outsiders="outsider email",
            left_out=ANONYMOUS,
        ),
        about("feedback_answers", "question_id", left_out=ANONYMOUS),
        about("feedback_drafts", "rater_id", left_out=UNFINISHED),
        about("feedback_openings", "rater_id", outsiders="place", left_out=ANONYMOUS),
        about("feedback_readings", "round_id"),
        about("feedback_papers", "round_id"),
        # Appraisals.
        nobody(
            "what appraisals ask, and when",
            "appraisal_templates appraisal_template_versions appraisal_cycles",
        ),
        about(
            "appraisals",
            "person_id",
            words="meeting_place",
            kept="behaviours",
            why="numbers of behaviours",
        ),
        about("appraisal_steps", "appraisal_id"),
        about("appraisal_parts", "appraisal_id", once="appraisal_id.met_on", own="writer_id"),
        about("appraisal_answers", "part_id", kept="section item", why="which question"),
        about("appraisal_citations", "answer_id", kept="kind", why="a kind of thing"),
        about("appraisal_records", "appraisal_id", words="content"),
        about("appraisal_signatures", "record_id", names="printed_name=signer_id"),
        about("appraisal_addenda", "appraisal_id"),
        about("appraisal_readings", "appraisal_id"),
        about("appraisal_reminders", "appraisal_id"),
        about("appraisal_papers", "appraisal_id"),
        about("appraisal_appeals", "person_id"),
        about("appraisal_appeal_grounds", "appeal_id"),
        about("appraisal_appeal_answers", "person_id", names="printed_name=by_id"),
        nobody("a meeting about many appraisals", "calibration_sessions"),
        about("calibration_lines", "appraisal_id", once="appraisal_id.met_on"),
        about("calibration_changes", "line_id"),
        # Careers.
        nobody("the map of roles", "career_map_versions career_map_drafts"),
        about("career_targets", "person_id"),
        about(
            "career_confirmations",
            "person_id",
            words="says taken_back_because",
            kept="about",
            why="which line of a role",
        ),
        about("register_candidates", "person_id", words="because"),
        nobody("roles to be filled", "vacancies"),
        about("applications", "person_id", words="hours languages"),
        about("promotion_cases", "person_id", words="meets_where"),
        about("promotion_seats", "nominee_id"),
        about("promotion_packs", "case_id", words="content"),
        about(
            "promotion_signatures",
            "nominee_id",
            words="content",
            once="case_id.decided_on",
            names="printed_name=signer_id",
        ),
        about("promotion_score_drafts", "case_id", words="content", left_out=UNFINISHED),
        about("promotion_gates", "case_id", words="fell", once="case_id.decided_on"),
        about("promotion_entries", "case_id", once="case_id.decided_on", own="writer_id"),
        about("promotion_offers", "case_id", words="terms"),
        about("promotion_letters", "case_id"),
    ]
)
