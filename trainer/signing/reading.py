"""Come here to have a stranger's PDF judged: its signature is looked at in a confined child."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from trainer.confined.parent import ChildFailed, ConfinedChild
from trainer.signing.trust import Trust

LARGEST = 10 * 1000 * 1000
SECONDS = 10
BETWEEN = b"\0"
LINK = re.compile(r"(?<!\d)(\d{1,12}):([0-9a-f]{64})")
"""A link of the ledger as it is printed: its number and its fingerprint."""


class Worth(StrEnum):
    """What the signature in a file is worth."""

    INTACT = "intact"
    CHANGED = "changed"
    UNKNOWN_SIGNER = "unknown_signer"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


class Reading(BaseModel):
    """What was found in a file: the worth of its signature, whose it is, and the codes it bears.

    `links` are those of the ledger it prints, as numbers and fingerprints.
    """

    model_config = ConfigDict(frozen=True)

    worth: Worth
    key_id: str = ""
    signed_at: datetime | None = None
    codes: tuple[str, ...] = ()
    links: tuple[tuple[int, str], ...] = ()


class FileReader(ConfinedChild):
    """One warm child that reads the PDFs of strangers; it starts when it is first needed."""

    def __init__(self, module: str = "trainer.signing.child") -> None:
        super().__init__(module, called="reader of files")

    def __enter__(self) -> Self:
        """Start warming up at once."""
        self.warm()
        return self

    def read(self, pdf: bytes, trust: Trust) -> Reading:
        """Judge a file; one that ends the child, or takes too long, can't be read."""
        asked = trust.model_dump_json().encode() + BETWEEN + pdf
        try:
            return Reading.model_validate_json(self.ask(asked, SECONDS))
        except ChildFailed:
            return Reading(worth=Worth.UNREADABLE)
