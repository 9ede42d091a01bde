"""The register of assessors and quality assurers, and conflicts of interest."""

from trainer.assessors.views import accrediting, conflicts, entering, listing, standing
from trainer.assessors.views.blueprint import bp

__all__ = ["accrediting", "bp", "conflicts", "entering", "listing", "standing"]
