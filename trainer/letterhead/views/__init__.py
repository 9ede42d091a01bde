"""The pages on which a training administrator sets how documents look."""

from trainer.letterhead.views import reading, setting
from trainer.letterhead.views.blueprint import bp

__all__ = ["bp", "reading", "setting"]
