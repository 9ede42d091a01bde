"""Every write to certificates: issuing, replacing, revoking, and word of what runs out."""

from trainer.certificates.actions.issuing import issue, issue_as_signed, issue_unit, make_again
from trainer.certificates.actions.replacing import replace
from trainer.certificates.actions.revoking import (
    confirm_revocation,
    drop_revocation,
    propose_revocation,
)
from trainer.certificates.actions.warning import warn_of_expiry

__all__ = [
    "confirm_revocation",
    "drop_revocation",
    "issue",
    "issue_as_signed",
    "issue_unit",
    "make_again",
    "propose_revocation",
    "replace",
    "warn_of_expiry",
]
