"""The pages of assessment: submitting, the queue, the review workspace, progress and signing."""

from trainer.assessments.views import deciding, progress, queue, signing, submitting, team
from trainer.assessments.views.blueprint import bp

__all__ = ["bp", "deciding", "progress", "queue", "signing", "submitting", "team"]
