"""How the learning log is reached: its list, the writing desk, reading, and files."""

from trainer.logs.views import deciding, files, filling, listing, reading, signing, writing
from trainer.logs.views.blueprint import bp

__all__ = ["bp", "deciding", "files", "filling", "listing", "reading", "signing", "writing"]
