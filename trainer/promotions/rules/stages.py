"""The stages of a promotion case, from being put forward to the end of a trial."""

from collections.abc import Mapping
from enum import StrEnum


class PromotionStatus(StrEnum):
    """Where a promotion case has got to."""

    OPENED = "opened"
    EVIDENCE_PACK = "evidence_pack"
    READINESS_CHECKED = "readiness_checked"
    PANEL = "panel"
    RECOMMENDED = "recommended"
    DEVELOP_FURTHER = "develop_further"
    NOT_RECOMMENDED = "not_recommended"
    HELD = "held"
    APPROVED = "approved"
    REFUSED = "refused"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_POST = "in_post"
    TRIAL_CONFIRMED = "trial_confirmed"
    TRIAL_ENDED = "trial_ended"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"


_S = PromotionStatus

AGAINST = frozenset({_S.DEVELOP_FURTHER, _S.NOT_RECOMMENDED, _S.REFUSED, _S.TRIAL_ENDED})
"""Ends that went against the person, who may appeal."""

OVER = AGAINST | {_S.DECLINED, _S.TRIAL_CONFIRMED, _S.WITHDRAWN}
"""Nothing more is to be done, unless the person appeals."""

BEFORE_OFFER = frozenset(
    {
        _S.OPENED,
        _S.EVIDENCE_PACK,
        _S.READINESS_CHECKED,
        _S.PANEL,
        _S.RECOMMENDED,
        _S.HELD,
        _S.APPROVED,
    }
)
"""The person may still take the case back."""

OPEN_TO_CLOSING = BEFORE_OFFER | {_S.OFFERED, _S.ACCEPTED}
"""HR may still close the case, and whoever leaves has theirs closed."""

ONE_AT_A_TIME = frozenset({_S.OFFERED, _S.ACCEPTED})
"""Nobody has two cases here at once: an offer waits for an answer, or for its day."""

DECIDED = (OVER - {_S.WITHDRAWN}) | {_S.APPROVED, _S.OFFERED, _S.ACCEPTED, _S.IN_POST, _S.APPEALED}
"""The panel and whoever approves have said what they think: the person reads all of it.

Not so where the person took the case back: that would be a way to read it beforehand.
"""

MOVES: Mapping[PromotionStatus, set[PromotionStatus]] = {
    _S.OPENED: {_S.EVIDENCE_PACK, _S.WITHDRAWN},
    _S.EVIDENCE_PACK: {_S.READINESS_CHECKED, _S.WITHDRAWN},
    _S.READINESS_CHECKED: {_S.EVIDENCE_PACK, _S.PANEL, _S.WITHDRAWN},
    _S.PANEL: {_S.RECOMMENDED, _S.DEVELOP_FURTHER, _S.NOT_RECOMMENDED, _S.WITHDRAWN},
    _S.RECOMMENDED: {_S.APPROVED, _S.REFUSED, _S.HELD, _S.WITHDRAWN},
    _S.HELD: {_S.EVIDENCE_PACK, _S.WITHDRAWN},
    _S.APPROVED: {_S.OFFERED, _S.WITHDRAWN},
    _S.OFFERED: {_S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN},
    _S.ACCEPTED: {_S.IN_POST, _S.WITHDRAWN},
    _S.IN_POST: {_S.TRIAL_CONFIRMED, _S.TRIAL_ENDED},
    _S.DEVELOP_FURTHER: {_S.APPEALED},
    _S.NOT_RECOMMENDED: {_S.APPEALED},
    _S.REFUSED: {_S.APPEALED},
    _S.TRIAL_ENDED: {_S.APPEALED},
    _S.APPEALED: {
        _S.OPENED,
        _S.ACCEPTED,
        _S.DEVELOP_FURTHER,
        _S.NOT_RECOMMENDED,
        _S.REFUSED,
        _S.TRIAL_ENDED,
    },
    _S.DECLINED: set(),
    _S.TRIAL_CONFIRMED: set(),
    _S.WITHDRAWN: set(),
}
"""From each stage, where it may go on to."""


def after_appeal(ended_as: PromotionStatus, *, upheld: bool) -> PromotionStatus:
    """Say where an answered appeal takes a case: back to its end, or looked at anew by other people.

    A trial that should not have ended is taken up again.
    """
    if not upheld:
        return ended_as
    return _S.ACCEPTED if ended_as is _S.TRIAL_ENDED else _S.OPENED


STEPS: tuple[tuple[str, frozenset[PromotionStatus]], ...] = (
    ("opened", frozenset({_S.OPENED})),
    ("pack", frozenset({_S.EVIDENCE_PACK})),
    ("readiness", frozenset({_S.READINESS_CHECKED})),
    ("panel", frozenset({_S.PANEL, _S.DEVELOP_FURTHER, _S.NOT_RECOMMENDED})),
    ("decision", frozenset({_S.RECOMMENDED, _S.HELD, _S.REFUSED})),
    (
        "offer",
        frozenset(
            {_S.APPROVED, _S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.IN_POST}
            | {_S.TRIAL_CONFIRMED, _S.TRIAL_ENDED}
        ),
    ),
)
"""The six steps a page shows, and the stages each stands for."""


def step_of(status: PromotionStatus, ended_as: PromotionStatus | None) -> int | None:
    """Say at which of the six steps a case is; one that is appealed, at the step where it ended."""
    at = ended_as if status is _S.APPEALED else status
    return next((place for place, (_name, some) in enumerate(STEPS) if at in some), None)
