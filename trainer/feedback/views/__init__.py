"""The pages of feedback from others."""

from trainer.feedback.views import answering, arranging, printing, reading
from trainer.feedback.views.blueprint import bp

__all__ = ["answering", "arranging", "bp", "printing", "reading"]
