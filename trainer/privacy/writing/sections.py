"""Under which heading each table about a person is read, in the order of the pages."""

from dataclasses import dataclass
from typing import Any

from trainer.core.text import lazy_gettext as _l
from trainer.privacy.inventory import INVENTORY, Kind


@dataclass(frozen=True)
class Section:
    """A page of the export: its name in addresses, its heading, what it is, and its tables."""

    key: str
    title: Any
    says: Any
    tables: tuple[str, ...]


def _section(key: str, title: Any, says: Any, tables: str) -> Section:
    return Section(key, title, says, tuple(tables.split()))


SECTIONS = (
    _section(
        "you",
        _l("Who you are here"),
        _l("Your name and address, the jobs and roles you had, and how you come in."),
        "users placements appointments memberships elsewhere_certificates proof_files"
        " login_sessions passkeys calendar_addresses data_exports"
        " erasures",
    ),
    _section(
        "qualifications",
        _l("What you are registered for"),
        _l("Registrations, units, plans, and who looks after you."),
        "registrations initial_assessments hand_overs unit_assessments credit_transfers goal_units"
        " cohort_members covers cover_lines assessment_plans planned_criteria",
    ),
    _section(
        "evidence",
        _l("Your log and your evidence"),
        _l("What you wrote and sent, what was said about it by witnesses, and who may read it."),
        "evidence_items evidence_revisions earlier_words stored_files attached_files file_pages"
        " file_removals original_openings legal_holds hold_reviews criterion_links"
        " evidence_signatures reading_grants work_products testimony_requests testimony_criteria"
        " testimony_link_openings visit_people visit_portfolios visit_openings",
    ),
    _section(
        "decisions",
        _l("What was decided on your work"),
        _l("Submissions, judgements, signatures, and the checks that followed."),
        "submissions evidence_comments judgements feedback_replies judged_items judged_files"
        " criterion_standings signatures release_lines iqa_actions final_checks sample_picks"
        " sample_rows sampling_signs exercise_pieces exercise_files exercise_criteria",
    ),
    _section(
        "disputes",
        _l("Appeals and malpractice"),
        _l("What you appealed against, and cases about your evidence."),
        "appeals appealed_judgements appeal_grounds appeal_outcomes malpractice_cases"
        " malpractice_items malpractice_entries",
    ),
    _section(
        "certificates",
        _l("Certificates and papers"),
        _l("What you were awarded, and the papers and files made about you."),
        "certificates certificate_events certificate_revocations badges certificate_batch_lines"
        " claims received_certificates certificate_scans award_reviews packs papers transcripts"
        " pack_arrivals brought_in_packs brought_in_evidence",
    ),
    _section(
        "training",
        _l("Training and courses"),
        _l("What you must hold, what you hold until when, and where you were."),
        "requirements exemptions holdings holdings_taken_back training_reminders hand_reminders"
        " currency_reminders needs course_bookings course_trainers elearning_names"
        " elearning_statements update_readings update_reminders",
    ),
    _section(
        "work",
        _l("Objectives, coaching and feedback"),
        _l("What you are to reach, what was talked of, and what others said to help you."),
        "action_points action_point_entries figures objectives objective_versions"
        " objective_check_ins one_to_ones agenda_items one_to_one_notes development_actions"
        " coaching_notes coaching_levels coaching_pairs coaching_meetings feedback_rounds"
        " feedback_questions feedback_readings feedback_papers",
    ),
    _section(
        "appraisals",
        _l("Appraisals"),
        _l("Your appraisals: what you and your manager wrote, once it was shared."),
        "appraisals appraisal_steps appraisal_parts appraisal_answers appraisal_citations"
        " appraisal_records appraisal_signatures appraisal_addenda appraisal_readings"
        " appraisal_reminders appraisal_papers appraisal_appeals appraisal_appeal_grounds"
        " appraisal_appeal_answers calibration_lines calibration_changes",
    ),
    _section(
        "career",
        _l("Career and promotion"),
        _l("Roles you aim at, applications, and promotion cases."),
        "career_targets career_confirmations register_candidates applications promotion_cases"
        " promotion_seats promotion_packs promotion_signatures promotion_gates promotion_entries"
        " promotion_offers promotion_letters",
    ),
    _section(
        "assessing",
        _l("Your work as an assessor or quality assurer"),
        _l("What entitles you to judge, and what was found when your judgements were looked into."),
        "register_entries register_entry_sites register_entry_units competence_checks"
        " register_suspensions assessor_accreditations caseload_limits conflicts_of_interest"
        " phrases looks look_replies fault_searches releases exercise_assessors"
        " exercise_attendances blind_judgements",
    ),
    _section(
        "told",
        _l("What you were told, and what was written down"),
        _l("Messages to you, and the record of what happened to what is yours, with who did it."),
        "notices sent_mails ledger_entries sealed_texts trail_entries",
    ),
)
"""All that is handed out, in the order it is read."""


def left_out() -> list[tuple[str, str]]:
    """List what is on record about people and isn't handed out as it is, each with the reason."""
    return [
        (name.replace("_", " "), declared.left_out or declared.why)
        for name, declared in INVENTORY.items()
        if declared.left_out or declared.kind in {Kind.SECRET, Kind.BULK}
    ]
