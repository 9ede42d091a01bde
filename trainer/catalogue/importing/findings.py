"""One thing about one place in a file."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one place in the file, given by the steps that lead there."""

    at: Sequence[int | str]
    says: str
