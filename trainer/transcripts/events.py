"""What happens to transcripts."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.transcripts.models import Transcript


@dataclass(frozen=True, kw_only=True)
class TranscriptAsked(Event):
    """Somebody had a document made of what a person achieved or learnt."""

    subject: Transcript
    person: User
    kind: str
