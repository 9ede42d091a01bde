"""The pages of the catalogue: what there is, files taken away, and files brought in."""

from trainer.catalogue.views import bringing, browsing, taking
from trainer.catalogue.views.blueprint import bp

__all__ = ["bp", "bringing", "browsing", "taking"]
