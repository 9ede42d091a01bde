"""The one table that says how each state looks: tone, icon and word."""

from enum import Enum
from typing import NamedTuple

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _


class Shown(NamedTuple):
    """How a state is shown: colour, shape and word, always all three."""

    tone: str
    icon: str
    word: LazyProxy


def _rows(**rows: tuple[str, str, LazyProxy]) -> dict[str, Shown]:
    return {value: Shown(*row) for value, row in rows.items()}


STATUSES: dict[str, dict[str, Shown]] = {
    "EvidenceStatus": _rows(
        draft=("calm", "pen", _("Draft")),
        submitted=("move", "arrow", _("Submitted")),
        withdrawn=("calm", "cross", _("Withdrawn")),
        void=("stop", "ban", _("Void")),
    ),
    "LetterheadStatus": _rows(
        draft=("calm", "pen", _("Not in use")),
        in_use=("done", "check", _("In use")),
        earlier=("calm", "swap", _("Earlier")),
    ),
    "OfferStatus": _rows(
        offered=("move", "arrow", _("Offered")),
        used=("good", "check", _("Used as evidence")),
        set_aside=("calm", "cross", _("Set aside")),
    ),
    "SubmissionStatus": _rows(
        submitted=("move", "arrow", _("Submitted")),
        in_review=("move", "eye", _("In review")),
        accepted=("good", "check", _("Accepted")),
        part_accepted=("good", "half", _("Part accepted")),
        returned=("care", "back", _("Returned")),
        withdrawn=("calm", "cross", _("Withdrawn")),
    ),
    "PlanStatus": _rows(
        proposed=("care", "clock", _("Waits for a yes")),
        agreed=("move", "calendar", _("Agreed")),
        done=("good", "check", _("Done")),
        cancelled=("calm", "cross", _("Called off")),
    ),
    "CourseStatus": _rows(
        offered=("good", "check", _("On offer")),
        retired=("calm", "cross", _("Retired")),
    ),
    "SessionStatus": _rows(
        planned=("calm", "calendar", _("Planned")),
        open=("move", "arrow", _("Open")),
        held=("done", "check", _("Held")),
        cancelled=("calm", "cross", _("Called off")),
    ),
    "BookingStatus": _rows(
        asked=("care", "clock", _("Asked for")),
        waiting=("move", "queue", _("Waiting list")),
        booked=("good", "check", _("Booked")),
        refused=("stop", "crossc", _("Not agreed")),
        cancelled=("calm", "cross", _("Cancelled")),
        attended=("done", "check", _("Attended")),
        missed=("care", "dash", _("Not there")),
    ),
    "UpdateStatus": _rows(
        draft=("calm", "pen", _("Not published")),
        published=("good", "check", _("Published")),
        withdrawn=("calm", "cross", _("Withdrawn")),
    ),
    "SkillState": _rows(
        held=("good", "checkc", _("Held")),
        due=("care", "clock", _("Runs out")),
        grace=("care", "warn", _("In grace")),
        lapsed=("stop", "crossc", _("Lapsed")),
        missing=("stop", "dash", _("Missing")),
        not_yet=("move", "half", _("To get")),
        exempt=("calm", "ban", _("Exempt")),
    ),
    "WitnessStatus": _rows(
        asked=("move", "clock", _("Asked")),
        given=("good", "check", _("Given")),
        revoked=("calm", "cross", _("Taken back")),
        declined=("calm", "back", _("Can’t write it")),
    ),
    "VisitStanding": _rows(
        planned=("calm", "calendar", _("Planned")),
        running=("move", "eye", _("Running")),
        over=("done", "check", _("Over")),
        ended=("done", "cross", _("Ended early")),
    ),
    "IncomingStatus": _rows(
        reading=("move", "half", _("Being read")),
        ready=("care", "eye", _("To look through")),
        faulty=("stop", "warn", _("Errors")),
        publishing=("move", "half", _("Being published")),
        published=("good", "check", _("Published")),
        failed=("stop", "crossc", _("Failed")),
    ),
    "CriterionState": _rows(
        not_started=("calm", "dash", _("Not started")),
        claimed=("move", "eye", _("Claimed")),
        met=("good", "check", _("Met")),
        not_yet_met=("stop", "flag", _("Not yet met")),
        reopened=("care", "back", _("Reopened")),
    ),
    "UnitStatus": _rows(
        not_started=("calm", "dash", _("Not started")),
        planned=("calm", "calendar", _("Planned")),
        withdrawn=("calm", "cross", _("Withdrawn")),
        in_progress=("move", "half", _("In progress")),
        awaiting_iqa=("move", "shield", _("Awaiting IQA")),
        ready=("care", "sign", _("Ready to sign")),
        learner_signed=("move", "sign", _("Signed by the learner")),
        iqa_action_required=("care", "back", _("IQA action")),
        assessed_competent=("good", "check", _("Competent")),
        countersigned=("good", "sign", _("Countersigned")),
        rpl_granted=("good", "swap", _("Prior learning")),
        achieved=("done", "check", _("Achieved")),
    ),
    "CohortStatus": _rows(
        preparing=("calm", "pen", _("Being prepared")),
        registering=("move", "half", _("Being registered")),
        done=("good", "check", _("Done")),
    ),
    "RegistrationStatus": _rows(
        applied=("calm", "pen", _("Applied")),
        initial_assessment=("calm", "eye", _("Initial assessment")),
        break_in_learning=("calm", "pause", _("Break in learning")),
        transferred=("calm", "swap", _("Transferred")),
        withdrawn=("calm", "cross", _("Withdrawn")),
        registered=("move", "arrow", _("Registered")),
        active=("move", "half", _("Active")),
        final_iqa=("move", "shield", _("Final IQA")),
        claimed=("move", "arrow", _("Claimed")),
        units_complete=("good", "check", _("Units complete")),
        claim_ready=("good", "check", _("Complete")),
        certificated=("done", "cert", _("Certificated")),
        claim_rejected=("stop", "crossc", _("Claim rejected")),
        lapsed=("stop", "clock", _("Lapsed")),
    ),
    "ExerciseStatus": _rows(
        preparing=("calm", "pen", _("Being prepared")),
        judging=("move", "eye", _("Being judged")),
        opened=("good", "check", _("Results open")),
    ),
    "PointStatus": _rows(
        open=("move", "flag", _("To do")),
        answered=("care", "chat", _("Answered")),
        closed=("good", "check", _("Closed")),
    ),
    "AppealStatus": _rows(
        open=("care", "flag", _("Waiting for an answer")),
        answered=("move", "chat", _("Answered")),
        upheld=("good", "check", _("Upheld")),
        closed=("calm", "dash", _("Not upheld")),
        withdrawn=("calm", "cross", _("Taken back")),
    ),
    "CaseStatus": _rows(
        set_aside=("care", "pause", _("Set aside")),
        investigating=("move", "eye", _("Being looked into")),
        reported=("care", "sign", _("To be decided")),
        void=("stop", "ban", _("Void")),
        cleared=("good", "check", _("It stands")),
    ),
    "PickStatus": _rows(
        planned=("calm", "calendar", _("Planned")),
        selected=("calm", "queue", _("Selected")),
        reviewing=("move", "eye", _("Reviewing")),
        agreed=("good", "check", _("Agreed")),
        agreed_with_points=("good", "info", _("Agreed with points")),
        disagreed=("stop", "flag", _("Disagreed")),
        action_open=("care", "warn", _("Action open")),
        action_closed=("good", "checkc", _("Action closed")),
        dropped=("calm", "cross", _("Dropped")),
    ),
    "ClaimStatus": _rows(
        made=("move", "clock", _("Waits for an answer")),
        certificated=("done", "cert", _("Certificated")),
        rejected=("stop", "crossc", _("Rejected")),
        taken_back=("calm", "back", _("Taken back")),
    ),
    "ReviewStatus": _rows(
        open=("care", "eye", _("Under review")),
        settled=("done", "check", _("Settled")),
    ),
    "AwardOutcome": _rows(
        stands=("good", "check", _("It stands")),
        revoked=("stop", "ban", _("Revoked")),
        replaced=("calm", "swap", _("Replaced")),
        told=("good", "chat", _("They were told")),
        taken_back=("calm", "back", _("Taken back")),
        rejected=("stop", "crossc", _("Rejected")),
    ),
    "Verdict": _rows(
        agreed=("good", "check", _("Agreed")),
        agreed_with_points=("good", "info", _("Agreed with points")),
        disagreed=("stop", "flag", _("Disagreed")),
    ),
    "CertificateStatus": _rows(
        drafted=("calm", "pen", _("Drafted")),
        issued=("done", "check", _("Valid")),
        replaced=("calm", "swap", _("Replaced")),
        revoked=("stop", "ban", _("Revoked")),
    ),
    "CertificateStanding": _rows(
        drafted=("calm", "pen", _("Drafted")),
        issued=("done", "check", _("Valid")),
        ending=("care", "clock", _("Runs out soon")),
        expired=("stop", "clock", _("Run out")),
        replaced=("calm", "swap", _("Replaced")),
        revoked=("stop", "ban", _("Revoked")),
    ),
    "BatchStatus": _rows(
        issuing=("move", "half", _("Being issued")),
        paused=("care", "pause", _("Paused")),
        cancelled=("calm", "cross", _("Cancelled")),
        done=("good", "check", _("Done")),
    ),
    "LineStatus": _rows(
        waiting=("move", "clock", _("Waiting")),
        issued=("done", "check", _("Issued")),
        refused=("stop", "warn", _("Not issued")),
        cancelled=("calm", "cross", _("Cancelled")),
    ),
    "FileStatus": _rows(
        waiting=("move", "clock", _("Being made")),
        ready=("good", "check", _("Ready")),
        failed=("stop", "warn", _("Could not be made")),
    ),
    "RevocationStatus": _rows(
        proposed=("care", "pen", _("Proposed")),
        confirmed=("stop", "ban", _("Confirmed")),
        dropped=("good", "check", _("Left in force")),
    ),
    "AppointmentStatus": _rows(
        asked=("care", "pen", _("Asked for")),
        confirmed=("good", "check", _("Confirmed")),
        refused=("stop", "crossc", _("Refused")),
        ended=("calm", "cross", _("Ended")),
    ),
    "VersionStatus": _rows(
        current=("good", "check", _("Current")),
        closed=("calm", "ban", _("Closed")),
    ),
    "Fate": _rows(
        same=("good", "check", _("Same")),
        reworded=("care", "pen", _("Reworded")),
        split=("care", "half", _("Split")),
        merged=("care", "swap", _("Merged")),
        new=("move", "plus", _("New")),
        dropped=("calm", "cross", _("Dropped")),
    ),
    "UnitFate": _rows(
        same=("good", "check", _("Same")),
        changed=("care", "pen", _("Changed")),
        new=("move", "plus", _("New")),
        dropped=("calm", "cross", _("Dropped")),
    ),
    "OutboxStatus": _rows(
        waiting=("move", "clock", _("Waiting")),
        done=("good", "check", _("Done")),
        failed=("stop", "warn", _("Failed")),
    ),
    "PaperStatus": _rows(
        waiting=("move", "clock", _("Being made")),
        ready=("good", "check", _("Ready")),
        failed=("stop", "warn", _("Could not be made")),
    ),
    "PackStatus": _rows(
        waiting=("move", "clock", _("Being made")),
        ready=("good", "check", _("Ready")),
        failed=("stop", "warn", _("Could not be made")),
    ),
    "Rendering": _rows(
        waiting=("move", "clock", _("Being made")),
        ready=("good", "check", _("Ready")),
        failed=("stop", "warn", _("Could not be made")),
    ),
}


def shown(status: Enum) -> Shown:
    """Return how this state looks on a page."""
    return STATUSES[type(status).__name__][str(status.value)]
