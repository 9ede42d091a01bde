"""How far the making of a paper is, which the job worker does after somebody asked for it."""

from enum import StrEnum


class PaperStatus(StrEnum):
    """How far its making is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
