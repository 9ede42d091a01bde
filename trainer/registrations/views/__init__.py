"""The pages of registrations: the lists, registering a learner, and changing what was agreed."""

from trainer.registrations.views import (
    beginning,
    changing,
    crediting,
    handing_over,
    overview,
    registering,
)
from trainer.registrations.views.blueprint import bp

__all__ = [
    "beginning",
    "bp",
    "changing",
    "crediting",
    "handing_over",
    "overview",
    "registering",
]
