"""What the job worker does for courses: letters that carry an invitation."""

from trainer.config import Config
from trainer.notifications.letters import Attached, Letter
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import post


def deliver_invitation(work: Claimed, config: Config) -> None:
    """Send a letter with its invitation, which calendars take up by themselves."""
    told = dict(work.payload)
    calendar, method = told.pop("calendar"), told.pop("method")
    media_type = f'text/calendar; charset="utf-8"; method={method}'
    post(Letter(**told), work, config, Attached("invitation.ics", calendar.encode(), media_type))
