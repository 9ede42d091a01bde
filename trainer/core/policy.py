"""Answers to "may they?", each with its reason."""

from typing import NamedTuple

from trainer.core.errors import Refused


class Verdict(NamedTuple):
    """Whether something is allowed, and if not, a sentence saying why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str) -> Verdict:
    """Refuse, with the reason in a whole sentence."""
    return Verdict(allowed=False, reason=reason)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """Return the first refusal, or yes when every answer was yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)


def require(verdict: Verdict) -> None:
    """Stop with `Refused` unless the answer was yes."""
    if not verdict:
        raise Refused(verdict.reason)
