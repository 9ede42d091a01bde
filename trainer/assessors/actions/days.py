"""Which day may be given for the end of something."""

from datetime import date

from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _


def check_is_ahead(ends_on: date) -> None:
    """Refuse an end in the past: what was decided until now stands."""
    if ends_on < clock.today():
        raise Unacceptable(
            _("Choose today or a later day. What was decided until now stands."), "ends_on"
        )
