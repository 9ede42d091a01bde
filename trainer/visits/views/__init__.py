"""The pages of visits: the centre's, and those that a visitor opens by the link."""

from trainer.visits.views import (
    arranging,
    centre,
    entering,
    files,
    following,
    packing,
    portfolios,
    reading,
    sampling,
)
from trainer.visits.views.blueprint import bp

__all__ = [
    "arranging",
    "bp",
    "centre",
    "entering",
    "files",
    "following",
    "packing",
    "portfolios",
    "reading",
    "sampling",
]
