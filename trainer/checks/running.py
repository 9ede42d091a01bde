"""Run every check: for administrators, restores, crash trials and tests."""

from trainer.checks import (
    certificates,
    constraints,
    decisions,
    disputes,
    evidence,
    independence,
    leavers,
    ledger,
    states,
)
from trainer.checks.finding import Check, Finding

CHECKS: list[Check] = [
    *independence.CHECKS,
    *decisions.CHECKS,
    *states.CHECKS,
    *evidence.CHECKS,
    *certificates.CHECKS,
    *ledger.CHECKS,
    *constraints.CHECKS,
    *leavers.CHECKS,
    *disputes.CHECKS,
]


def run() -> list[Finding]:
    """Look at the whole database and return what must never be so, and is."""
    return [finding for check in CHECKS for finding in check.findings()]
