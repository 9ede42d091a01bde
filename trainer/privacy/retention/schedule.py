"""The schedule: kinds of record, what begins their time, how long it is, and what happens then.

Six years are the usual limit for claims under a contract of employment, counted from its end.
Assessment records are kept three years at least after certification, so nothing that is evidence
of who read or changed them may be kept for less. The other times follow from use: how far back
somebody looks who asks about a sign-in, a notice or a letter.
"""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _

SIX_YEARS = 6 * 365 + 2
THREE_YEARS = 3 * 365 + 1
LONGEST = 36_500
RUNS_AT = time(2, 5)
"""When each day the job worker removes what is due, in UTC."""

BATCH = 300
"""So many rows go in one transaction: a worker that ends in between leaves the rest for the next."""


class Kept(StrEnum):
    """A kind of record whose time runs out."""

    TRAIL = "trail"
    FAILED_SIGN_INS = "failed_sign_ins"
    SESSIONS = "sessions"
    NOTICES = "notices"
    OUTBOX = "outbox"
    LEAVERS = "leavers"


@dataclass(frozen=True)
class Rule:
    """What the schedule says of one kind; `days` by default, never fewer than `least`.

    `by_itself`: the job worker removes what is due. Otherwise it is listed, and people decide.
    """

    kind: Kept
    words: LazyProxy
    begins: LazyProxy
    then: LazyProxy
    days: int
    least: int
    why_least: LazyProxy
    by_itself: bool = True


SCHEDULE = {
    one.kind: one
    for one in (
        Rule(
            Kept.TRAIL,
            _("The trail: who read, opened, exported or changed what"),
            _("When it happened"),
            _("The lines are removed. The ledger of decisions never is."),
            SIX_YEARS,
            THREE_YEARS,
            _("It is evidence about assessment records, which are kept for three years."),
        ),
        Rule(
            Kept.FAILED_SIGN_INS,
            _("Failed sign-ins"),
            _("When it was tried"),
            _("The lines are removed."),
            180,
            30,
            _("Attacks are looked into for a month."),
        ),
        Rule(
            Kept.SESSIONS,
            _("Sign-in sessions"),
            _("When it ended or ran out"),
            _("Where and in which browser somebody was signed in is removed."),
            180,
            30,
            _("Attacks are looked into for a month."),
        ),
        Rule(
            Kept.NOTICES,
            _("Notices under the bell"),
            _("When it was written"),
            _("The notices are removed, read or not."),
            365,
            30,
            _("People are away for weeks, and come back to what they were told."),
        ),
        Rule(
            Kept.OUTBOX,
            _("Letters and other work that is done"),
            _("When it was done"),
            _("The entries are removed. What failed stays until somebody has seen to it."),
            90,
            7,
            _("Whoever didn’t get a letter asks within a week."),
        ),
        Rule(
            Kept.LEAVERS,
            _("People who left"),
            _("When they left, or their last certificate or award, whichever is later"),
            _("They are listed here. Two people decide about each; nobody is erased by itself."),
            SIX_YEARS,
            THREE_YEARS,
            _("Assessment records are evidence for three years after certification."),
            by_itself=False,
        ),
    )
}
"""Every kind of record with a time, in the order in which they are shown."""
