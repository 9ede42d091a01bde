"""The pages of assessment: submitting, the queue, the review workspace, progress and signing."""

from trainer.assessments.views import (
    commenting,
    conversing,
    deciding,
    phrasing,
    progress,
    queue,
    several,
    signing,
    submitting,
    team,
)
from trainer.assessments.views.blueprint import bp

__all__ = [
    "bp",
    "commenting",
    "conversing",
    "deciding",
    "phrasing",
    "progress",
    "queue",
    "several",
    "signing",
    "submitting",
    "team",
]
