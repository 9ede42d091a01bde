"""What each document says, of how things stand when it is made."""

from collections.abc import Callable, Mapping
from typing import Protocol

from trainer.config import Config
from trainer.documents.look import Look
from trainer.documents.request import RenderRequest
from trainer.transcripts.models import Transcript, TranscriptKind
from trainer.transcripts.saying import attendance, cpd, letter, record


class Printed(Protocol):
    """What can be set in type on a letterhead."""

    def request(self, look: Look = ...) -> RenderRequest:
        """Ask for it as a PDF."""


SAYING: Mapping[TranscriptKind, Callable[[Transcript, Config], Printed]] = {
    TranscriptKind.CPD: cpd.transcript,
    TranscriptKind.RECORD: record.record,
    TranscriptKind.LETTER: letter.letter,
    TranscriptKind.ATTENDANCE: attendance.certificate,
}
