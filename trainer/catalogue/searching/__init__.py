"""Finding units and qualifications by what is written in them, kept in step as they are published."""

from trainer.catalogue.searching.entries import CatalogueEntry, EntryKind, keep_in_step
from trainer.catalogue.searching.words import install, is_ours, matching, plain

__all__ = ["CatalogueEntry", "EntryKind", "install", "is_ours", "keep_in_step", "matching", "plain"]
