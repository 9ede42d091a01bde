"""Who may sit on a panel, approve, or answer an appeal: nobody with a stake, and nobody twice."""

from dataclasses import dataclass
from enum import StrEnum

FEWEST_ON_PANEL = 2
FEWEST_APPROVERS = 2


class Duty(StrEnum):
    """What somebody is asked to do in a case."""

    PANEL = "panel"
    APPROVER = "approver"
    HEARER = "hearer"


class Unfit(StrEnum):
    """Why somebody may not do it."""

    NOMINEE = "nominee"
    LEFT = "left"
    NOMINATED = "nominated"
    STANDS_IN = "stands_in"
    TIED = "tied"
    BELOW = "below"
    SEATED = "seated"
    HAD_PART = "had_part"


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody who might take part.

    `stands_in` says that the nominee does their work in their place for a time, so that asking them
    would ask the nominee. `seated` is another seat in this round, `had_part` any part in an earlier
    one, which counts where other people are to look at a case anew.
    """

    is_nominee: bool = False
    has_left: bool = False
    nominated: bool = False
    stands_in: bool = False
    tied: bool = False
    below: bool = False
    seated: bool = False
    had_part: bool = False


def unfit_for(duty: Duty, one: Candidate, *, anew: bool) -> Unfit | None:
    """Say why somebody may not do it, the plainest reason first; None if they may."""
    others_only = anew or duty is Duty.HEARER
    for holds, why in (
        (one.is_nominee, Unfit.NOMINEE),
        (one.has_left, Unfit.LEFT),
        (one.nominated, Unfit.NOMINATED),
        (one.stands_in, Unfit.STANDS_IN),
        (one.tied, Unfit.TIED),
        (one.below, Unfit.BELOW),
        (one.seated, Unfit.SEATED),
        (one.had_part and others_only, Unfit.HAD_PART),
    ):
        if holds:
            return why
    return None
