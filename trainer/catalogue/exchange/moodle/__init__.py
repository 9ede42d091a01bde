"""Moodle's CSV of a competency framework: fourteen columns, the framework in a row of its own.

What Moodle has no column for travels in its descriptions, in a comment that nobody sees there.
"""

from trainer.catalogue.exchange.moodle.columns import HEADS, looks_like_moodle
from trainer.catalogue.exchange.moodle.reading import read_moodle
from trainer.catalogue.exchange.moodle.writing import as_moodle

__all__ = ["HEADS", "as_moodle", "looks_like_moodle", "read_moodle"]
