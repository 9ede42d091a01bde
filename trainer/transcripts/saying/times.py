"""How documents write time spent."""

from trainer.core.text import gettext as _


def time_spent(minutes: int) -> str:
    """Write minutes as people say them: `2 h 15 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(rest)s min", rest=rest)
    if not rest:
        return _("%(hours)s h", hours=hours)
    return _("%(hours)s h %(rest)s min", hours=hours, rest=rest)
