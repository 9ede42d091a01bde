"""Pages of appraisals: one's own, one's people's, rounds, forms and calibration."""

from trainer.appraisals.views import (
    appealing,
    calibrating,
    citing,
    ending,
    form,
    listing,
    meeting,
    numbers,
    printing,
    rounds,
    signing,
    templates,
)
from trainer.appraisals.views.blueprint import bp

__all__ = [
    "appealing",
    "bp",
    "calibrating",
    "citing",
    "ending",
    "form",
    "listing",
    "meeting",
    "numbers",
    "printing",
    "rounds",
    "signing",
    "templates",
]
