"""How a first page says what of the work that waits is due soon."""

from flask_babel import gettext as _
from flask_babel import ngettext


def due_this_week(due: int) -> str:
    """Say how much of what a sample picked is due this week, and what waits for it."""
    if not due:
        return _("None is due this week. Until you have, what was drawn with them is not released.")
    return ngettext(
        "%(num)d is due this week. Until you have, what was drawn with it is not released.",
        "%(num)d are due this week. Until you have, what was drawn with them is not released.",
        due,
    )
