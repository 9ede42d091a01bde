"""The page of a file, covering parts of it, and what keeps files from being removed."""

from trainer.files.views import holding, looking
from trainer.files.views.blueprint import bp

__all__ = ["bp", "holding", "looking"]
