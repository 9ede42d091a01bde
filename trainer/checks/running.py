"""Run every check: for administrators, restores, crash trials and tests."""

from trainer.checks import (
    badges,
    batches,
    certificates,
    claims,
    comments,
    constraints,
    courses,
    credit,
    decisions,
    disputes,
    evidence,
    feeds,
    files,
    independence,
    issued,
    keys,
    leavers,
    ledger,
    letterheads,
    looks,
    points,
    registered,
    reviews,
    sampling,
    standardisation,
    states,
    training,
    visits,
)
from trainer.checks.finding import Check, Finding

CHECKS: list[Check] = [
    *independence.CHECKS,
    *registered.CHECKS,
    *decisions.CHECKS,
    *states.CHECKS,
    *credit.CHECKS,
    *evidence.CHECKS,
    *feeds.CHECKS,
    *files.CHECKS,
    *comments.CHECKS,
    *certificates.CHECKS,
    *issued.CHECKS,
    *letterheads.CHECKS,
    *keys.CHECKS,
    *badges.CHECKS,
    *batches.CHECKS,
    *claims.CHECKS,
    *reviews.CHECKS,
    *ledger.CHECKS,
    *constraints.CHECKS,
    *leavers.CHECKS,
    *disputes.CHECKS,
    *points.CHECKS,
    *courses.CHECKS,
    *training.CHECKS,
    *sampling.CHECKS,
    *standardisation.CHECKS,
    *visits.CHECKS,
    *looks.CHECKS,
]


def run() -> list[Finding]:
    """Look at the whole database and return what must never be so, and is."""
    return [finding for check in CHECKS for finding in check.findings()]
