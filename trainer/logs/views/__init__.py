"""How the learning log is reached: its lists, the writing desk, reading, and files."""

from trainer.logs.views import (
    calendar,
    deciding,
    earlier,
    files,
    filling,
    listing,
    reading,
    signing,
    writing,
)
from trainer.logs.views.blueprint import bp

__all__ = [
    "bp",
    "calendar",
    "deciding",
    "earlier",
    "files",
    "filling",
    "listing",
    "reading",
    "signing",
    "writing",
]
