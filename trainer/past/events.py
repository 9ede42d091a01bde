"""What happens to files of past training."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.past.models import PastFile


@dataclass(frozen=True, kw_only=True)
class PastTrainingBroughtIn(Event):
    """What people hold was recorded from a file, for so many of them."""

    subject: PastFile | None
    added: int
    people: int
