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
    "WitnessStatus": _rows(
        asked=("move", "clock", _("Asked")),
        given=("good", "check", _("Given")),
        revoked=("calm", "cross", _("Taken back")),
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
    "CertificateStatus": _rows(
        drafted=("calm", "pen", _("Drafted")),
        issued=("done", "check", _("Valid")),
        replaced=("calm", "swap", _("Replaced")),
        revoked=("stop", "ban", _("Revoked")),
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
    "Rendering": _rows(
        waiting=("move", "clock", _("Being made")),
        ready=("good", "check", _("Ready")),
        failed=("stop", "warn", _("Could not be made")),
    ),
}


def shown(status: Enum) -> Shown:
    """Return how this state looks on a page."""
    return STATUSES[type(status).__name__][str(status.value)]
